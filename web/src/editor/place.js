// Ranges of the engine as positions of the editor. Both count UTF-16 units, and the editor's lines end with LF alone, so
// that an offset is a position; it is only kept inside a text that may have become shorter since.

/**
 * @param {import("gatelint").Range} range
 * @param {number} length of the text
 * @returns {{ from: number, to: number }}
 */
export function within({ start, end }, length) {
  const from = Math.min(start.offset, length);
  return { from, to: Math.max(from, Math.min(end.offset, length)) };
}

/**
 * Edits of one text as changes of the editor.
 * @param {readonly import("gatelint").Edit[]} edits
 * @param {number} length of the text
 */
export function changes(edits, length) {
  return edits.map(({ range, newText }) => ({ ...within(range, length), insert: newText }));
}
