// The last line: how much was found in how much, and what was found out rather than given.

import { fold } from "../../text/fold.js";
import { safe } from "../../text/safe.js";
import { count, groupBy, releaseList } from "../../text/words.js";

/** How many paths of a group of skipped documents are named. */
const NAMED = 3;

/**
 * @param {import("../../index.js").Report} report
 * @param {number | undefined} elapsed milliseconds
 * @param {import("./page.js").Page} page
 */
export function summary(report, elapsed, page) {
  const { skipped } = report;
  const parts = [
    `${found(report.diagnostics)} in ${count(report.files, "file")}, ${count(report.documents, "document")}`,
    ...facts(report),
    ...(report.suppressed ? [`${report.suppressed} suppressed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
    ...(elapsed === undefined ? [] : [`${Math.round(elapsed)} ms`]),
  ];
  return [...skippedLines(skipped, page), verdict(parts.join(" · "), report.diagnostics, page)].join("\n");
}

/**
 * The line with its counts in the colour of the worst severity.
 * @param {string} text
 * @param {readonly import("../../index.js").Diagnostic[]} diagnostics
 * @param {import("./page.js").Page} page
 */
export function verdict(text, diagnostics, { columns, paint }) {
  const worst = ["error", "warning"].find((severity) => diagnostics.some((one) => one.severity === severity)) ?? "good";
  const [first, ...rest] = fold(text, columns - 2);
  const counts = /^\d+ errors?, \d+ warnings?/.exec(first)?.[0] ?? "";
  return [
    paint[worst](counts) + paint.dim(first.slice(counts.length)),
    ...rest.map((line) => "  " + paint.dim(line)),
  ].join("\n");
}

/**
 * "0 errors, 1 warning"; notes only where there are some.
 * @param {readonly import("../../index.js").Diagnostic[]} diagnostics
 */
export function found(diagnostics) {
  const of = (severity) => diagnostics.filter((one) => one.severity === severity).length;
  const notes = of("info") > 0 ? `, ${count(of("info"), "note")}` : "";
  return `${count(of("error"), "error")}, ${count(of("warning"), "warning")}${notes}`;
}

/** The targets, and everything that was found out, each value with where it was found. */
function facts({ targets, inferred }) {
  const targetsFound = inferred.filter(({ what }) => what === "target");
  const others = inferred.filter(({ what }) => what !== "target");
  const target = `${targets.length === 1 ? "target" : "targets"} ${releaseList(targets)}${places(targetsFound)}`;
  return [target, ...groupBy(others, key).map((group) => `${key(group[0])}${places(group)}`)];
}

function key({ what, value }) {
  return `${what} ${safe(value)}`;
}

function places(inferred) {
  const from = inferred.filter((one) => one.from).map(({ from }) => `${safe(from.path)}:${from.range.start.line + 1}`);
  const notes = [...new Set(inferred.flatMap(({ note }) => (note ? [safe(note)] : [])))];
  const place = from.length === 0 ? [] : [`from ${from[0]}${from.length > 1 ? ` and ${from.length - 1} more` : ""}`];
  const said = [...place, ...notes].join("; ");
  return said ? ` (${said})` : "";
}

/** Nothing is skipped silently: each reason with its files. */
function skippedLines(skipped, { columns, paint }) {
  return groupBy(skipped, ({ reason }) => reason).flatMap((group) => {
    const names = group
      .slice(0, NAMED)
      .map(({ path, document }) => safe(path) + (document === undefined ? "" : ` (document ${document + 1})`));
    const more = group.length > NAMED ? ` and ${group.length - NAMED} more` : "";
    return fold(`skipped ${names.join(", ")}${more}: ${safe(group[0].reason)}`, columns).map(paint.dim);
  });
}
