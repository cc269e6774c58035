// Bytes that light up in the text while something on the other side is looked at.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import { within } from "./place.js";

/** @type {import("@codemirror/state").StateEffectType<{ from: number, to: number }[]>} */
const setLit = StateEffect.define();
const mark = Decoration.mark({ class: "cm-lit" });

/** What is lit now. */
export const lights = StateField.define({
  create: () => Decoration.none,
  update(lit, transaction) {
    const effect = transaction.effects.find((one) => one.is(setLit));
    return effect ? marks(effect.value) : lit.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * Lights up these ranges and no others.
 * @param {EditorView} view
 * @param {readonly import("gatelint").Range[]} ranges
 */
export function light(view, ranges) {
  if (ranges.length === 0 && view.state.field(lights).size === 0) return;
  const lit = ranges.map((range) => within(range, view.state.doc.length));
  view.dispatch({ effects: setLit.of(lit) });
}

/** @param {{ from: number, to: number }[]} lit */
function marks(lit) {
  return Decoration.set(lit.filter(({ from, to }) => from < to).map(({ from, to }) => mark.range(from, to)), true);
}
