// The YAML editor that the page and the playground share.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, nextDiagnostic, previousDiagnostic } from "@codemirror/lint";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { lights } from "./lights.js";
import { theme } from "./theme.js";

/** Tab is left alone: it leads out of the editor, and Ctrl+] indents. */
const keys = keymap.of([
  { key: "F8", run: nextDiagnostic },
  { key: "Shift-F8", run: previousDiagnostic },
  ...defaultKeymap,
  ...historyKeymap,
]);

/**
 * @param {string} label what a screen reader calls the text
 * @param {() => void} onEdit is told of every change of the text
 * @returns {import("@codemirror/state").Extension[]}
 */
export function editor(label, onEdit) {
  return [
    lineNumbers(),
    lintGutter(),
    history(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of("  "),
    indentOnInput(),
    bracketMatching(),
    yaml(),
    lights,
    theme,
    keys,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    EditorView.updateListener.of((update) => update.docChanged && onEdit()),
  ];
}
