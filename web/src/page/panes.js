// On a narrow page, one of the three parts is seen at a time, and a row of tabs chooses it.

import { byId } from "../dom.js";
import { TabList } from "../parts/tablist.js";

const PANES = [
  { id: "text", label: "Text", panel: "pane-text" },
  { id: "answer", label: "What runs", panel: "pane-answer" },
  { id: "findings", label: "Findings", panel: "pane-findings" },
];

const narrow = matchMedia("(max-width: 760px)");

export class Panes {
  #tabs = new TabList(byId("panes"), "Parts of the page", (id) => this.reveal(id));
  #chosen = "text";
  #findings = 0;

  constructor() {
    narrow.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  /** Brings a part to the front. @param {string} id */
  reveal(id) {
    this.#chosen = id;
    this.#draw();
  }

  /** How many findings the tab tells. @param {number} number */
  count(number) {
    this.#findings = number;
    this.#draw();
  }

  #draw() {
    const tabs = PANES.map((pane) => (pane.id === "findings" && this.#findings > 0 ? { ...pane, label: `Findings (${this.#findings})` } : pane));
    this.#tabs.draw(tabs, this.#chosen);
    for (const { id, panel } of PANES) {
      const element = byId(panel);
      // Side by side they are regions of the page; behind tabs they are what the tabs show.
      element.setAttribute("role", narrow.matches ? "tabpanel" : "region");
      element.hidden = narrow.matches && id !== this.#chosen;
    }
  }
}
