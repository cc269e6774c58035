// `upgrade`, for people to read: on a terminal, and as Markdown for a pull request.

import { hang } from "../text/fold.js";
import { safe } from "../text/safe.js";
import { count, groupBy } from "../text/words.js";
import { Page } from "./pretty/page.js";

/** @typedef {import("../index.js").Change} Change */

/** How many objects or places of a change are named. */
const NAMED = 4;

/** Each severity with its colour and its headings, the worst first. */
const SEVERITIES = /** @type {const} */ ([
  { severity: "breaking", color: "error", heading: "Breaking", counted: "breaking" },
  { severity: "action", color: "warning", heading: "To do", counted: "to do" },
  { severity: "notice", color: "info", heading: "Worth knowing", counted: "to know" },
]);

/**
 * @param {import("../index.js").Upgrade} upgrade
 * @param {import("./pretty.js").View} [view]
 */
export function pretty({ from, to, changes }, view = {}) {
  const page = new Page(view);
  const { paint, columns } = page;
  const elapsed = view.elapsed === undefined ? "" : ` · ${Math.round(view.elapsed)} ms`;
  const files = view.files ? ` in ${count(view.files.length, "file")}` : "";
  const last = hang("", `${counts(changes)}${files} · Envoy Gateway ${from} → ${to}${elapsed}`, columns, paint.bold);
  return [...alike(changes).map((group) => change(group, page)), last].join("\n\n") + "\n";
}

/** @param {readonly Change[]} group @param {Page} page */
function change(group, { paint, columns }) {
  const [{ severity, id, what, before, after, todo }] = group;
  const color = SEVERITIES.find((one) => one.severity === severity)?.color ?? "info";
  const label = `${severity}[${id}] `;
  const head = hang("  ", label + safe(what), columns, paint.bold).slice(2);
  const row = (name, text) => {
    const line = hang(`  = ${name.padEnd(6)} `, safe(text), columns);
    return paint.dim(line.slice(0, 11)) + line.slice(11);
  };
  const places = placesOf(group);
  return [
    head.replace(label, paint[color](label.trimEnd()) + (head.startsWith("\x1b") ? "\x1b[1m " : " ")),
    ...(places.length > 0 ? [row("at", shortened(places))] : []),
    ...(objectsOf(group).length > 0 ? [row("of", shortened(objectsOf(group)))] : []),
    ...(before ? [row("before", before)] : []),
    ...(after ? [row("after", after)] : []),
    ...(todo ? [row("todo", todo)] : []),
  ].join("\n");
}

/**
 * @param {import("../index.js").Upgrade} upgrade
 */
export function markdown({ from, to, changes }) {
  const parts = SEVERITIES.map((one) => ({ ...one, groups: alike(changes.filter((it) => it.severity === one.severity)) }));
  const sections = parts.filter(({ groups }) => groups.length > 0).flatMap(section);
  return [`## Envoy Gateway ${from} → ${to}`, `**${counts(changes)}**`, ...sections].join("\n\n") + "\n";
}

/** A heading and a list; what is only worth knowing is folded away. */
function section({ severity, heading, groups }) {
  const list = groups.map(item).join("\n");
  if (severity !== "notice") return [`### ${heading}`, list];
  return [`<details><summary>${heading} (${groups.length})</summary>`, list, "</details>"];
}

/** @param {readonly Change[]} group */
function item(group) {
  const [{ id, what, before, after, todo }] = group;
  const values = [before && `before ${code(before)}`, after && `after ${code(after)}`].filter(Boolean).join(", ");
  const who = [...objectsOf(group)];
  const where = placesOf(group).map(code);
  return [
    `- **${escaped(what)}** (${escaped(id)})`,
    ...(who.length > 0 ? [`  - ${escaped(shortened(who))}`] : []),
    ...(where.length > 0 ? [`  - at ${shortened(where)}`] : []),
    ...(values ? [`  - ${values}`] : []),
    ...(todo ? [`  - [ ] ${escaped(todo)}`] : []),
  ].join("\n");
}

/** Text between backquotes stays code; what Markdown or HTML would read otherwise is escaped. */
function escaped(text) {
  const pieces = safe(text).split("`");
  const plain = (piece) => piece.replace(/[\\*_[\]|~#]/g, "\\$&").replace(/[&<>@]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  if (pieces.length % 2 === 0) return plain(pieces.join("'"));
  return pieces.map((piece, index) => (index % 2 === 0 ? plain(piece) : code(piece))).join("");
}

function code(text) {
  return `\`${safe(text).replace(/`/g, "'")}\``;
}

/** What is said alike of several objects, together. */
function alike(changes) {
  return groupBy(changes, ({ places, object, ...said }) => JSON.stringify(said));
}

function objectsOf(group) {
  return [...new Set(group.flatMap(({ object }) => (object ? [object] : [])))];
}

function placesOf(group) {
  const places = group.flatMap((one) => one.places);
  return [...new Set(places.map(({ path, range }) => `${path}:${range.start.line + 1}`))];
}

function shortened(names) {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  return names.slice(0, NAMED).join(", ") + more;
}

function counts(changes) {
  const of = (severity) => changes.filter((one) => one.severity === severity).length;
  return SEVERITIES.map(({ severity, counted }) => `${of(severity)} ${counted}`).join(", ");
}
