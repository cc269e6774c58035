// What every part of the pretty output is written on: the files behind it, the width and the colours.

import { linesOf } from "../../text/lines.js";
import { painter } from "../../text/paint.js";

/** Lines are not folded where nothing says how wide the reader's page is; source lines end here even then. */
const LONGEST_SOURCE_LINE = 200;

export class Page {
  #files;
  #lines = new Map();

  /**
   * @param {{ files?: readonly import("../../index.js").File[], columns?: number, color?: boolean }} view
   */
  constructor({ files = [], columns = Infinity, color = false }) {
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.columns = Math.max(columns, 40);
    this.sourceColumns = Math.min(this.columns, LONGEST_SOURCE_LINE);
    this.paint = painter(color);
  }

  /**
   * A line of a file; undefined where the file is not at hand.
   * @param {string} path
   * @param {number} line zero-based
   * @returns {string | undefined}
   */
  sourceLine(path, line) {
    const file = this.#files.get(path);
    if (!file) return undefined;
    if (!this.#lines.has(path)) this.#lines.set(path, linesOf(file));
    return this.#lines.get(path)[line] ?? "";
  }
}
