// Values as YAML, for people and for comparison: block style, two blanks, only those texts in quotes that need them.

/** A text that YAML 1.1 and 1.2 read as text without quotes. */
const PLAIN = /^[A-Za-z_/<$.][A-Za-z0-9_./$(){}<>@=+-]*(?:[ :,'\[\]][A-Za-z0-9_./$(){}<>@=+-]+)*$/;
/** Words that are no text, and texts that look like numbers, dates or directives. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~|\.nan|[-+]?\.inf|\.[0-9].*|<<|=|\.\.\.)$/i;

/**
 * What is to be said of a value, by its JSON pointer.
 * @typedef {(pointer: string) => string | undefined} Remark
 */

/**
 * @param {unknown} value
 * @param {Remark} [remark] what stands as a comment behind a value that is no list or map
 * @returns {string} with a line end
 */
export function yaml(value, remark = () => undefined) {
  const writer = new Writer(remark);
  return (isBlock(value) ? writer.lines(value, "").join("\n") : writer.scalar(value, "")) + "\n";
}

class Writer {
  #remark;

  /** @param {Remark} remark */
  constructor(remark) {
    this.#remark = remark;
  }

  lines(value, pointer) {
    if (Array.isArray(value)) return value.flatMap((one, index) => this.#item(one, `${pointer}/${index}`));
    return Object.entries(value).flatMap(([key, one]) => this.#entry(key, one, `${pointer}/${escaped(key)}`));
  }

  #item(value, pointer) {
    if (!isBlock(value)) return [`- ${this.scalar(value, pointer)}`];
    return this.lines(value, pointer).map((line, at) => (at === 0 ? "- " : "  ") + line);
  }

  #entry(key, value, pointer) {
    if (!isBlock(value)) return [`${text(key)}: ${this.scalar(value, pointer)}`];
    const indent = Array.isArray(value) ? "" : "  ";
    return [`${text(key)}:`, ...this.lines(value, pointer).map((line) => indent + line)];
  }

  scalar(value, pointer) {
    const said = this.#remark(pointer);
    const written = typeof value === "string" ? text(value) : JSON.stringify(value);
    return said === undefined ? written : `${written}  # ${said}`;
  }
}

/** A key as a JSON pointer has it. */
export function escaped(key) {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** A list or map that has something in it. */
function isBlock(value) {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function text(value) {
  return PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);
}
