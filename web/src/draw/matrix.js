// Labels × objects: who carries which label, who selects by it, and where each comes from.

import { h } from "../dom.js";
import { leaves } from "./origin.js";
import { sources, tie } from "./tied.js";

/**
 * @typedef {import("gatelint").Traced} Traced
 * @typedef {import("gatelint").ResolvedObject} ResolvedObject
 * @typedef {Record<string, Traced>} Entries
 * @typedef {{ kind: string, labels: Entries, annotations: Entries, selector?: Entries }} Column
 * @typedef {{ key: string, value: string, cells: Cell[] }} Row
 * @typedef {{ carries?: Traced, selects?: Traced }} Cell
 */

/** The short names that kubectl has for kinds. */
const SHORT = /** @type {Record<string, string>} */ ({
  ServiceAccount: "sa",
  ConfigMap: "cm",
  Deployment: "deploy",
  DaemonSet: "ds",
  Pod: "pod",
  Service: "svc",
  HorizontalPodAutoscaler: "hpa",
  PodDisruptionBudget: "pdb",
});

/** @param {readonly ResolvedObject[]} objects */
export function matrix(objects) {
  const columns = objects.flatMap(columnsOf);
  const labels = rows(columns, ({ labels }) => labels, ({ selector }) => selector);
  const annotations = rows(columns, ({ annotations }) => annotations);
  return h("div", { class: "matrix", tabindex: "0", role: "region", "aria-label": "Labels and objects" },
    h("table", {}, head(columns), body("labels", labels, columns), body("annotations", annotations, columns)),
    h("p", { class: "legend dim" }, "● carries it · ◇ selects by it"),
  );
}

/** An object, and after a Deployment or DaemonSet its pods. @param {ResolvedObject} object @returns {Column[]} */
function columnsOf(object) {
  return object.pod ? [object, { kind: "Pod", ...object.pod }] : [object];
}

/**
 * A row for each key with each of its values.
 * @param {Column[]} columns
 * @param {(column: Column) => Entries} carried
 * @param {(column: Column) => Entries | undefined} [selected]
 * @returns {Row[]}
 */
function rows(columns, carried, selected = () => undefined) {
  /** @type {Map<string, Row>} */
  const found = new Map();
  const note = (/** @type {Entries | undefined} */ entries, /** @type {number} */ index, /** @type {keyof Cell} */ how) => {
    for (const [key, traced] of Object.entries(entries ?? {})) {
      const id = JSON.stringify([key, traced.value]);
      const row = found.get(id) ?? { key, value: traced.value, cells: columns.map(() => /** @type {Cell} */ ({})) };
      row.cells[index][how] = traced;
      found.set(id, row);
    }
  };
  columns.forEach((column, index) => (note(carried(column), index, "carries"), note(selected(column), index, "selects")));
  return [...found.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** @param {Column[]} columns */
function head(columns) {
  return h("thead", {}, h("tr", {},
    h("th", { scope: "col", class: "name" }, "key = value"),
    columns.map(({ kind }) => h("th", { scope: "col" }, h("abbr", { title: kind }, SHORT[kind] ?? kind))),
    h("th", { scope: "col", class: "from" }, "from"),
  ));
}

/** @param {string} title @param {Row[]} all @param {Column[]} columns */
function body(title, all, columns) {
  if (all.length === 0) return undefined;
  const heading = h("th", { scope: "rowgroup", colspan: String(columns.length + 2) }, title);
  return h("tbody", {}, h("tr", { class: "group" }, heading), all.map((row) => line(row, columns)));
}

/** @param {Row} row @param {Column[]} columns */
function line({ key, value, cells }, columns) {
  const name = h("th", { scope: "row", class: "name", title: `${key} = ${value}` },
    h("span", { class: "key" }, key), h("span", { class: "dim" }, " = "), h("span", { class: "value" }, value));
  return h("tr", {}, name, cells.map((one, index) => cell(one, columns[index].kind)), h("td", { class: "from" }, from(cells)));
}

/** Where the entry was written; where nobody wrote it, the default that it is. @param {Cell[]} cells */
function from(cells) {
  const origins = cells.flatMap(({ carries, selects }) => [carries, selects]).flatMap((traced) => traced?.origin ?? []);
  const all = origins.flatMap(leaves);
  const written = all.filter(({ kind }) => kind === "source");
  if (written.length > 0) return sources({ kind: "derived", rule: "", from: written });
  return all.slice(0, 1).map((origin) => tie(h("span", { class: "dim" }, "default"), origin));
}

/** @param {Cell} cell @param {string} kind */
function cell({ carries, selects }, kind) {
  return h("td", {}, carries && dot("●", `${kind} carries it`, carries), selects && dot("◇", `${kind} selects by it`, selects));
}

/** @param {string} sign @param {string} words @param {Traced} traced */
function dot(sign, words, { origin }) {
  return tie(h("span", { class: "dot" }, h("span", { "aria-hidden": "true" }, sign), h("span", { class: "hidden" }, words)), origin);
}
