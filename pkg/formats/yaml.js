// Values as YAML, for people and for comparison: block style, two blanks, only those texts in quotes that need them.

/** A text that YAML 1.1 and 1.2 read as text without quotes. */
const PLAIN = /^[A-Za-z_/<$.][A-Za-z0-9_./$(){}<>@=+-]*(?:[ :,'\[\]][A-Za-z0-9_./$(){}<>@=+-]+)*$/;
/** Words that are no text, and texts that look like numbers, dates or directives. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~|\.nan|[-+]?\.inf|\.[0-9].*|<<|=|\.\.\.)$/i;

/**
 * A line: blanks and dashes, a key with its colon, a value, each perhaps empty; and the JSON pointer of what it says.
 * @typedef {{ lead: string, key: string, value: string, pointer: string }} Row
 */

/**
 * @param {unknown} value
 * @param {(pointer: string) => string | undefined} [remark] what stands as a comment behind a value that is no list or map
 * @returns {string} with a line end
 */
export function yaml(value, remark = () => undefined) {
  const written = ({ lead, key, value, pointer }) => {
    const said = value === "" ? undefined : remark(pointer);
    return `${lead}${key}${value}${said === undefined ? "" : `  # ${said}`}\n`;
  };
  return rows(value).map(written).join("");
}

/**
 * The lines of that, for one who has something to say to some of them.
 * @param {unknown} value
 * @returns {Row[]}
 */
export function rows(value) {
  return isBlock(value) ? block(value, "") : [{ lead: "", key: "", value: scalar(value), pointer: "" }];
}

function block(value, pointer) {
  if (Array.isArray(value)) return value.flatMap((one, at) => item(one, `${pointer}/${at}`));
  return Object.entries(value).flatMap(([key, one]) => entry(key, one, `${pointer}/${escaped(key)}`));
}

function item(value, pointer) {
  if (!isBlock(value)) return [{ lead: "- ", key: "", value: scalar(value), pointer }];
  return block(value, pointer).map((row, at) => led(at === 0 ? "- " : "  ", row));
}

function entry(key, value, pointer) {
  if (!isBlock(value)) return [{ lead: "", key: `${text(key)}: `, value: scalar(value), pointer }];
  const below = block(value, pointer);
  const indented = Array.isArray(value) ? below : below.map((row) => led("  ", row));
  return [{ lead: "", key: `${text(key)}:`, value: "", pointer }, ...indented];
}

/** A key as a JSON pointer has it. @param {string} key */
export function escaped(key) {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Puts something before a row; the rows are all of this call's own making. */
function led(lead, row) {
  row.lead = lead + row.lead;
  return row;
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
