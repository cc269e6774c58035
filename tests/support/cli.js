// Runs the command line as a user does.

import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../pkg/cli.js", import.meta.url));

/**
 * @param {string[]} words
 * @param {{ cwd?: string, input?: string | Uint8Array, env?: Record<string, string>, uid?: number }} [how]
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export function gatelint(words, { cwd, input = "", env = {}, uid } = {}) {
  const { NO_COLOR, FORCE_COLOR, ...environment } = process.env;
  const child = spawn(process.execPath, [CLI, ...words], { cwd, env: { ...environment, ...env }, uid });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const chunks = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name].setEncoding("utf8").on("data", (chunk) => (chunks[name] += chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...chunks }));
  });
}

/**
 * A folder with these files, gone when the test ends.
 * @param {import("node:test").TestContext} t
 * @param {Record<string, string | Uint8Array>} files path → content
 */
export function folder(t, files) {
  const root = mkdtempSync(join(tmpdir(), "gatelint-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
