// Colours: one a severity, the rest dim.

const CODES = { bold: "1", dim: "2", error: "1;31", warning: "1;33", info: "1;36", good: "32" };

/** @typedef {{ [name in keyof typeof CODES]: (text: string) => string }} Paint */

/**
 * @param {boolean} color whether to colour at all
 * @returns {Paint}
 */
export function painter(color) {
  const wrap = (code) => (text) => (color && text !== "" ? `\x1b[${code}m${text}\x1b[0m` : text);
  return /** @type {Paint} */ (Object.fromEntries(Object.entries(CODES).map(([name, code]) => [name, wrap(code)])));
}
