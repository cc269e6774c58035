// Small words: counts, lists, groups.

/**
 * "1 file", "2 files".
 * @param {number} number
 * @param {string} noun
 * @param {string} [nouns]
 */
export function count(number, noun, nouns = `${noun}s`) {
  return `${number} ${number === 1 ? noun : nouns}`;
}

/**
 * A list of releases, the middle left out where it is long.
 * @param {readonly string[]} releases
 */
export function releaseList(releases) {
  if (releases.length <= 4) return releases.join(", ");
  return `${releases[0]} … ${releases[releases.length - 1]} (${releases.length} releases)`;
}

/**
 * The items with equal keys together, in the order in which the keys come first.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {T[][]}
 */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
