// Answers for people to read. Pure functions of the answer, the files that it is about, and the page's width and colours.

import { Page } from "./pretty/page.js";
import { finding } from "./pretty/finding.js";
import { gateway } from "./pretty/gateway.js";
import { found, summary, verdict } from "./pretty/summary.js";

/**
 * @typedef {object} View
 * @property {readonly import("../index.js").File[]} [files] for the source lines
 * @property {number} [columns] where lines are folded; not at all without it
 * @property {boolean} [color]
 * @property {number} [elapsed] milliseconds, for the summary
 */

/**
 * The findings of `check`, and a summary.
 * @param {import("../index.js").Report} report
 * @param {View} [view]
 */
export function check(report, view = {}) {
  const page = new Page(view);
  return blocks([...report.diagnostics.map((one) => finding(one, page)), summary(report, view.elapsed, page)]);
}

/**
 * What runs for each Gateway and why, and the findings that came up on the way.
 * @param {import("../index.js").Resolution} resolution
 * @param {View} [view]
 */
export function resolve({ target, gateways, diagnostics }, view = {}) {
  const page = new Page(view);
  const last =
    gateways.length === 0 ? `no Gateway in these files · target ${target}` : `${found(diagnostics)} · target ${target}`;
  return blocks([
    ...gateways.map((one) => gateway(one, target, page)),
    ...diagnostics.map((one) => finding(one, page)),
    verdict(last, diagnostics, page),
  ]);
}

/**
 * The list of all rules.
 * @param {readonly import("../index.js").RuleInfo[]} rules
 */
export function rules(rules) {
  const columns = (name) => Math.max(...rules.map((one) => one[name].length));
  const [rule, group, severity] = [columns("rule"), columns("group"), columns("severity")];
  return blocks([
    rules
      .map(
        (one) =>
          `${one.rule.padEnd(rule)}  ${one.severity.padEnd(severity)}  ${one.group.padEnd(group)}  since ${one.since}`,
      )
      .join("\n"),
  ]);
}

/**
 * The page of a rule, as it is written.
 * @param {import("../index.js").RulePage} page
 */
export function explain({ markdown }) {
  return blocks([markdown.trim()]);
}

/** Blocks of lines, an empty line between them. */
function blocks(texts) {
  return texts.join("\n\n") + "\n";
}
