// Where a value came from, in a few words.

/** @typedef {import("../index.js").Origin} Origin */

/**
 * The bytes and defaults that a value was made from.
 * @param {Origin} origin
 * @returns {Origin[]}
 */
export function leaves(origin) {
  return origin.kind === "derived" ? origin.from.flatMap(leaves) : [origin];
}

/**
 * "platform/class.yaml:12", or the release that has the default.
 * @param {Origin} origin
 * @returns {string}
 */
export function where(origin) {
  if (origin.kind === "default") return `default of ${origin.release}`;
  if (origin.kind === "derived") return leaves(origin).map(where).join(", ");
  return `${origin.place.path}:${origin.place.range.start.line + 1}`;
}

/**
 * The same with the rule that made the value of others: "hashed name: edge/public.yaml:4".
 * @param {Origin} origin
 */
export function explained(origin) {
  if (origin.kind !== "derived") return where(origin);
  const places = [...new Set(leaves(origin).map(where))].join(", ");
  return places ? `${origin.rule}: ${places}` : origin.rule;
}
