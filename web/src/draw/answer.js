// The panel at the right: what runs for each Gateway of the files.

import { fill, h } from "../dom.js";
import { nameOf } from "../words.js";
import { gateway } from "./gateway.js";

/** How many Gateways are drawn at once. */
const SHOWN = 100;

/**
 * Draws all Gateways; those that were open stay open, else the first one is.
 * @param {HTMLElement} panel
 * @param {import("gatelint").Resolution} resolution
 */
export function drawGateways(panel, { gateways, target }) {
  const open = openGateways(panel);
  const isOpen = (/** @type {string} */ name, /** @type {number} */ index) => (open ? open.has(name) : index === 0);
  fill(panel,
    gateways.length === 0 && h("p", { class: "dim nothing" }, `No Gateway in these files: with ${target} nothing runs.`),
    gateways.slice(0, SHOWN).map((one, index) => gateway(one, isOpen(nameOf(one), index))),
    gateways.length > SHOWN && h("p", { class: "dim nothing" }, `${gateways.length - SHOWN} more Gateways are not drawn.`),
  );
}

/** The names of the open ones; nothing where no Gateway was drawn before. @param {HTMLElement} panel */
function openGateways(panel) {
  const drawn = [...panel.querySelectorAll("details")];
  return drawn.length === 0 ? undefined : new Set(drawn.filter(({ open }) => open).map((one) => one.dataset.gateway));
}

/**
 * Draws why there is no answer.
 * @param {HTMLElement} panel
 * @param {Error} error
 */
export function drawError(panel, error) {
  const fault = error.name === "GatelintFault";
  fill(panel, h("div", { class: "fault", role: "alert" },
    h("h3", {}, fault ? "Gatelint itself failed" : "No answer"),
    h("p", {}, error.message),
    h("p", { class: "dim" }, fault ? "This is a fault of Gatelint, not of your files. The next change asks again." : "The next change asks again."),
  ));
}
