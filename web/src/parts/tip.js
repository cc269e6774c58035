// The one tooltip of the page: shown while an element that can tell where it comes from is pointed at or has the focus.

import { float, h } from "../dom.js";

const tip = h("div", { class: "tip", id: "tip", role: "tooltip", popover: "manual" });
document.addEventListener("keydown", ({ key }) => key === "Escape" && hideTip());

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
export function showTip(element, text) {
  hideTip();
  tip.textContent = text;
  float(tip);
  element.setAttribute("aria-describedby", tip.id);
  put(element.getBoundingClientRect());
}

export function hideTip() {
  if (!tip.isConnected || !tip.matches(":popover-open")) return;
  document.querySelector(`[aria-describedby="${tip.id}"]`)?.removeAttribute("aria-describedby");
  tip.hidePopover();
}

/** @param {DOMRect} at */
function put({ left, top, bottom }) {
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  tip.style.top = `${top - height - 6 >= 0 ? top - height - 6 : bottom + 6}px`;
}
