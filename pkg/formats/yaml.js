// Values as YAML, for people and for comparison: block style, two blanks, only those texts in quotes that need them.

/** A text that YAML 1.1 and 1.2 read as text without quotes. */
const PLAIN = /^[A-Za-z_/<$.][A-Za-z0-9_./$(){}<>@=+-]*(?:[ :,'\[\]][A-Za-z0-9_./$(){}<>@=+-]+)*$/;
/** Words that are no text, and texts that look like numbers, dates or directives. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~|\.nan|[-+]?\.inf|\.[0-9].*|<<|=|\.\.\.)$/i;

/**
 * @param {unknown} value
 * @returns {string} with a line end
 */
export function yaml(value) {
  return (isBlock(value) ? lines(value).join("\n") : scalar(value)) + "\n";
}

function lines(value) {
  return Array.isArray(value) ? value.flatMap(item) : Object.entries(value).flatMap(entry);
}

function item(value) {
  if (!isBlock(value)) return [`- ${scalar(value)}`];
  return lines(value).map((line, at) => (at === 0 ? "- " : "  ") + line);
}

function entry([key, value]) {
  if (!isBlock(value)) return [`${text(key)}: ${scalar(value)}`];
  const indent = Array.isArray(value) ? "" : "  ";
  return [`${text(key)}:`, ...lines(value).map((line) => indent + line)];
}

/** A list or map that has something in it. */
function isBlock(value) {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function scalar(value) {
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

function text(value) {
  return PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);
}
