// One finding: what is wrong, the places in their files, and what to do.

import { fold, hang } from "../../text/fold.js";
import { safe } from "../../text/safe.js";
import { width } from "../../text/width.js";
import { releaseList } from "../../text/words.js";
import { marked } from "./source.js";

/** A label stands under its mark only where it gets this much room. */
const LABEL_COLUMNS = 40;

/**
 * @param {import("../../index.js").Diagnostic} diagnostic
 * @param {import("./page.js").Page} page
 * @returns {string}
 */
export function finding(diagnostic, page) {
  const gutter = gutterWidth(diagnostic);
  return [headline(diagnostic, page), ...frames(diagnostic, gutter, page), ...notes(diagnostic, gutter, page)].join(
    "\n",
  );
}

function headline({ severity, rule, message }, { columns, paint }) {
  const label = `${severity}[${rule}]`;
  const [first, ...rest] = fold(`${label} ${safe(message)}`, columns - 2);
  const head = paint[severity](label) + paint.bold(first.slice(label.length));
  return [head, ...rest.map((line) => "  " + paint.bold(line))].join("\n");
}

/** The places, each with its source line; places on one line share it. */
function frames(diagnostic, gutter, page) {
  return placesOf(diagnostic).map((group, index) => frame(group, index === 0 ? "╭─" : "├─", gutter, page));
}

function frame(group, corner, gutter, page) {
  const { path, range } = group[0];
  const { dim } = page.paint;
  const { line, character } = range.start;
  const header = dim(`${" ".repeat(gutter)}${corner} `) + `${safe(path)}:${line + 1}:${character + 1}`;
  const source = page.sourceLine(path, line);
  if (source === undefined) return [header, ...said(group, gutter, page)].join("\n");
  const number = dim(`${String(line + 1).padStart(gutter)}│`);
  return [
    header,
    ...group.flatMap((place, index) => {
      const shown = marked(source, ...charactersOf(place.range, source), page.sourceColumns - gutter - 2);
      return [...(index === 0 ? [`${number} ${shown.text}`] : []), underline(place, shown, gutter, page)];
    }),
  ].join("\n");
}

/** What is said about places whose file is not at hand. */
function said(group, gutter, { columns }) {
  return group
    .filter(({ message }) => message)
    .map(({ message }) => hang(" ".repeat(gutter + 3), safe(message), columns));
}

/** The mark below a source line, with what is said about it: beside it where there is room, else under it. */
function underline(place, { start, length }, gutter, { columns, paint }) {
  const edge = paint.dim(`${" ".repeat(gutter)}│`) + " ";
  const mark = paint[place.severity ?? "dim"](length === 0 ? "^" : "─".repeat(length));
  const text = safe(place.message);
  const beside = gutter + 2 + start + Math.max(1, length) + 1;
  if (beside + width(text) <= columns) return (edge + " ".repeat(start) + `${mark} ${text}`).trimEnd();
  const indent = columns - gutter - 2 - start >= LABEL_COLUMNS ? start : 2;
  const lines = fold(text, columns - gutter - 2 - indent);
  return [edge + " ".repeat(start) + mark, ...lines.map((line) => edge + " ".repeat(indent) + line)].join("\n");
}

/**
 * The lines after the frames: help, fixes, the releases that it holds for.
 * @param {import("../../index.js").Diagnostic} diagnostic
 * @param {number} gutter
 * @param {import("./page.js").Page} page
 */
function notes({ help, fixes, releases }, gutter, { columns, paint }) {
  const note = (name, text) => {
    const [first, ...rest] = hang(`${" ".repeat(gutter)}= ${name.padEnd(6)} `, safe(text), columns).split("\n");
    return [paint.dim(first.slice(0, gutter + 8)) + first.slice(gutter + 8), ...rest].join("\n");
  };
  return [
    ...(help ? [note("help", help)] : []),
    ...fixes.map(({ title, safe }) => note("fix", safe ? title : `${title} (check it first)`)),
    ...(releases ? [note("in", releaseList(releases))] : []),
  ];
}

/** The place of the finding and the related ones, in order; those on the line of their predecessor grouped with it. */
function placesOf({ path, range, severity, related }) {
  const own = { path, range, severity, message: "" };
  const groups = [[own]];
  for (const place of related) {
    const group = groups[groups.length - 1];
    if (isSame(place, own)) own.message = place.message;
    else if (place.path === group[0].path && place.range.start.line === group[0].range.start.line) group.push(place);
    else groups.push([place]);
  }
  return groups;
}

function isSame(a, b) {
  return (
    a.path === b.path && a.range.start.offset === b.range.start.offset && a.range.end.offset === b.range.end.offset
  );
}

/**
 * The marked characters of the first line of a range.
 * @returns {[number, number]}
 */
function charactersOf({ start, end }, source) {
  return [start.character, end.line > start.line ? source.length : end.character];
}

function gutterWidth({ range, related }) {
  const last = Math.max(range.start.line, ...related.map((place) => place.range.start.line)) + 1;
  return Math.max(2, String(last).length);
}
