// The files of a request: what the paths of the command line name.

import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { nearest } from "../text/nearest.js";
import { BadUse } from "./arguments.js";

const NAMES = /\.(ya?ml|json)$/;
/** What tools keep for themselves: dependencies, and hidden files and folders such as .git and .vscode. */
const SKIPPED = /^(\.|node_modules$)/;
export const STDIN = "<stdin>";

/** @typedef {import("../index.js").File} File */
/** @typedef {{ path: string, real: string, isLink: boolean }} Found a path, and the file that it leads to */

/**
 * Reads files, folders and standard input, in the order given; no file twice, whatever names and links lead to it.
 * @param {readonly string[]} paths
 * @param {readonly { path: string, as: "config" | "values" }[]} special files that an option says what they are
 * @returns {Promise<File[]>}
 * @throws {BadUse} a path that is not there or cannot be read, a folder without files
 */
export async function readFiles(paths, special) {
  /** @type {Map<string, File>} by real path */
  const files = new Map();
  for (const { path, real } of paths.flatMap(expand)) {
    if (!files.has(real)) files.set(real, { path, bytes: path === STDIN ? await readStdin() : read(path) });
  }
  for (const { path, as } of special) files.set(realOf(path), { path: tidy(path), bytes: read(path), as });
  return [...files.values()];
}

/**
 * The text of one file.
 * @param {string} path
 * @throws {BadUse} it is not there or cannot be read
 */
export function readText(path) {
  return read(path).toString("utf8");
}

/**
 * Where a path leads. What is not there yet leads to itself, and so does a pipe.
 * @param {string} path
 */
export function realOf(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The files that a path stands for. @param {string} path @returns {Found[]} */
function expand(path) {
  if (path === "") throw new BadUse("a PATH is empty; this folder is .");
  if (path === "-") return [{ path: STDIN, real: STDIN, isLink: false }];
  if (!attempt(path, () => statSync(path)).isDirectory()) return [{ path: tidy(path), real: realOf(path), isLink: false }];
  const files = search(path, new Set());
  if (files.length === 0) throw new BadUse(`no .yaml, .yml or .json file in ${path}; name a file or another folder`);
  return unlinked(files).sort(compare);
}

/** Each file once, under its own name where that was found, too. @param {Found[]} found */
function unlinked(found) {
  const files = new Map();
  const inOrder = found.sort((a, b) => Number(a.isLink) - Number(b.isLink) || compare(a, b));
  for (const file of inOrder) if (!files.has(file.real)) files.set(file.real, file);
  return [...files.values()];
}

/** The files below a folder; links are followed, each folder once. @returns {Found[]} */
function search(folder, seen) {
  const realFolder = realpathSync(folder);
  if (seen.has(realFolder)) return [];
  seen.add(realFolder);
  return attempt(folder, () => readdirSync(folder, { withFileTypes: true })).flatMap((entry) => {
    if (SKIPPED.test(entry.name)) return [];
    const path = join(folder, entry.name);
    const isLink = entry.isSymbolicLink();
    const kind = isLink ? target(path) : entry;
    if (kind?.isDirectory()) return search(path, seen);
    // A pipe or a socket would be waited for.
    if (!kind?.isFile() || !NAMES.test(entry.name)) return [];
    return [{ path: tidy(path), real: isLink ? realOf(path) : join(realFolder, entry.name), isLink }];
  });
}

/** What is said of a link that leads to nothing, to itself, or through a file. */
const NOWHERE = ["ENOENT", "ELOOP", "ENOTDIR"];

/** What a link leads to; undefined where that is nothing. */
function target(path) {
  try {
    return statSync(path);
  } catch (error) {
    if (NOWHERE.includes(error.code)) return undefined;
    throw refused(path, error);
  }
}

function read(path) {
  return attempt(path, () => readFileSync(path));
}

async function readStdin() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  // Mostly the program before the pipe has failed, and nothing was looked at.
  if (chunks.length === 0) throw new BadUse("standard input is empty");
  return Buffer.concat(chunks);
}

/** A path as reports show it: with slashes, without detours. */
function tidy(path) {
  return join(path).split(sep).join("/");
}

/**
 * A path as a patch names it: from the working directory, where the file is below that.
 * @param {string} path
 */
export function inPatch(path) {
  const below = tidy(relative("", path));
  return below.startsWith("..") ? path : below;
}

/** @param {Found} a @param {Found} b */
function compare({ path: a }, { path: b }) {
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
    throw refused(path, error);
  }
}

/** Why a path can't be read. */
function refused(path, error) {
  if (error.code !== "ENOENT") return new BadUse(`cannot read ${path}: ${REASONS[error.code] ?? error.message}`);
  if (lstatSync(path, { throwIfNoEntry: false })) return new BadUse(`cannot read ${path}: a link that leads nowhere`);
  return new BadUse(`there is no ${path}${suggestion(path)}`);
}

/** The neighbour that was probably meant. */
function suggestion(path) {
  try {
    const neighbours = readdirSync(dirname(path)).filter((name) => name !== basename(path));
    const near = nearest(basename(path), neighbours);
    return near ? `; did you mean ${tidy(join(dirname(path), near))}?` : "";
  } catch {
    return "";
  }
}
