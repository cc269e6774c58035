// How V8 runs the module in a short-lived process.

import { setFlagsFromString } from "node:v8";

/** The newest V8 that is known to have the flag; one without it would complain on standard error. */
const KNOWN_V8 = 13;

/**
 * Lets V8 optimise the module's functions later than it would: a process can't end while V8 compiles, and most runs are
 * over before that pays. Only what is loaded afterwards is affected.
 */
export function startQuickly() {
  if (Number.parseInt(process.versions.v8, 10) <= KNOWN_V8) setFlagsFromString("--wasm-tiering-budget=50000000");
}
