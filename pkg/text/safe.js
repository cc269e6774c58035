// Text of a user's files as it may be shown on a terminal: nothing in it can move the cursor, change colours or turn
// the reading direction round.

const UNSAFE = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * The text with tabs as blanks and every other control character as a visible sign.
 * @param {string} text
 */
export function safe(text) {
  return text.replace(UNSAFE, sign);
}

/** @param {string} character */
function sign(character) {
  const code = character.charCodeAt(0);
  if (character === "\t") return "    ";
  if (character === "\ufeff") return "";
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
