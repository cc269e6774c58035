#!/usr/bin/env node
// The command `gatelint`.

import { readFileSync } from "node:fs";
import { BadUse, parse } from "./cli/arguments.js";
import { commands } from "./cli/commands.js";
import { startQuickly } from "./cli/engine.js";
import { help } from "./cli/help.js";
import { view } from "./cli/terminal.js";
import { GatelintFault } from "./core.js";

/** @param {readonly string[]} words @returns {Promise<import("./cli/commands.js").Outcome>} */
async function run(words) {
  const invocation = parse(words);
  const { command, options } = invocation;
  if (options.has("help")) return { text: help(command), code: 0 };
  if (options.has("version")) return { text: `gatelint ${version()}\n`, code: 0 };
  if (command === undefined)
    throw new BadUse("what shall be done? For example: gatelint check . (see gatelint --help)");
  return commands[command](invocation, view(String(options.get("color") ?? "auto"), process.stdout, process.env));
}

function version() {
  return JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")).version;
}

/** One line for a request that cannot be carried out; the whole story for a fault of Gatelint. */
function complain(error) {
  const told =
    error instanceof GatelintFault
      ? `${error.message}\nThis is a fault of Gatelint, not of your files.`
      : error.message;
  process.stderr.write(`gatelint: ${told}\n`);
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? process.exitCode : 2));

startQuickly();

try {
  const { text, code, remarks = [] } = await run(process.argv.slice(2));
  for (const remark of remarks) process.stderr.write(`gatelint: ${remark}\n`);
  process.exitCode = code;
  process.stdout.write(text);
} catch (error) {
  process.exitCode = 2;
  complain(error);
}
