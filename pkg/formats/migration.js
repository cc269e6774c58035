// `migrate`: its edits as a unified diff, and as new texts of the files. Pure functions of the answer and the files.

import { textOf } from "../text/lines.js";
import { count, groupBy } from "../text/words.js";
import { finding } from "./pretty/finding.js";
import { Page } from "./pretty/page.js";

/** @typedef {import("../index.js").Edit} Edit */
/** @typedef {import("../index.js").File} File */

/** Unchanged lines around a change. */
const CONTEXT = 3;

/**
 * The diff that `patch` and `git apply` take.
 * @param {import("../index.js").Migration} migration
 * @param {{ files?: readonly File[] }} view
 */
export function diff({ edits }, { files = [] }) {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return groupBy(edits, ({ path }) => path)
    .map((group) => ofFile(group[0].path, textOf(byPath.get(group[0].path) ?? { text: "" }), group))
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

/** @param {string} text @param {readonly Edit[]} edits by place @param {number} [from] where the text begins in its file */
function apply(text, edits, from = 0) {
  let [result, at] = ["", 0];
  for (const { range, newText } of edits) {
    result += text.slice(at, range.start.offset - from) + newText;
    at = range.end.offset - from;
  }
  return result + text.slice(at);
}

/** The changes of a file: each with the lines that go and those that come. */
function ofFile(path, text, edits) {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const starts = [0];
  for (const line of lines) starts.push(starts[starts.length - 1] + line.length);
  /** The line that an offset is on; those before were passed. */
  let passed = 0;
  const lineAt = (offset) => {
    while (passed + 1 < starts.length && starts[passed + 1] <= offset) passed += 1;
    return passed;
  };
  /** @type {{ from: number, to: number, edits: Edit[] }[]} */
  const changes = [];
  for (const edit of edits) {
    const [start, end] = [edit.range.start.offset, edit.range.end.offset];
    const [from, until] = [lineAt(start), lineAt(end)];
    const whole = start === starts[from] && end === starts[until];
    const to = whole ? until : Math.min(until + 1, lines.length);
    const last = changes.at(-1);
    if (last && from <= last.to) Object.assign(last, { to: Math.max(last.to, to), edits: [...last.edits, edit] });
    else changes.push({ from, to, edits: [edit] });
  }
  const parts = changes.map(({ from, to, edits }) => {
    const after = apply(text.slice(starts[from], starts[to]), edits, starts[from]).match(/[^\n]*\n|[^\n]+$/g) ?? [];
    return trimmed({ from, before: lines.slice(from, to), after });
  });
  return `--- a/${path}\n+++ b/${path}\n` + hunks(parts, lines).join("");
}

/** Without the lines that stay at both ends. */
function trimmed({ from, before, after }) {
  while (before.length > 0 && before[0] === after[0]) [from, before, after] = [from + 1, before.slice(1), after.slice(1)];
  while (before.length > 0 && before.at(-1) === after.at(-1)) [before, after] = [before.slice(0, -1), after.slice(0, -1)];
  return { from, before, after };
}

function hunks(parts, lines) {
  const groups = [];
  for (const part of parts) {
    const last = groups.at(-1)?.at(-1);
    if (last && part.from - (last.from + last.before.length) <= 2 * CONTEXT) groups.at(-1).push(part);
    else groups.push([part]);
  }
  let grown = 0;
  return groups.map((group) => {
    const last = group[group.length - 1];
    const start = Math.max(0, group[0].from - CONTEXT);
    const end = Math.min(lines.length, last.from + last.before.length + CONTEXT);
    const body = [];
    let at = start;
    for (const { from, before, after } of group) {
      body.push(...marked(" ", lines.slice(at, from)), ...marked("-", before), ...marked("+", after));
      at = from + before.length;
    }
    body.push(...marked(" ", lines.slice(at, end)));
    const more = group.reduce((sum, { before, after }) => sum + after.length - before.length, 0);
    const head = `@@ -${range(start, end - start)} +${range(start + grown, end - start + more)} @@\n`;
    grown += more;
    return head + body.join("");
  });
}

function range(start, length) {
  return `${length === 0 ? start : start + 1},${length}`;
}

function marked(sign, lines) {
  return lines.map((line) => sign + (line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`));
}
