// The options of the command line: one list, from which arguments are read and the help text is made.

/**
 * @typedef {object} Option
 * @property {string} name without the dashes
 * @property {string} [value] how the help text shows its value; a flag has none
 * @property {string} about
 * @property {boolean} [list] may be given more than once, and with commas
 * @property {readonly string[]} [choices]
 */

/** @type {readonly Option[]} Those of a request, under the same names in camel case. */
export const REQUEST_OPTIONS = [
  { name: "target", value: "RELEASE", list: true, about: "release to judge by: v1.9.0, a list, or all-supported" },
  { name: "only", value: "GROUP", list: true, about: "findings of these groups alone: yaml, schema, image, labels …" },
  { name: "dialect", value: "DIALECT", about: "release, or structured: forms that were proposed for a better API" },
  { name: "install", value: "WAY", about: "how the controller was installed: helm or builtin" },
  { name: "namespace", value: "NAME", about: "namespace of objects for which none can be found out" },
  { name: "controller-namespace", value: "NAME", about: "where the controller runs" },
  { name: "dns-domain", value: "DOMAIN", about: "DNS domain of the cluster" },
  { name: "placeholders", value: "HOW", about: "auto: ${VAR} and the like are unknown values; literal: they are text" },
  { name: "closed", about: "every object is in these files: a missing one is an error" },
  { name: "as-of", value: "DAY", about: "the day that end of life is judged on: 2026-11-21" },
];

/** @type {readonly (Option & { as: "config" | "values" })[]} Those that name a file and say what it is. */
export const FILE_OPTIONS = [
  { name: "envoy-gateway-config", value: "FILE", as: "config", about: "a file that is the EnvoyGateway config" },
  { name: "values", value: "FILE", as: "values", about: "a file with values of the gateway-helm chart" },
];

/** @type {readonly Option[]} */
const EXIT_OPTIONS = [{ name: "deny-warnings", about: "warnings, too, end with exit code 1" }];

/** @type {readonly Option[]} */
const SHOW_OPTIONS = [
  { name: "show", value: "WHAT", choices: ["labels", "images", "selectors"], about: "labels, images or selectors alone" },
];

/** @type {readonly Option[]} */
const RENDER_OPTIONS = [
  { name: "explain", about: "where each name, label, image and selector came from" },
  { name: "diff", value: "OTHER", list: true, about: "what changes from OTHER, another version of the files, to PATH" },
];

/** @type {readonly Option[]} */
const COMMON_OPTIONS = [
  {
    name: "format",
    value: "FORMAT",
    choices: ["pretty", "json", "skopeo"],
    about: "pretty or json; images: skopeo, too, for skopeo sync --src yaml",
  },
  { name: "color", value: "WHEN", choices: ["auto", "always", "never"], about: "auto, always or never" },
  { name: "help", about: "this text" },
  { name: "version", about: "the version of Gatelint" },
];

/** @type {readonly Option[]} */
export const OPTIONS = [...REQUEST_OPTIONS, ...FILE_OPTIONS, ...EXIT_OPTIONS, ...SHOW_OPTIONS, ...RENDER_OPTIONS, ...COMMON_OPTIONS];

/** The commands that read files, and the options that they do not have; the others have the common options alone. */
const READING = {
  check: [...SHOW_OPTIONS, ...RENDER_OPTIONS],
  resolve: [...SHOW_OPTIONS, ...RENDER_OPTIONS],
  render: EXIT_OPTIONS,
  images: [...EXIT_OPTIONS, ...SHOW_OPTIONS, ...RENDER_OPTIONS],
};

/** @param {string} command */
export function optionsOf(command) {
  const without = READING[command];
  return without ? OPTIONS.filter((option) => !without.includes(option)) : COMMON_OPTIONS;
}

/**
 * The name of an option in a request.
 * @param {Option} option
 */
export function requestName({ name }) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
