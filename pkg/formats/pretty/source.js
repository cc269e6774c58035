// One line of a file with a part of it marked: cut to the width of the page, control characters made visible.

import { safe } from "../../text/safe.js";
import { cells, width } from "../../text/width.js";

const CUT = "…";

/**
 * @param {string} line
 * @param {number} from the first marked character
 * @param {number} to the one after the last marked character
 * @param {number} columns
 * @returns {{ text: string, start: number, length: number }} what to show, and the columns of the mark in it
 */
export function marked(line, from, to, columns) {
  const before = safe(line.slice(0, from));
  const inside = safe(line.slice(from, to));
  const text = before + inside + safe(line.slice(to)).trimEnd();
  const mark = { start: width(before), length: width(inside) };
  if (width(text) <= columns) return { text, ...mark };
  return cut(text, mark, columns);
}

/** The part of a long line around its mark. */
function cut(text, mark, columns) {
  const first = firstColumn(mark, columns);
  let shown = first === 0 ? "" : CUT;
  let column = 0;
  let start = first;
  for (const cell of cells(text)) {
    if (column < first) start = Math.max(start, column + cell.width);
    else if (column + cell.width > first + columns - 2)
      return { text: shown + CUT, ...place(mark, start, first, columns) };
    else shown += cell.text;
    column += cell.width;
  }
  return { text: shown, ...place(mark, start, first, columns) };
}

/** Where to begin: at the start of the line if the mark can be seen then, else a little before the mark. */
function firstColumn({ start, length }, columns) {
  return start + Math.min(length, columns / 2) <= columns - 2 ? 0 : Math.max(0, start - Math.floor(columns / 3));
}

function place(mark, shownFrom, first, columns) {
  const start = mark.start - shownFrom + (first === 0 ? 0 : 1);
  return { start, length: Math.min(mark.length, columns - 1 - start) };
}
