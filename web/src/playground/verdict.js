// The lines below a playground: how many findings, the first of them and its fixes; the image that each Gateway runs.

import { coded, fill, h } from "../dom.js";
import { SIGNS, counts, fixTitle, nameOf, worst } from "../words.js";

/**
 * @typedef {import("gatelint").Diagnostic} Diagnostic
 * @typedef {import("gatelint").ResolvedGateway} ResolvedGateway
 * @typedef {{ jump: (place: import("gatelint").Place) => void, fix: (fix: import("gatelint").Fix) => void }} Deeds
 */

/**
 * @param {HTMLElement} place
 * @param {import("../session.js").Answer} answer
 * @param {Deeds} deeds
 */
export function drawVerdict(place, answer, deeds) {
  if (answer.error) return fill(place, h("div", { class: "error" }, answer.error.message));
  const { report, resolution } = answer;
  fill(place, said(report.diagnostics, deeds), resolution.gateways.map((gateway) => runs(gateway, resolution.target)));
}

/** @param {readonly Diagnostic[]} diagnostics @param {Deeds} deeds */
function said(diagnostics, deeds) {
  const severity = worst(diagnostics);
  const first = diagnostics.find((one) => one.severity === severity);
  if (!severity || !first) return h("div", { class: "line" }, h("b", { class: "good" }, "✓ nothing found"));
  return h("div", { class: "line said" },
    h("b", { class: severity }, `${SIGNS[severity]} ${counts(diagnostics)}`),
    h("button", { type: "button", onclick: () => deeds.jump(first) }, coded(first.message)),
    first.fixes.map((fix) => h("button", { type: "button", class: "fix", onclick: () => deeds.fix(fix) }, "Fix: ", coded(fixTitle(fix)))));
}

/** @param {ResolvedGateway} gateway @param {string} target */
function runs(gateway, target) {
  const image = gateway.containers.find(({ name }) => name === "envoy")?.image.value;
  const what = image ? [" runs ", h("code", {}, image)] : [gateway.accepted ? " runs no container named envoy" : " is not accepted"];
  return h("div", { class: "line image" }, h("span", {}, nameOf(gateway)), what, h("span", { class: "dim" }, ` with ${target}`));
}
