// The few words of the page itself. What is right or wrong, and why, is said in the engine's words.

/** @typedef {import("gatelint").Severity} Severity */

export const MODES = /** @type {const} */ ({
  "controller-namespace": "controller namespace",
  "gateway-namespace": "Gateway namespace",
  merged: "merged Gateways",
});

/** A shape for each severity, so that none is told by colour alone. */
export const SIGNS = /** @type {const} */ ({ error: "✕", warning: "▲", info: "●" });

/** @type {Severity[]} */
export const SEVERITIES = ["error", "warning", "info"];

const PLURALS = /** @type {const} */ ({ error: "errors", warning: "warnings", info: "notes" });
const SINGULARS = /** @type {const} */ ({ error: "error", warning: "warning", info: "note" });

/**
 * How many there are of each severity: "1 error, 2 warnings"; notes only where there are some.
 * @param {readonly { severity: Severity }[]} diagnostics
 */
export function counts(diagnostics) {
  const shown = SEVERITIES.filter((severity) => severity !== "info" || diagnostics.some((one) => one.severity === "info"));
  return shown.map((severity) => count(severity, diagnostics.filter((one) => one.severity === severity).length)).join(", ");
}

/** @param {Severity} severity @param {number} number */
function count(severity, number) {
  return `${number} ${(number === 1 ? SINGULARS : PLURALS)[severity]}`;
}

/**
 * The worst severity; none without findings.
 * @param {readonly { severity: Severity }[]} diagnostics
 */
export function worst(diagnostics) {
  return SEVERITIES.find((severity) => diagnostics.some((one) => one.severity === severity));
}

/** @param {{ namespace?: string, name: string }} object */
export function nameOf({ namespace, name }) {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** @param {{ safe: boolean, title: string }} fix */
export function fixTitle({ safe, title }) {
  return safe ? title : `${title} (check it first)`;
}
