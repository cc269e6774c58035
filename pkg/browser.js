// The package in a page, in a web worker, and for whatever a bundler builds.

import { Gatelint } from "./core.js";

export { GatelintFault } from "./core.js";

// Written out like this, bundlers see that these files belong to the package.
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
  // As bytes, not streamed: it works with every server, also with one that does not know the type of Wasm files.
  return WebAssembly.compile(await (await get(module)).arrayBuffer());
}

async function readPages() {
  return (await get(PAGES)).json();
}

async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`cannot load ${url}: ${response.status} ${response.statusText}`);
  return response;
}
