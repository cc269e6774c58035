// The help text, made of the list of options.

import { optionsOf } from "./options.js";

/** What each command answers, and what it is given. */
const COMMANDS = {
  check: { operands: "PATH…", about: "what is wrong in these files, or will go wrong" },
  resolve: { operands: "PATH…", about: "which image each Gateway runs and why, names, labels, selectors" },
  render: { operands: "PATH…", about: "the objects that the controller creates, as YAML; --format json for all of it" },
  images: { operands: "PATH…", about: "every image that will be pulled, one reference a line" },
  upgrade: { operands: "PATH…", about: "what changes, breaks or is needed when the controller goes --from one release --to another" },
  migrate: { operands: "PATH…", about: "forms that the target does not know, or that have a better one, rewritten for it" },
  rules: { operands: "", about: "the list of all rules" },
  explain: { operands: "RULE", about: "the page of a rule" },
};

const PATHS = "PATH is a file, a folder (searched for .yaml, .yml and .json, hidden ones left out) or - for standard input.";
const EXIT = "Exit code: 0 nothing found, 1 errors found, 2 could not run.";
/** Where a command ends otherwise. */
const EXITS = {
  upgrade: "Exit code: 0 nothing breaks, 1 something breaks, 2 could not run.",
  migrate: "Exit code: 0 nothing is left to do by hand, 1 notes say what is, 2 could not run.",
};

/** @param {string | undefined} command */
export function help(command) {
  return command === undefined ? general() : ofCommand(command);
}

function general() {
  const commands = Object.entries(COMMANDS).map(([name, { operands, about }]) => [`${name} ${operands}`, about]);
  return [
    "Tells what Envoy Gateway will do with its infrastructure configuration.",
    "",
    "usage: gatelint COMMAND [OPTION…] [PATH…]",
    "",
    ...table(commands),
    "",
    "Options of a command: gatelint COMMAND --help",
    PATHS,
    EXIT,
    "",
  ].join("\n");
}

function ofCommand(command) {
  const { operands, about } = COMMANDS[command];
  const options = optionsOf(command).map((one) => [`--${one.name}${one.value ? ` ${one.value}` : ""}`, one.about]);
  const notes = operands.startsWith("PATH") ? ["", PATHS, EXITS[command] ?? EXIT] : [];
  const usage = `usage: gatelint ${command} [OPTION…] ${operands}`.trimEnd();
  return [`gatelint ${command}: ${about}`, "", usage, "", ...table(options), ...notes, ""].join("\n");
}

function table(rows) {
  const columns = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(columns)}  ${about}`);
}
