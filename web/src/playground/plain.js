// The text of an element as YAML: without the indentation that it has in the page.

/**
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  const lines = text.replace(/^[ \t]*\n/, "").replace(/\s+$/, "").split("\n");
  const depths = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return `${lines.map((line) => line.slice(depth)).join("\n")}\n`;
}
