// The options of the command line: one list, from which arguments are read and the help text is made.

/**
 * @typedef {object} Option
 * @property {string} name without the dashes
 * @property {string} [value] how the help text shows its value; a flag has none
 * @property {string} about
 * @property {string} [request] the option of a request that it gives
 * @property {boolean} [list] may be given more than once, and with commas
 * @property {boolean} [file] the value is a file, which is added to the request as what the option is named after
 * @property {readonly string[]} [choices]
 * @property {readonly string[]} [commands] those that have it; all when absent
 */

const FILES = ["check", "resolve"];

/** @type {readonly Option[]} */
export const OPTIONS = [
  { name: "target", value: "RELEASE", request: "target", list: true, commands: FILES, about: "release to judge by: v1.9.0, a list, or all-supported" },
  { name: "only", value: "GROUP", request: "only", list: true, commands: FILES, about: "findings of these groups alone: yaml, schema, image, labels …" },
  { name: "dialect", value: "DIALECT", request: "dialect", commands: FILES, about: "release, or structured: forms that were proposed for a better API" },
  { name: "install", value: "WAY", request: "install", commands: FILES, about: "how the controller was installed: helm or builtin" },
  { name: "namespace", value: "NAME", request: "namespace", commands: FILES, about: "namespace of objects for which none can be found out" },
  { name: "controller-namespace", value: "NAME", request: "controllerNamespace", commands: FILES, about: "where the controller runs" },
  { name: "dns-domain", value: "DOMAIN", request: "dnsDomain", commands: FILES, about: "DNS domain of the cluster" },
  { name: "placeholders", value: "HOW", request: "placeholders", commands: FILES, about: "auto: ${VAR} and the like are unknown values; literal: they are text" },
  { name: "closed", request: "closed", commands: FILES, about: "every object is in these files: a missing one is an error" },
  { name: "as-of", value: "DAY", request: "asOf", commands: FILES, about: "the day that end of life is judged on: 2026-11-21" },
  { name: "envoy-gateway-config", value: "FILE", file: true, commands: FILES, about: "a file that is the EnvoyGateway config" },
  { name: "values", value: "FILE", file: true, commands: FILES, about: "a file with values of the gateway-helm chart" },
  { name: "deny-warnings", commands: FILES, about: "warnings, too, end with exit code 1" },
  { name: "format", value: "FORMAT", choices: ["pretty", "json"], about: "pretty or json" },
  { name: "color", value: "WHEN", choices: ["auto", "always", "never"], about: "auto, always or never" },
  { name: "help", about: "this text" },
  { name: "version", about: "the version of Gatelint" },
];

/**
 * What a file given by an option is, in the words of a request.
 * @type {Record<string, "config" | "values">}
 */
export const FILE_OPTIONS = { "envoy-gateway-config": "config", values: "values" };

/** @param {string} command */
export function optionsOf(command) {
  return OPTIONS.filter(({ commands }) => !commands || commands.includes(command));
}
