// The lines below a playground: how many findings and the first of them; the image that each Gateway runs.

import { coded, fill, h } from "../dom.js";
import { SIGNS, counts, nameOf, worst } from "../words.js";

/**
 * @typedef {import("gatelint").Diagnostic} Diagnostic
 * @typedef {import("gatelint").ResolvedGateway} ResolvedGateway
 * @typedef {(range: import("gatelint").Range) => void} Jump
 */

/**
 * @param {HTMLElement} place
 * @param {import("../session.js").Answer} answer
 * @param {Jump} jump
 */
export function drawVerdict(place, answer, jump) {
  if (answer.error) return fill(place, h("div", { class: "error" }, answer.error.message));
  const { report, resolution } = answer;
  fill(place, said(report.diagnostics, jump), resolution.gateways.map((gateway) => runs(gateway, resolution.target)));
}

/** @param {readonly Diagnostic[]} diagnostics @param {Jump} jump */
function said(diagnostics, jump) {
  const severity = worst(diagnostics);
  const first = diagnostics.find((one) => one.severity === severity);
  if (!severity || !first) return h("div", { class: "line" }, h("b", { class: "good" }, "✓ nothing found"));
  return h("div", { class: "line" },
    h("b", { class: severity }, `${SIGNS[severity]} ${counts(diagnostics)}`), " ",
    h("button", { type: "button", onclick: () => jump(first.range) }, coded(first.message)));
}

/** @param {ResolvedGateway} gateway @param {string} target */
function runs(gateway, target) {
  const image = gateway.containers.find(({ name }) => name === "envoy")?.image.value;
  const what = image ? [" runs ", h("code", {}, image)] : [gateway.accepted ? " runs no container named envoy" : " is not accepted"];
  return h("div", { class: "line image" }, h("span", {}, nameOf(gateway)), what, h("span", { class: "dim" }, ` with ${target}`));
}
