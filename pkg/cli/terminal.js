// What the reader's terminal can show.

/**
 * @param {string} when auto, always or never
 * @param {{ isTTY?: boolean, columns?: number }} stream
 * @param {Record<string, string | undefined>} environment
 * @returns {{ color: boolean, columns: number | undefined }}
 */
export function view(when, stream, environment) {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  const wished = FORCE_COLOR ? FORCE_COLOR !== "0" : NO_COLOR ? false : undefined;
  const color = when === "auto" ? (wished ?? (Boolean(stream.isTTY) && TERM !== "dumb")) : when === "always";
  return { color, columns: stream.isTTY ? stream.columns : undefined };
}
