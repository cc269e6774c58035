// A row of tabs: one is chosen, arrow keys, Home and End choose another.

import { fill, h } from "../dom.js";

/**
 * @typedef {object} Tab
 * @property {string} id what is told to `choose`
 * @property {string} label
 * @property {string} [panel] the id of the element that it shows
 * @property {string} [class]
 */

export class TabList {
  #choose;
  /** @type {Tab[]} */
  #tabs = [];
  #chosen = "";

  /**
   * @param {HTMLElement} element becomes the row
   * @param {string} label what a screen reader calls it
   * @param {(id: string) => void} choose is told which tab was chosen; it draws the row again
   */
  constructor(element, label, choose) {
    this.element = element;
    this.#choose = choose;
    element.setAttribute("role", "tablist");
    element.setAttribute("aria-label", label);
    element.addEventListener("keydown", (event) => this.#steer(event));
  }

  /** @param {Tab[]} tabs @param {string} chosen */
  draw(tabs, chosen) {
    const focused = this.element.contains(document.activeElement);
    [this.#tabs, this.#chosen] = [tabs, chosen];
    fill(this.element, tabs.map((tab) => this.#button(tab)));
    const button = this.element.querySelector("[aria-selected=true]");
    if (!(button instanceof HTMLElement)) return;
    if (focused) button.focus();
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {Tab} tab */
  #button(tab) {
    const chosen = tab.id === this.#chosen;
    return h("button", {
      type: "button",
      role: "tab",
      class: tab.class,
      "aria-selected": String(chosen),
      "aria-controls": tab.panel,
      tabindex: chosen ? "0" : "-1",
      onclick: () => this.#choose(tab.id),
    }, tab.label);
  }

  /** @param {KeyboardEvent} event */
  #steer(event) {
    const now = this.#tabs.findIndex(({ id }) => id === this.#chosen);
    const last = this.#tabs.length - 1;
    const next = { ArrowRight: Math.min(now + 1, last), ArrowLeft: Math.max(now - 1, 0), Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#choose(this.#tabs[next].id);
  }
}
