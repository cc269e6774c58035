// `migrate`: its edits as a unified diff, and as new texts of the files. Pure functions of the answer and the files.

import { unifiedDiff } from "../text/patch.js";
import { textOf } from "../text/lines.js";
import { count } from "../text/words.js";
import { finding } from "./pretty/finding.js";
import { Page } from "./pretty/page.js";

/** @typedef {import("../index.js").Edit} Edit */
/** @typedef {import("../index.js").File} File */

/**
 * The diff that `patch` and `git apply` take; `nameOf` gives the name of a file in it.
 * @param {import("../index.js").Migration} migration
 * @param {{ files?: readonly File[], nameOf?: (path: string) => string }} view
 */
export function diff({ edits }, { files = [], nameOf = (path) => path }) {
  const texts = new Map(files.map((file) => [file.path, textOf(file)]));
  return applied(edits, files)
    .map(({ path, text }) => unifiedDiff(nameOf(path), texts.get(path) ?? "", text))
    .join("");
}

/**
 * What is left to do by hand, and how much is done.
 * @param {import("../index.js").Migration} migration
 * @param {import("./pretty.js").View} view
 */
export function notes({ target, edits, notes }, view) {
  const page = new Page(view);
  const files = new Set(edits.map(({ path }) => path)).size;
  const last = `${count(edits.length, "edit")} in ${count(files, "file")}, ${count(notes.length, "note")} · target ${target}`;
  return [...notes.map((note) => finding(note, page)), page.paint.bold(last)].join("\n\n") + "\n";
}

/**
 * The new text of each file that changes.
 * @param {readonly Edit[]} edits
 * @param {readonly File[]} files
 */
export function applied(edits, files) {
  const touched = files.filter(({ path }) => edits.some((edit) => edit.path === path));
  return touched.map((file) => ({ path: file.path, text: apply(textOf(file), edits.filter(({ path }) => path === file.path)) }));
}

/** @param {string} text @param {readonly Edit[]} edits by place */
function apply(text, edits) {
  let [result, at] = ["", 0];
  for (const { range, newText } of edits) {
    result += text.slice(at, range.start.offset) + newText;
    at = range.end.offset;
  }
  return result + text.slice(at);
}
