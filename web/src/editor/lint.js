// The engine's findings as the editor's own: marks in the text and the gutter, tooltips with help and fixes.

import { setDiagnostics } from "@codemirror/lint";
import { coded, h } from "../dom.js";
import { SIGNS, fixTitle } from "../words.js";
import { within } from "./place.js";

/**
 * @typedef {import("gatelint").Diagnostic} Diagnostic
 * @typedef {import("gatelint").Fix} Fix
 * @typedef {import("gatelint").Place} Place
 */

/**
 * What a tooltip can do beside telling.
 * @typedef {object} Deeds
 * @property {(fix: Fix) => void} fix applies a fix
 * @property {(place: Place) => void} jump shows another place
 */

/**
 * The change of a state that shows these findings of its file, and no others.
 * @param {import("@codemirror/state").EditorState} state
 * @param {readonly Diagnostic[]} diagnostics
 * @param {Deeds} deeds
 */
export function show(state, diagnostics, deeds) {
  return setDiagnostics(state, diagnostics.map((one) => shown(one, state.doc.length, deeds)));
}

/**
 * @param {Diagnostic} diagnostic
 * @param {number} length of the text
 * @param {Deeds} deeds
 * @returns {import("@codemirror/lint").Diagnostic}
 */
function shown(diagnostic, length, deeds) {
  return {
    ...within(diagnostic.range, length),
    severity: diagnostic.severity,
    source: diagnostic.rule,
    message: diagnostic.message,
    renderMessage: () => told(diagnostic, deeds),
    actions: diagnostic.fixes.map((fix) => ({ name: fixTitle(fix), apply: () => deeds.fix(fix) })),
  };
}

/**
 * What is wrong, what to do, and where else to look.
 * @param {Diagnostic} diagnostic
 * @param {Deeds} deeds
 */
function told({ severity, message, help, related }, deeds) {
  return h("div", { class: "told" },
    h("div", { class: `told-message ${severity}` }, h("span", { "aria-hidden": "true" }, SIGNS[severity]), " ", coded(message)),
    help && h("div", { class: "told-help" }, coded(help)),
    related.map((place) => h("div", { class: "told-related" }, placeButton(place, deeds), " ", coded(place.message))),
  );
}

/** @param {Place} place @param {Deeds} deeds */
function placeButton(place, deeds) {
  const text = `${place.path}:${place.range.start.line + 1}`;
  return h("button", { type: "button", class: "place", onclick: () => deeds.jump(place) }, text);
}
