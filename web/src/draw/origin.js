// Where a value came from, in words: places in the files, defaults of a release, what was made of them.

/**
 * @typedef {import("gatelint").Origin} Origin
 * @typedef {import("gatelint").Place} Place
 * @typedef {Exclude<Origin, { kind: "derived" }>} Leaf
 */

/**
 * The bytes and defaults that a value was made from, each once.
 * @param {Origin} origin
 * @returns {Leaf[]}
 */
export function leaves(origin) {
  const all = origin.kind === "derived" ? origin.from.flatMap(leaves) : [origin];
  return [...new Map(all.map((leaf) => [keyOf(leaf), leaf])).values()];
}

/**
 * The places that a value was written in.
 * @param {Origin} origin
 * @returns {Place[]}
 */
export function places(origin) {
  return leaves(origin).flatMap((leaf) => (leaf.kind === "source" ? [leaf.place] : []));
}

/** "class.yaml:12" @param {Place} place */
export function placeName({ path, range }) {
  return `${path}:${range.start.line + 1}`;
}

/** The short name of a leaf: where it stands. @param {Leaf} leaf */
export function where(leaf) {
  return leaf.kind === "source" ? placeName(leaf.place) : `default of ${leaf.release}`;
}

/** What a leaf gave: the last key of its field, or the name of the default. @param {Leaf} leaf */
export function what(leaf) {
  return leaf.kind === "source" ? (leaf.field.split(".").at(-1) ?? "") : leaf.name;
}

/**
 * All of it in one text, for a tooltip.
 * @param {Origin} origin
 * @returns {string}
 */
export function told(origin) {
  if (origin.kind === "source") return `${placeName(origin.place)}  ${origin.field}`;
  if (origin.kind === "default") return `default of ${origin.release}: ${origin.name}`;
  return [`${origin.rule}${origin.from.length > 0 ? ", from" : ""}`, ...origin.from.map(told)].join("\n");
}

/** @param {Leaf} leaf */
function keyOf(leaf) {
  return leaf.kind === "source" ? `${leaf.place.path}:${leaf.place.range.start.offset}` : `${leaf.release} ${leaf.name}`;
}
