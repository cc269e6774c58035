// What a playground asks: its text as one file, with what its attributes say.

/** The options that an attribute holds as it is: attribute → option. */
const OPTIONS = /** @type {const} */ ({ release: "target", dialect: "dialect", namespace: "namespace" });
/** The options that are files of their own: their attribute holds the text. */
const TEXTS = /** @type {const} */ (["config", "baseline"]);

/** Every attribute that changes the answer. */
export const ATTRIBUTES = [...Object.keys(OPTIONS), ...TEXTS, "closed", "file", "as"];

/** What the file is called. @param {Element} element */
export function pathFor(element) {
  return element.getAttribute("file") || "example.yaml";
}

/**
 * The attributes are handed on as they are: the engine says what is wrong with them.
 * @param {Element} element
 * @param {string} text
 * @returns {{ files: import("../kept.js").TextFile[], options: Record<string, unknown> }}
 */
export function requestFor(element, text) {
  const given = (/** @type {string} */ name) => element.getAttribute(name) || undefined;
  const named = Object.entries(OPTIONS).map(([name, option]) => [option, given(name)]);
  const texts = TEXTS.map((name) => [name, given(name) && { path: `${name}.yaml`, text: given(name) }]);
  const closed = ["closed", element.hasAttribute("closed") || undefined];
  const options = [...named, ...texts, closed].filter(([, value]) => value !== undefined);
  const as = /** @type {"config" | "values" | undefined} */ (given("as"));
  return { files: [{ path: pathFor(element), text, ...(as && { as }) }], options: Object.fromEntries(options) };
}
