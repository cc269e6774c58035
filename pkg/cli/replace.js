// Replaces files: each is there before and after, with its old content or the new one, whatever happens.

import { closeSync, fchmodSync, fsyncSync, openSync, writeSync } from "node:fs";
import { readFileSync, renameSync, statSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { BadUse } from "./arguments.js";
import { realOf } from "./files.js";

/** @typedef {{ path: string, text: string, before?: Uint8Array }} Replacement `before`: what it must hold until now */

/**
 * Writes every file beside the old one, and only when all are written puts them in their places. Links are followed, modes
 * are kept.
 * @param {readonly Replacement[]} replacements
 * @throws {BadUse} a file that cannot be written, or that changed in the meantime
 */
export function replaceFiles(replacements) {
  /** @type {Map<string, string>} real path → the file that is written beside it */
  const written = new Map();
  let current = "";
  try {
    for (const { path, text, before } of replacements) {
      current = path;
      const real = realOf(path);
      if (!written.has(real)) written.set(real, writeBeside(real, text, before));
    }
    for (const [real, beside] of written) {
      current = real;
      renameSync(beside, real);
      written.delete(real);
      syncFolder(dirname(real));
    }
  } catch (error) {
    for (const beside of written.values()) remove(beside);
    throw new BadUse(`cannot write ${current}: ${REASONS[error.code] ?? error.message}; it is as it was`);
  }
}

const REASONS = {
  EACCES: "no permission to write in its folder",
  EPERM: "no permission to write in its folder",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENOENT: "there is no such folder",
};

function writeBeside(path, text, before) {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.gatelint`);
  const mode = before ? statSync(path).mode & 0o7777 : undefined;
  if (before && !readFileSync(path).equals(before)) throw new Error("it changed while it was checked");
  const file = openSync(beside, "wx");
  try {
    if (mode !== undefined) fchmodSync(file, mode);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } catch (error) {
    remove(beside);
    throw error;
  } finally {
    closeSync(file);
  }
  return beside;
}

/** So that the new name lasts, too; not every system can do it. */
function syncFolder(folder) {
  try {
    const file = openSync(folder, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The content is safe, and the name is the file system's.
  }
}

function remove(path) {
  try {
    unlinkSync(path);
  } catch {
    // It never came to be.
  }
}
