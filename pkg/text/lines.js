// The lines of a file, as positions count them: they end at LF, CRLF or CR.

/** A byte order mark counts as a character of the first line, so it must stay. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * @param {{ text?: string, bytes?: Uint8Array }} file
 * @returns {string[]}
 */
export function linesOf(file) {
  return textOf(file).split(/\r\n|\n|\r/);
}

/** @param {{ text?: string, bytes?: Uint8Array }} file */
export function textOf(file) {
  return file.text ?? decoder.decode(file.bytes);
}
