// `migrate`: prints the edits as a diff, or changes the files.

import { chmodSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { applied, diff, notes } from "../formats/migration.js";
import { BadUse } from "./arguments.js";

/**
 * @param {import("../index.js").Migration} migration
 * @param {import("../formats/pretty.js").View} view
 */
export function printed(migration, view) {
  return diff(migration, view) + (migration.edits.length > 0 ? "\n" : "") + notes(migration, view);
}

/**
 * @param {import("../index.js").Migration} migration
 * @param {import("../formats/pretty.js").View} view
 */
export function written(migration, view) {
  const files = applied(migration.edits, view.files ?? []);
  for (const { path, text } of files) replace(path, text);
  return files.map(({ path }) => `wrote ${path}\n`).join("") + notes(migration, view);
}

/** A file is there before and after, with its old text or with the new one, whatever happens. */
function replace(path, text) {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(beside, text, { flag: "wx", flush: true });
    chmodSync(beside, statSync(path).mode);
    renameSync(beside, path);
  } catch (error) {
    throw new BadUse(`cannot write ${path}: ${error.message}`);
  }
}
