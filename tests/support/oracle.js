// The recorded answers of real code, which native tests use as well.

import { readFileSync } from "node:fs";

/** @param {string} name @returns {any[]} the rows of a file of tests/oracle */
export function rows(name) {
  return lines(name).map((line) => JSON.parse(line));
}

/** @param {string} name @returns {string[]} its lines */
export function lines(name) {
  return readFileSync(new URL(`../oracle/${name}`, import.meta.url), "utf8").trim().split("\n");
}
