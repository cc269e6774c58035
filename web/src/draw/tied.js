// Elements that are tied to bytes: pointing at one side lights up the other, and a click goes there.

import { h } from "../dom.js";
import { hideTip, showTip } from "../parts/tip.js";
import { leaves, placeName, places, told, what, where } from "./origin.js";

/**
 * @typedef {import("./origin.js").Origin} Origin
 * @typedef {import("./origin.js").Place} Place
 */

/** @type {WeakMap<Element, { places: Place[], text?: string }>} */
const ties = new WeakMap();

/**
 * Ties an element to the bytes that its value came from.
 * @template {HTMLElement} E
 * @param {E} element
 * @param {Origin} origin
 * @returns {E}
 */
export function tie(element, origin) {
  return tieTo(element, places(origin), told(origin));
}

/**
 * Ties an element to places, with a tooltip or none.
 * @template {HTMLElement} E
 * @param {E} element
 * @param {Place[]} to
 * @param {string} [text]
 * @returns {E}
 */
export function tieTo(element, to, text) {
  ties.set(element, { places: to, text });
  element.dataset.tied = "";
  return element;
}

/**
 * A button that shows a place.
 * @param {Place} place
 */
export function placeButton(place) {
  return tieTo(h("button", { type: "button", class: "place" }, placeName(place)), [place]);
}

/**
 * The sources of a value as buttons, its defaults as text; each with what it gave where `named`.
 * @param {Origin} origin
 * @param {boolean} [named]
 * @returns {HTMLElement[]}
 */
export function sources(origin, named = false) {
  return leaves(origin).map((leaf) => {
    const place = leaf.kind === "source";
    const name = place ? h("button", { type: "button", class: "place" }, where(leaf)) : h("span", { class: "dim" }, where(leaf));
    return h("span", { class: "source" }, tie(name, leaf), named && h("span", { class: "dim" }, ` ${what(leaf)}`));
  });
}

/**
 * Makes the ties of an element's descendants work.
 * @param {HTMLElement} root
 * @param {(places: Place[]) => void} light lights up bytes; none with an empty list
 * @param {(place: Place) => void} jump
 */
export function watch(root, light, jump) {
  const enter = (/** @type {Event} */ event) => {
    const tied = closest(event);
    const tie = tied && ties.get(tied);
    light(tie?.places ?? []);
    if (tied && tie?.text) showTip(tied, tie.text);
    else hideTip();
  };
  const leave = () => (light([]), hideTip());
  root.addEventListener("pointerover", enter);
  root.addEventListener("focusin", enter);
  root.addEventListener("pointerleave", leave);
  root.addEventListener("focusout", leave);
  root.addEventListener("click", (event) => {
    const tied = closest(event);
    const place = tied && ties.get(tied)?.places[0];
    // A button with a deed of its own inside a tied element does not jump.
    const button = /** @type {Element} */ (event.target).closest("button");
    if (place && (!button || ties.has(button))) jump(place);
  });
}

/**
 * Lights up, among an element's descendants, what is tied to a place in the text.
 * @param {HTMLElement} root
 * @param {string} path
 * @param {number} offset
 * @param {number} line zero-based
 * @param {boolean} [reveal] brings the first of it in sight, when none of it is
 */
export function lightAt(root, path, offset, line, reveal = false) {
  const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-tied]")]);
  const at = (/** @type {(place: Place) => boolean} */ test) =>
    all.filter((one) => ties.get(one)?.places.some((place) => place.path === path && test(place)));
  const exact = at(({ range }) => range.start.offset <= offset && offset <= range.end.offset);
  const lit = new Set(exact.length > 0 ? exact : at(({ range }) => range.start.line === line));
  for (const one of all) one.classList.toggle("lit", lit.has(one));
  if (reveal && ![...lit].some((one) => isInSight(one, root))) [...lit][0]?.scrollIntoView({ block: "nearest" });
}

/** @param {HTMLElement} element @param {HTMLElement} root of which a part may be scrolled away */
function isInSight(element, root) {
  const frame = /** @type {HTMLElement} */ (root.parentElement).getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  return top < frame.bottom && bottom > frame.top;
}

/** @param {Event} event */
function closest(event) {
  return /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-tied]"));
}
