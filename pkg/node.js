// The package in Node.js, its worker threads included.

import { readFile } from "node:fs/promises";
import { Gatelint } from "./core.js";

export { GatelintFault } from "./core.js";

const MODULE = new URL("./dist/gatelint.wasm", import.meta.url);
const PAGES = new URL("./dist/rules.json", import.meta.url);

/**
 * Loads the Wasm module: the package's own, or `module`.
 * @type {typeof import("./index.js").load}
 */
export async function load(options) {
  return new Gatelint(await compile(options?.module ?? MODULE), readPages, options?.facts ?? undefined);
}

async function compile(module) {
  if (module instanceof WebAssembly.Module) return module;
  if (!(module instanceof URL)) return WebAssembly.compile(module);
  if (module.protocol === "file:") return WebAssembly.compile(await readFile(module));
  return WebAssembly.compileStreaming(fetch(module));
}

async function readPages() {
  return JSON.parse(await readFile(PAGES, "utf8"));
}
