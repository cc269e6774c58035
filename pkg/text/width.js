// How many columns of a terminal a text takes.

/** Letters, punctuation and frames of one column each: nearly every text. */
const PLAIN = /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2500-\u257f]*$/;
/** East Asian wide and full-width characters. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u;
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f\u20e3/u;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]*$/u;

/** @type {Intl.Segmenter | undefined} made when it is first needed: that takes longer than a whole check */
let segmenter;

/**
 * The characters as a reader sees them, each with its columns.
 * @param {string} text
 * @returns {{ text: string, width: number }[]}
 */
export function cells(text) {
  if (PLAIN.test(text)) return Array.from(text, (letter) => ({ text: letter, width: 1 }));
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => ({ text: segment, width: cellWidth(segment) }));
}

/**
 * The columns of a text without control characters.
 * @param {string} text
 */
export function width(text) {
  if (PLAIN.test(text)) return text.length;
  return cells(text).reduce((sum, cell) => sum + cell.width, 0);
}

/**
 * The text, filled with blanks up to `columns`.
 * @param {string} text
 * @param {number} columns
 */
export function pad(text, columns) {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}

/** @param {string} cell */
function cellWidth(cell) {
  if (NO_WIDTH.test(cell)) return 0;
  return EMOJI.test(cell) || WIDE.test(cell) ? 2 : 1;
}
