// Parts that open and close.

import { fill, h } from "../dom.js";

/** @typedef {(key: string, otherwise: boolean) => boolean} IsOpen */

/**
 * A part that opens; what is inside is only drawn when it does.
 * @param {string} key by which it is known again
 * @param {boolean} open
 * @param {string} name its class
 * @param {HTMLElement} summary
 * @param {() => import("../dom.js").Child[]} make
 */
export function folded(key, open, name, summary, make) {
  const inside = h("div", { class: `${name}-inside` });
  const drawn = () => details.open && inside.childElementCount === 0 && fill(inside, make());
  const details = h("details", { class: name, "data-key": key, open, ontoggle: drawn }, summary, inside);
  drawn();
  return details;
}

/**
 * What was open, and what was closed, when a panel was last drawn.
 * @param {HTMLElement} panel
 * @returns {IsOpen}
 */
export function opened(panel) {
  const before = new Map([...panel.querySelectorAll("details")].map(({ dataset, open }) => [dataset.key, open]));
  return (key, otherwise) => before.get(key) ?? otherwise;
}
