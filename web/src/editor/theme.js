// How the editor looks: everything by the custom properties of tokens.css, so that one theme serves light and dark.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { SIGNS } from "../words.js";

/**
 * The sign of a severity in the gutter, in place of the picture that the linter brings.
 * @param {import("gatelint").Severity} severity
 */
function sign(severity) {
  const marker = `.cm-lint-marker-${severity}`;
  return { [marker]: { content: "normal", color: `var(--${severity})` }, [`${marker}:before`]: { content: `"${SIGNS[severity]}"` } };
}

const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "var(--code-size)", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content": { caretColor: "var(--accent)", padding: "8px 0" },
  ".cm-line::selection, .cm-line ::selection": { backgroundColor: "color-mix(in srgb, var(--accent) 30%, var(--paper))", color: "var(--ink)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--dim)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 8px 0 4px", minWidth: "2.2em" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--shade)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--glow)" },
  ".cm-selectionMatch": { backgroundColor: "var(--glow)" },
  ".cm-lit": { backgroundColor: "var(--glow)", outline: "1px solid var(--accent)", borderRadius: "3px" },
  ".cm-gutter-lint": { width: "1.3em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0 0 0.3em" },
  ".cm-lint-marker": { width: "auto", height: "auto", fontSize: "0.8em", cursor: "default" },
  ...sign("error"),
  ...sign("warning"),
  ...sign("info"),
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0", textDecoration: "underline wavy 1px", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecorationColor: "var(--error)" },
  ".cm-lintRange-warning": { textDecorationColor: "var(--warning)" },
  ".cm-lintRange-info": { textDecorationColor: "var(--info)" },
  ".cm-lintRange-active": { backgroundColor: "var(--glow)" },
  ".cm-lintPoint:after": { borderBottomColor: "var(--error)" },
  ".cm-lintPoint-warning:after": { borderBottomColor: "var(--warning)" },
  ".cm-lintPoint-info:after": { borderBottomColor: "var(--info)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    boxShadow: "var(--shadow)",
    maxWidth: "min(36rem, 92vw)",
    overflow: "hidden",
    zIndex: "20",
  },
  ".cm-tooltip-lint": { padding: "0", margin: "0" },
  ".cm-diagnostic": { padding: "8px 12px", borderLeft: "3px solid var(--info)", fontFamily: "var(--sans)", fontSize: "0.95em" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnosticAction": {
    backgroundColor: "transparent",
    color: "var(--accent)",
    border: "1px solid var(--accent)",
    borderRadius: "6px",
    margin: "6px 8px 0 0",
    padding: "3px 10px",
    font: "inherit",
    fontSize: "0.92em",
    cursor: "pointer",
  },
  ".cm-panels": { backgroundColor: "var(--shade)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel.cm-search label": { fontSize: "0.85em" },
  ".cm-textfield": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "4px" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "4px" },
  ".cm-searchMatch": { backgroundColor: "var(--glow)" },
});

const code = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--dim)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace, tags.meta], color: "var(--dim)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword], color: "var(--dim)", fontWeight: "600" },
]);

export const theme = [look, syntaxHighlighting(code)];
