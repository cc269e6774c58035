// A created object as YAML, each traced value tied to the bytes that it came from.

import { rows } from "gatelint/formats";
import { h } from "../dom.js";
import { places } from "./origin.js";
import { tie } from "./tied.js";

/**
 * @param {import("gatelint").KubernetesObject} object
 * @param {ReadonlyMap<string, import("gatelint").Origin>} origins by JSON pointer
 * @param {string} label what a screen reader calls it
 */
export function yaml(object, origins, label) {
  const lines = rows(object).map((row) => line(row, origins.get(row.pointer)));
  const first = lines.map((one) => one.querySelector("button")).find((button) => button);
  if (first) first.tabIndex = 0;
  return h("div", { class: "yaml", role: "group", "aria-label": label }, lines);
}

/** @param {import("gatelint/formats").Row} row @param {import("gatelint").Origin | undefined} origin */
function line({ lead, key, value }, origin) {
  const said = [h("span", { class: "yaml-key" }, key), value];
  const element = h("div", { class: "yaml-line" }, lead, origin ? traced(said, origin) : said, "\n");
  // A folded line goes on behind its own beginning.
  element.style.setProperty("--depth", `${lead.length + 2}ch`);
  return element;
}

/** One object is one stop of the tab key; arrow keys lead from value to value. @param {import("../dom.js").Child[]} said @param {import("gatelint").Origin} origin */
function traced(said, origin) {
  const isWritten = places(origin).length > 0;
  const button = h("button", { type: "button", tabindex: "-1", class: isWritten ? "traced" : "traced unwritten", "aria-disabled": !isWritten && "true" }, said);
  return tie(button, origin);
}
