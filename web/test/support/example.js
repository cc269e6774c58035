// The files that the page starts with, and what the engine says of them in Node: the page must show the same.

import { readFileSync } from "node:fs";
import { load } from "gatelint";

export const gatelint = await load();

const read = (/** @type {string} */ name) => readFileSync(new URL(`../../src/examples/${name}`, import.meta.url), "utf8");

/** @type {import("gatelint").File[]} */
export const files = ["class.yaml", "public.yaml", "envoy-gateway.yaml"].map((path) => ({ path, text: read(path) }));

/**
 * What the only Gateway of the example comes to.
 * @param {import("gatelint").Options} [options]
 */
export function gateway(options = {}) {
  return gatelint.resolve({ files, options }).gateways[0];
}

/** @param {import("gatelint").ResolvedGateway} gateway @param {string} name of a container */
export function imageOf(gateway, name = "envoy") {
  const container = gateway.containers.find((one) => one.name === name);
  if (!container) throw new Error(`no container ${name}`);
  return container.image;
}
