// What a change of files changes in the created objects: two answers of `render`, compared. Pure functions of both.

import { unified } from "../text/diff.js";
import { painter } from "../text/paint.js";
import { safe } from "../text/safe.js";
import { parts } from "./objects.js";

/** @typedef {import("../index.js").Rendering} Rendering */
/**
 * @typedef {object} Change
 * @property {string} object "Deployment edge/public", or what remarks are about: "proxy edge/public", "the whole"
 * @property {"added" | "removed" | "changed"} change
 * @property {string[]} diff the lines of the hunks
 */

/**
 * Object by object, in the order in which they are applied; those that are gone stand where they stood.
 * @param {Rendering} before
 * @param {Rendering} after
 * @returns {Change[]}
 */
export function changes(before, after) {
  const [old, now] = [byTitle(before), byTitle(after)];
  return order([...old.keys()], [...now.keys()]).flatMap((object) => {
    const [was, is] = [old.get(object), now.get(object)];
    const diff = unified(was ?? [], is ?? []);
    if (diff.length === 0) return [];
    return [{ object, change: was === undefined ? "added" : is === undefined ? "removed" : "changed", diff }];
  });
}

/** The titles of both, those of the second in their order, and those of the first alone behind what stood before them. */
function order(old, now) {
  const all = [...now];
  const known = new Set(now);
  old.forEach((title, at) => {
    if (known.has(title)) return;
    all.splice(all.indexOf(old[at - 1]) + 1, 0, title);
    known.add(title);
  });
  return all;
}

/** The lines of each part of an answer. What is there twice is numbered. */
function byTitle(rendering) {
  const titles = new Map();
  for (const { title, text } of parts(rendering)) {
    let name = title;
    for (let number = 2; titles.has(name); number++) name = `${title} (${number})`;
    titles.set(name, text.trimEnd().split("\n"));
  }
  return titles;
}

/**
 * As a unified diff; nothing where nothing changes.
 * @param {readonly Change[]} changes
 * @param {{ before: string, after: string }} names what was compared
 * @param {{ color?: boolean }} [view]
 */
export function diff(changes, { before, after }, { color = false } = {}) {
  const { bold, dim, error, good } = painter(color);
  const paints = { "-": error, "+": good, "@": dim, " ": (text) => text };
  const lines = changes.flatMap(({ object, change, diff }) => [
    bold(change === "added" ? "--- /dev/null" : `--- ${safe(before)}: ${safe(object)}`),
    bold(change === "removed" ? "+++ /dev/null" : `+++ ${safe(after)}: ${safe(object)}`),
    ...diff.map((line) => paints[line[0]](line)),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}
