// A button that opens a menu: arrow keys, Home and End, Escape; a click elsewhere closes it.

import { fill, float, h } from "../dom.js";

/**
 * @typedef {object} Item
 * @property {string} label
 * @property {() => void} run
 * @property {boolean} [checked] for an item that is one of several choices
 */

const popup = h("div", { class: "menu", role: "menu", popover: "auto", onkeydown: steer, onclick: choose });
/** @type {Item[]} */
let items = [];
/** @type {HTMLElement | undefined} what gets the focus back */
let opener;

popup.addEventListener("toggle", (event) => {
  const open = /** @type {ToggleEvent} */ (event).newState === "open";
  opener?.setAttribute("aria-expanded", String(open));
  if (!open && popup.contains(document.activeElement)) opener?.focus();
});

/**
 * A button with a menu, whose items are made when it opens.
 * @param {string} label
 * @param {() => Item[]} make
 * @param {Record<string, any>} [attributes]
 */
export function menuButton(label, make, attributes = {}) {
  const open = () => openMenu(button, make());
  const sign = h("span", { "aria-hidden": "true" }, " ▾");
  const button = h("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", onclick: open, ...attributes }, label, sign);
  return button;
}

/**
 * Opens a menu below an element, or at a point beside it.
 * @param {HTMLElement} from gets the focus back
 * @param {Item[]} chosen
 * @param {{ left: number, top: number, bottom: number }} [at]
 */
export function openMenu(from, chosen, at = from.getBoundingClientRect()) {
  [items, opener] = [chosen, from];
  popup.setAttribute("aria-label", from.getAttribute("aria-label") ?? "Choices");
  fill(popup, items.map(row));
  float(popup);
  put(at);
  rows()[0]?.focus();
}

/** @param {Item} item */
function row({ label, checked }) {
  const choice = checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": String(checked) };
  return h("button", { type: "button", tabindex: "-1", ...choice }, label);
}

function rows() {
  return [...popup.querySelectorAll("button")];
}

/** Below its opener, or above it where there is no room; always on the page. @param {{ left: number, top: number, bottom: number }} at */
function put({ left, top, bottom }) {
  const { width, height } = popup.getBoundingClientRect();
  const below = bottom + 4 + height <= innerHeight || top < height;
  popup.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  popup.style.top = `${below ? bottom + 4 : top - height - 4}px`;
}

/** @param {KeyboardEvent} event */
function steer(event) {
  const all = rows();
  const now = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const next = { ArrowDown: now + 1, ArrowUp: now - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Tab") popup.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  all[next % all.length]?.focus();
}

/** @param {MouseEvent} event */
function choose(event) {
  const button = /** @type {Element} */ (event.target).closest("button");
  const item = button && items[rows().indexOf(button)];
  if (!item) return;
  popup.hidePopover();
  item.run();
}
