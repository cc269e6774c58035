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
  { name: "conformance", about: "hold each Gateway against the statements of Gateway API's conformance tests" },
];

/** @type {readonly (Option & { as: "config" | "values" })[]} Those that name a file and say what it is. */
export const FILE_OPTIONS = [
  { name: "envoy-gateway-config", value: "FILE", as: "config", about: "a file that is the EnvoyGateway config" },
  { name: "values", value: "FILE", as: "values", about: "a file with values of the gateway-helm chart" },
];

/** @type {readonly Option[]} */
const TEAM_OPTIONS = [
  { name: "config", value: "FILE", about: "the gatelint.yaml; else the nearest one above the files" },
  { name: "no-config", about: "no gatelint.yaml, even where there is one" },
  { name: "baseline", value: "FILE", about: "findings in this file are known and not repeated" },
];

/** @type {readonly Option[]} */
const CHECK_OPTIONS = [
  { name: "write-baseline", value: "FILE", about: "write what is found now as a baseline" },
  { name: "fix", about: "apply the safe fixes to the files; - prints the fixed text" },
  { name: "unsafe", about: "with --fix: those of errors and warnings that are not safe, too; look at what they did" },
  { name: "dry-run", about: "with --fix: print a diff and leave the files as they are" },
];
const FACTS_OPTIONS = [{ name: "facts", value: "FILE", about: "facts of private builds, which --target can then name" }];

/** @type {readonly Option[]} */
const EXIT_OPTIONS = [{ name: "deny-warnings", about: "warnings, too, end with exit code 1" }];

/** @type {readonly Option[]} */
const SHOW_OPTIONS = [
  { name: "show", value: "WHAT", choices: ["labels", "images", "selectors"], about: "labels, images or selectors alone" },
];

/** @type {readonly Option[]} The releases of an upgrade. */
const RELEASE_OPTIONS = [
  { name: "from", value: "RELEASE", about: "the release that runs now" },
  { name: "to", value: "RELEASE", about: "the release that will run; an older one is a way back" },
];

/** @type {readonly Option[]} */
const WRITE_OPTIONS = [{ name: "write", about: "change the files; without it the changes are printed as a diff" }];

/** @type {readonly Option[]} */
const RENDER_OPTIONS = [
  { name: "explain", about: "where each name, label, image and selector came from" },
  { name: "diff", value: "OTHER", list: true, about: "what changes from OTHER, another version of the files, to PATH" },
];

/** @type {readonly Option[]} */
const COMMON_OPTIONS = [
  { name: "format", value: "FORMAT", about: "pretty or json; images: skopeo, too; upgrade: markdown, too" },
  { name: "color", value: "WHEN", choices: ["auto", "always", "never"], about: "auto, always or never" },
  { name: "help", about: "this text" },
  { name: "version", about: "the version of Gatelint" },
];

/** @type {readonly Option[]} */
export const OPTIONS = [
  ...RELEASE_OPTIONS,
  ...WRITE_OPTIONS,
  ...REQUEST_OPTIONS,
  ...FILE_OPTIONS,
  ...TEAM_OPTIONS,
  ...CHECK_OPTIONS,
  ...FACTS_OPTIONS,
  ...EXIT_OPTIONS,
  ...SHOW_OPTIONS,
  ...RENDER_OPTIONS,
  ...COMMON_OPTIONS,
];

/** The commands that read files, and the options that they do not have; the others have the common options alone. */
const UPGRADE_OPTIONS = [...RELEASE_OPTIONS, ...WRITE_OPTIONS];
const OBJECT_OPTIONS = [...SHOW_OPTIONS, ...RENDER_OPTIONS];
const named = (...names) => REQUEST_OPTIONS.filter(({ name }) => names.includes(name));
const CONFORMANCE = named("conformance");
const READING = {
  check: [...OBJECT_OPTIONS, ...UPGRADE_OPTIONS, ...CONFORMANCE],
  resolve: [...CHECK_OPTIONS, ...OBJECT_OPTIONS, ...UPGRADE_OPTIONS],
  render: [...CHECK_OPTIONS, ...EXIT_OPTIONS, ...UPGRADE_OPTIONS, ...CONFORMANCE],
  images: [...CHECK_OPTIONS, ...EXIT_OPTIONS, ...OBJECT_OPTIONS, ...UPGRADE_OPTIONS, ...CONFORMANCE],
  upgrade: [...CHECK_OPTIONS, ...EXIT_OPTIONS, ...OBJECT_OPTIONS, ...WRITE_OPTIONS, ...named("target", "only", "conformance")],
  migrate: [...CHECK_OPTIONS, ...EXIT_OPTIONS, ...OBJECT_OPTIONS, ...RELEASE_OPTIONS, ...named("only", "dialect", "conformance")],
};

/** The formats of commands that have another one than people read and JSON. */
const FORMATS = { upgrade: "markdown", images: "skopeo" };

/** @param {string | undefined} command the formats that its answer can be printed in */
export function formatsOf(command) {
  return ["pretty", ...[FORMATS[command ?? ""]].filter(Boolean), "json"];
}

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
