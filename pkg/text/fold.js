// Text in lines of a given width.

import { cells, width } from "./width.js";

/**
 * Breaks a text at its blanks, and a word that is too long for a line inside it. A text that fits stays as it is.
 * @param {string} text
 * @param {number} columns
 * @returns {string[]} at least one line
 */
export function fold(text, columns) {
  if (width(text) <= columns) return [text];
  const [first, ...rest] = text.split(" ").flatMap((word) => pieces(word, columns));
  const lines = [first];
  for (const word of rest) {
    const joined = `${lines[lines.length - 1]} ${word}`;
    if (width(joined) <= columns) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines.map((line) => line.trimEnd());
}

/**
 * A word in parts that fit.
 * @param {string} word
 * @param {number} columns
 */
function pieces(word, columns) {
  if (width(word) <= columns) return [word];
  const parts = [""];
  let used = 0;
  for (const cell of cells(word)) {
    if (used + cell.width > columns) {
      parts.push("");
      used = 0;
    }
    parts[parts.length - 1] += cell.text;
    used += cell.width;
  }
  return parts;
}

/**
 * A text after a head, its further lines under the start of its first one.
 * @param {string} head
 * @param {string} text
 * @param {number} columns of the whole
 * @param {(text: string) => string} [paint] of each line of the text
 */
export function hang(head, text, columns, paint = (line) => line) {
  const indent = width(head);
  return fold(text, Math.max(20, columns - indent))
    .map((line, index) => (index === 0 ? head : " ".repeat(indent)) + paint(line))
    .join("\n");
}
