// The image of a container and why that one: who set what, from the release's default to the patch, and what lost.

import { h, spaced } from "../dom.js";
import { sources, tie } from "./tied.js";

/**
 * @typedef {import("gatelint").Decision} Decision
 * @typedef {import("gatelint").Level} Level
 */

/** Who can set an image, the weakest first; `sparse` ones are only shown when they do. */
const LEVELS = /** @type {const} */ ([
  { level: "release", name: "default" },
  { level: "config", name: "config", sparse: true },
  { level: "class", name: "class" },
  { level: "gateway", name: "gateway" },
  { level: "patch", name: "patch" },
]);

const STATES = /** @type {const} */ ({
  won: { sign: "●", words: "this one runs" },
  lost: { sign: "✕", words: "set, and not used" },
  idle: { sign: "○", words: "used where nothing else is set" },
  empty: { sign: "○", words: "sets nothing" },
});

/**
 * @param {string} name of the container
 * @param {Decision} image
 */
export function container(name, image) {
  return h("div", { class: "container" },
    h("h4", {}, name),
    tie(h("p", { class: "image" }, image.value || "(empty)"), image.winner),
    chain(image),
    h("ul", { class: "reasons" }, reason(image), image.shadowed.map(lost)),
  );
}

/** @param {Decision} image */
function chain(image) {
  const stops = LEVELS.map((one) => ({ ...one, ...stateOf(one.level, image) }));
  const shown = stops.filter((stop) => !("sparse" in stop) || stop.state !== "empty");
  return h("ol", { class: "chain", "aria-label": "Who sets the image" }, shown.map(stop));
}

/**
 * @param {Level} level
 * @param {Decision} image
 * @returns {{ state: keyof typeof STATES, origin?: import("gatelint").Origin }}
 */
function stateOf(level, { level: won, winner, shadowed }) {
  if (won === level) return { state: "won", origin: winner };
  const lost = shadowed.find((one) => one.level === level);
  if (!lost) return { state: "empty" };
  return { state: level === "release" ? "idle" : "lost", origin: lost.origin };
}

/** @param {{ name: string, state: keyof typeof STATES, origin?: import("gatelint").Origin }} stop */
function stop({ name, state, origin }) {
  const { sign, words } = STATES[state];
  const item = h("li", { class: state },
    h("span", { class: "stop", "aria-hidden": "true" }, sign),
    h("span", {}, name),
    h("span", { class: "hidden" }, `: ${words}`),
  );
  return origin ? tie(item, origin) : item;
}

/** @param {Decision} image */
function reason({ winner }) {
  return h("li", {}, h("span", { class: "kind" }, "runs"), h("span", {}, spaced(sources(winner, true))));
}

/** @param {Decision["shadowed"][number]} one */
function lost({ value, origin, level, because }) {
  const text = tie(h("span", { class: "image-lost" }, value || "(empty)"), origin);
  const kind = level === "release" ? "otherwise" : "not used";
  return h("li", {}, h("span", { class: "kind" }, kind),
    h("span", {}, spaced(sources(origin)), " ", text, h("span", { class: "because" }, because)));
}
