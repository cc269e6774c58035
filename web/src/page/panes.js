// The parts of the page as tabs: what runs and the objects share the right side; on a narrow page all parts share one
// place.

import { byId } from "../dom.js";
import { TabList } from "../parts/tablist.js";

const PANES = [
  { id: "text", label: "Text", panel: "pane-text" },
  { id: "answer", label: "What runs", panel: "pane-answer" },
  { id: "objects", label: "Objects", panel: "pane-objects" },
  { id: "findings", label: "Findings", panel: "pane-findings" },
];
/** Those at the right. */
const SIDES = PANES.filter(({ id }) => id === "answer" || id === "objects");

const narrow = matchMedia("(max-width: 760px)");

export class Panes {
  #all = new TabList(byId("panes"), "Parts of the page", (id) => this.reveal(id));
  #sides = new TabList(byId("sides"), "What comes of it", (id) => this.reveal(id));
  #chosen = "text";
  #side = "answer";
  #findings = 0;
  #revealed;

  /** @param {() => void} revealed is told when other parts are seen */
  constructor(revealed) {
    this.#revealed = revealed;
    narrow.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  /** Brings a part to the front. @param {string} id */
  reveal(id) {
    this.#chosen = id;
    if (SIDES.some((side) => side.id === id)) this.#side = id;
    this.#draw();
    this.#revealed();
  }

  /** How many findings the tab tells. @param {number} number */
  count(number) {
    this.#findings = number;
    this.#draw();
  }

  #draw() {
    const tabs = PANES.map((pane) => (pane.id === "findings" && this.#findings > 0 ? { ...pane, label: `Findings (${this.#findings})` } : pane));
    this.#all.draw(tabs, this.#chosen);
    this.#sides.draw(SIDES, this.#side);
    for (const { id, panel } of PANES) byId(panel).hidden = !this.#isSeen(id);
    byId("side").hidden = narrow.matches && this.#chosen !== this.#side;
    // Side by side they are regions of the page; behind tabs they are what the tabs show.
    for (const id of ["text", "findings"]) byId(`pane-${id}`).setAttribute("role", narrow.matches ? "tabpanel" : "region");
  }

  /** @param {string} id */
  #isSeen(id) {
    if (narrow.matches) return id === this.#chosen;
    return id === this.#side || !SIDES.some((side) => side.id === id);
  }
}
