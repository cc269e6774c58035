// `migrate`: prints the edits as a diff, or changes the files.

import { applied, diff, notes } from "../formats/migration.js";
import { inPatch } from "./files.js";
import { replaceFiles } from "./replace.js";

/**
 * @param {import("../index.js").Migration} migration
 * @param {import("../formats/pretty.js").View} view
 */
export function printed(migration, view) {
  return diff(migration, { ...view, nameOf: inPatch }) + (migration.edits.length > 0 ? "\n" : "") + notes(migration, view);
}

/**
 * @param {import("../index.js").Migration} migration
 * @param {import("../formats/pretty.js").View} view
 */
export function written(migration, view) {
  const files = applied(migration.edits, view.files ?? []);
  const before = new Map((view.files ?? []).map(({ path, bytes }) => [path, bytes]));
  replaceFiles(files.map(({ path, text }) => ({ path, text, before: before.get(path) })));
  return files.map(({ path }) => `wrote ${path}\n`).join("") + notes(migration, view);
}
