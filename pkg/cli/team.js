// What a team keeps beside its files: gatelint.yaml and a baseline. Here they are found and read; the module obeys them.

import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { BadUse } from "./arguments.js";
import { readText } from "./files.js";

const NAME = "gatelint.yaml";

/**
 * The options of a request that a team's files make.
 * @param {readonly string[]} operands
 * @param {Map<string, any>} options of the command line
 * @param {import("../index.js").Gatelint} gatelint
 * @returns {Pick<import("../index.js").Options, "config" | "baseline" | "cwd">}
 */
export function teamOptions(operands, options, gatelint) {
  if (options.has("config") && options.has("no-config"))
    throw new BadUse("--config and --no-config exclude each other");
  const path = options.get("config") ?? (options.has("no-config") ? undefined : search(commonFolder(operands)));
  const config = path === undefined ? undefined : { path: shown(path), text: readText(path) };
  const baseline = options.get("baseline") ?? named(config, gatelint);
  return {
    cwd: slashed(process.cwd()),
    ...(config && { config }),
    ...(options.has("write-baseline")
      ? { baseline: { path: shown(options.get("write-baseline")) } }
      : baseline !== undefined && { baseline: { path: shown(baseline), text: readBaseline(baseline, options, path) } }),
  };
}

/** The nearest gatelint.yaml in a folder or above it. */
function search(folder) {
  for (;;) {
    const path = join(folder, NAME);
    if (existsSync(path)) return path;
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
}

/** The lowest folder that holds all operands; standard input counts as the working directory. */
function commonFolder(operands) {
  const folders = operands.map((path) => (path === "-" ? process.cwd() : folderOf(resolve(path))).split(sep));
  let common = folders[0];
  for (const folder of folders) common = common.slice(0, sharedLength(common, folder));
  return common.join(sep) || sep;
}

function sharedLength(a, b) {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? a.length : at;
}

function folderOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
}

/** The baseline that a gatelint.yaml names, seen from its folder. */
function named(config, gatelint) {
  const json = config && gatelint.parseYaml(config.text).documents[0]?.json;
  const baseline = json && JSON.parse(json)?.baseline;
  return typeof baseline === "string" && baseline !== "" ? join(dirname(config.path), baseline) : undefined;
}

/** The text of a baseline; where it can't be read, who names it. */
function readBaseline(path, options, config) {
  try {
    return readText(path);
  } catch (error) {
    if (options.has("baseline")) throw error;
    throw new BadUse(`${shown(config)} names a baseline: ${error.message}`);
  }
}

/** A path as reports show it. */
function shown(path) {
  return slashed(relative("", path));
}

function slashed(path) {
  return path.split(sep).join("/");
}
