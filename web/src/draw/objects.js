// The panel of created objects: what the controller would apply, proxy by proxy, and what is to be said of it.

import { objects as asText, proxies, remarks } from "gatelint/formats";
import { coded, fill, h } from "../dom.js";
import { folded, opened } from "./folded.js";
import { statuses } from "./statuses.js";
import { placeButton } from "./tied.js";
import { yaml } from "./yaml.js";

/**
 * @typedef {import("gatelint").Rendering} Rendering
 * @typedef {import("gatelint").Origin} Origin
 * @typedef {import("gatelint/formats").Proxy} Proxy
 * @typedef {import("gatelint/formats").Remark} Remark
 * @typedef {import("./folded.js").IsOpen} IsOpen
 */

/** How many proxies are drawn at once. */
const SHOWN = 100;

/**
 * Draws all proxies; what was open or closed stays so, else the first one is open.
 * @param {HTMLElement} panel
 * @param {Rendering} rendering
 * @param {(text: string) => void} copy
 */
export function drawObjects(panel, rendering, copy) {
  const all = proxies(rendering);
  const isOpen = opened(panel);
  fill(panel,
    head(rendering, all.some(({ objects }) => objects.length > 0) && copy),
    said(remarks(rendering)),
    statuses(rendering, isOpen),
    all.slice(0, SHOWN).map((one, at) => proxy(one, isOpen, at === 0)),
    all.length > SHOWN && h("p", { class: "dim nothing" }, `${all.length - SHOWN} more proxies are not drawn.`),
  );
}

/** @param {Rendering} rendering @param {false | ((text: string) => void)} copy */
function head(rendering, copy) {
  if (!copy) return h("p", { class: "dim nothing" }, `With ${rendering.release} the controller creates nothing from these files.`);
  return h("div", { class: "objects-head" },
    h("p", { class: "dim" }, `What ${rendering.release} creates. ↑ ↓ lead through what is known of its origin, Enter goes there.`),
    h("button", { type: "button", class: "quiet", onclick: () => copy(asText(rendering)) }, "Copy"),
  );
}

/** @param {Remark[]} remarks */
function said(remarks) {
  if (remarks.length === 0) return undefined;
  return h("ul", { class: "remarks" }, remarks.map(({ text, place }) => h("li", {}, coded(text), place && [" ", placeButton(place)])));
}

/** @param {Proxy} proxy @param {IsOpen} isOpen @param {boolean} first */
function proxy({ heading, objects, origins, remarks }, isOpen, first) {
  const summary = h("summary", {}, h("h3", {}, heading), h("span", { class: "dim" }, objects.map(({ kind }) => kind).join(", ")));
  const inside = () => [said(remarks), objects.map((object, at) => one(object, origins[at], heading, isOpen))];
  return folded(`proxy ${heading}`, isOpen(`proxy ${heading}`, first || remarks.length > 0), "proxy", summary, inside);
}

/** @param {import("gatelint").KubernetesObject} object @param {ReadonlyMap<string, Origin>} origins @param {string} heading @param {IsOpen} isOpen */
function one(object, origins, heading, isOpen) {
  const { kind, metadata: { namespace, name } } = object;
  const title = `${kind} ${namespace ? `${namespace}/` : ""}${name ?? ""}`;
  const summary = h("summary", {}, h("h4", {}, kind), h("span", { class: "object-name" }, title.slice(kind.length + 1)));
  const key = `${heading} ${title}`;
  return folded(key, isOpen(key, true), "object", summary, () => [yaml(object, origins, title)]);
}
