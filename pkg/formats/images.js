// What `images` answers, for people and for the tools that copy images. Pure functions of the answer.

import { count } from "../text/words.js";
import { safe } from "../text/safe.js";
import { yaml } from "./yaml.js";

/** @typedef {import("../index.js").Inventory} Inventory */

/**
 * One reference a line: `gatelint images . | xargs -n1 …`.
 * @param {Inventory} inventory
 */
export function text({ images }) {
  return images.map(({ image }) => `${image}\n`).join("");
}

/**
 * The file of `skopeo sync --src yaml`: registries, their repositories, and of each the tags and digests. An image with a
 * digest is named by that alone: skopeo takes one of the two, and the digest is what is pulled.
 * @param {Inventory} inventory
 */
export function skopeo({ images }) {
  /** @type {Map<string, Map<string, Set<string>>>} */
  const registries = new Map();
  for (const { registry, repository, tag, digest } of images) {
    const repositories = registries.get(registry) ?? new Map();
    const versions = repositories.get(repository) ?? new Set();
    registries.set(registry, repositories.set(repository, versions.add(digest ?? tag)));
  }
  const listed = Array.from(registries, ([registry, repositories]) => {
    const names = Array.from(repositories, ([repository, versions]) => [repository, [...versions]]);
    return [registry, { images: Object.fromEntries(names) }];
  });
  return yaml(Object.fromEntries(listed));
}

/**
 * What keeps the list from being whole, a line each.
 * @param {Inventory} inventory
 */
export function problems({ problems }) {
  return problems.map(({ message, image, usedBy }) => {
    const [{ object, container }] = usedBy;
    const more = usedBy.length > 1 ? ` and ${count(usedBy.length - 1, "other")}` : "";
    const named = image === undefined ? "the image" : `"${image}"`;
    // What is of no container is said of the object as a whole.
    const what = image === undefined && !container ? "" : `${named} of `;
    return safe(`${what}${object}${container ? ` ${container}` : ""}${more}: ${message}`);
  });
}
