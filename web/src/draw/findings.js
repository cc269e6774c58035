// The list of findings below, each with the way to its bytes, its rule and its fixes.

import { coded, fill, h, spaced } from "../dom.js";
import { menuButton } from "../parts/menu.js";
import { SIGNS, counts, fixTitle } from "../words.js";
import { placeName } from "./origin.js";
import { placeButton, tieTo } from "./tied.js";

/**
 * @typedef {import("gatelint").Diagnostic} Diagnostic
 * @typedef {import("gatelint").Report} Report
 * @typedef {{ fix: (fix: import("gatelint").Fix) => void, explain: (rule: string) => void }} Deeds
 */

/** How many findings are drawn at once. */
const SHOWN = 200;

/**
 * @param {HTMLElement} panel
 * @param {Report} report
 * @param {Deeds} deeds
 */
export function drawFindings(panel, report, deeds) {
  const { diagnostics, skipped } = report;
  fill(panel,
    h("p", { class: "verdict", tabindex: "-1" }, verdict(report), h("span", { class: "dim" }, spaced(summary(report)))),
    h("ul", { class: "findings" }, diagnostics.slice(0, SHOWN).map((one) => finding(one, deeds))),
    diagnostics.length > SHOWN && h("p", { class: "dim nothing" }, `${diagnostics.length - SHOWN} more findings are not drawn.`),
    skipped.map(({ path, document, reason }) =>
      h("p", { class: "dim skipped" }, `skipped ${path}${document === undefined ? "" : `, document ${document + 1}`}: ${reason}`)),
  );
}

/** @param {Report} report */
function verdict({ diagnostics }) {
  const of = (/** @type {string} */ severity) => diagnostics.filter((one) => one.severity === severity).length;
  const signs = /** @type {const} */ (["error", "warning", "info"]).filter((severity) => severity !== "info" || of("info") > 0);
  return h("span", { class: "counts", role: "img", "aria-label": counts(diagnostics) },
    signs.map((severity) => h("span", { class: of(severity) > 0 ? severity : "dim" }, `${SIGNS[severity]} ${of(severity)} `)));
}

/** @param {Report} report @returns {import("../dom.js").Child[]} */
function summary({ files, documents, targets, inferred }) {
  const size = `${files} ${files === 1 ? "file" : "files"}, ${documents} ${documents === 1 ? "document" : "documents"}`;
  const target = inferred.some(({ what }) => what === "target") ? [] : [`target ${targets.join(", ")}`];
  const found = inferred.map(({ what, value, from }) => [`${what} ${value} `, from && placeButton(from)]);
  return [size, ...target, ...found];
}

/** @param {Diagnostic} diagnostic @param {Deeds} deeds */
function finding(diagnostic, deeds) {
  const { severity, rule, message, help } = diagnostic;
  const jump = h("button", { type: "button", class: "finding-jump" },
    h("span", { class: severity, role: "img", "aria-label": severity }, SIGNS[severity]),
    h("span", { class: "finding-place" }, placeName(diagnostic)),
    h("span", { class: "finding-message" }, coded(message)),
  );
  return tieTo(h("li", { class: "finding" },
    tieTo(jump, [diagnostic]),
    h("button", { type: "button", class: "rule", onclick: () => deeds.explain(rule) }, rule),
    fixes(diagnostic, deeds),
    help && h("p", { class: "finding-help dim" }, coded(help)),
  ), [diagnostic]);
}

/** @param {Diagnostic} diagnostic @param {Deeds} deeds */
function fixes(diagnostic, deeds) {
  const items = diagnostic.fixes.map((fix) => ({ label: fixTitle(fix), run: () => deeds.fix(fix) }));
  if (items.length === 0) return undefined;
  return menuButton("Fix", () => items, { class: "fix", "aria-label": `Fix ${diagnostic.rule} at ${placeName(diagnostic)}` });
}
