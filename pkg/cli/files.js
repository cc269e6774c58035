// The files of a request: what the paths of the command line name.

import { readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { nearest } from "../text/nearest.js";
import { BadUse } from "./arguments.js";

const NAMES = /\.(ya?ml|json)$/;
/** Folders of tools: dependencies, and hidden ones such as .git and .vscode. */
const SKIPPED_FOLDERS = /^(\.|node_modules$)/;
const STDIN = "<stdin>";

/** @typedef {import("../index.js").File} File */

/**
 * Reads files, folders and standard input, in the order given; no file twice.
 * @param {readonly string[]} paths
 * @param {readonly { path: string, as: "config" | "values" }[]} special files that an option says what they are
 * @returns {Promise<File[]>}
 * @throws {BadUse} a path that is not there or cannot be read, a folder without files
 */
export async function readFiles(paths, special) {
  /** @type {Map<string, File>} */
  const files = new Map();
  for (const path of paths.flatMap(expand)) {
    if (!files.has(path)) files.set(path, { path, bytes: path === STDIN ? await readStdin() : read(path) });
  }
  for (const { path, as } of special) files.set(tidy(path), { path: tidy(path), bytes: read(path), as });
  return [...files.values()];
}

/** The files that a path stands for. */
function expand(path) {
  if (path === "-") return [STDIN];
  if (!attempt(path, () => statSync(path)).isDirectory()) return [tidy(path)];
  const files = search(path, new Set()).map(tidy).sort(compare);
  if (files.length === 0) throw new BadUse(`no .yaml, .yml or .json file in ${path}; name a file or another folder`);
  return files;
}

/** The files below a folder; links are followed, each folder once. */
function search(folder, seen) {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  return attempt(folder, () => readdirSync(folder, { withFileTypes: true })).flatMap((entry) => {
    const path = join(folder, entry.name);
    const isFolder =
      entry.isDirectory() || (entry.isSymbolicLink() && attempt(path, () => statSync(path)).isDirectory());
    if (isFolder) return SKIPPED_FOLDERS.test(entry.name) ? [] : search(path, seen);
    return NAMES.test(entry.name) ? [path] : [];
  });
}

function read(path) {
  return attempt(path, () => readFileSync(path));
}

/** A file as text. @param {string} path */
export function readText(path) {
  return new TextDecoder().decode(read(path));
}

async function readStdin() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A path as reports show it: with slashes, without detours. */
function tidy(path) {
  return join(path).split(sep).join("/");
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

const REASONS = {
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  EISDIR: "it is a folder",
  ELOOP: "a link that leads back to itself",
  ENAMETOOLONG: "the name is too long",
  ENOTDIR: "a part of the path is a file",
};

/** Does it, and says in one line why it can't be done. */
function attempt(path, action) {
  try {
    return action();
  } catch (error) {
    if (error.code === "ENOENT") throw new BadUse(`there is no ${path}${suggestion(path)}`);
    throw new BadUse(`cannot read ${path}: ${REASONS[error.code] ?? error.message}`);
  }
}

/** The neighbour that was probably meant. */
function suggestion(path) {
  try {
    const near = nearest(basename(path), readdirSync(dirname(path)));
    return near ? `; did you mean ${tidy(join(dirname(path), near))}?` : "";
  } catch {
    return "";
  }
}
