// Reads the arguments of the command line.

import { nearest } from "../text/nearest.js";
import { OPTIONS, formatsOf, optionsOf } from "./options.js";

/** The command cannot be carried out as it was given: one line that says why and what to do. Exit code 2. */
export class BadUse extends Error {}

export const COMMANDS = ["check", "resolve", "render", "images", "upgrade", "migrate", "rules", "explain"];

/**
 * @typedef {object} Invocation
 * @property {string | undefined} command
 * @property {string[]} operands what is neither command nor option
 * @property {Map<string, string | string[] | true>} options by name
 */

/**
 * @param {readonly string[]} words
 * @returns {Invocation}
 * @throws {BadUse}
 */
export function parse(words) {
  const { operands, given } = split(words);
  const command = operands.shift();
  if (command !== undefined && !COMMANDS.includes(command)) throw unknownCommand(command);
  for (const option of given.keys()) checkBelongs(option, command);
  const options = new Map(Array.from(given, ([option, values]) => [option.name, settled(option, values)]));
  checkFormat(command, options.get("format"));
  return { command, operands, options };
}

/** A format of one command is none of the others. */
function checkFormat(command, format) {
  const formats = formatsOf(command);
  if (format !== undefined && !formats.includes(format))
    throw new BadUse(`--format of ${command ?? "this"} is ${formats.join(" or ")}, not "${format}"`);
}

/** Operands, and the values of each option in the order given. */
function split(words) {
  const operands = [];
  const given = new Map();
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === "--") return { operands: [...operands, ...words.slice(at + 1)], given };
    if (!word.startsWith("-") || word === "-") operands.push(word);
    else {
      const { option, value } = readOption(word, words[at + 1]);
      if (option.value && !word.includes("=")) at += 1;
      given.set(option, [...(given.get(option) ?? []), value]);
    }
  }
  return { operands, given };
}

/** One option with its value, which stands behind `=` or in the next word. */
function readOption(word, next) {
  const [name, ...rest] = word.split("=");
  const option = named(name);
  const value = rest.length > 0 ? rest.join("=") : next;
  if (!option.value && rest.length > 0) throw new BadUse(`${name} takes no value`);
  if (option.value && (value === undefined || value === "" || (rest.length === 0 && value.startsWith("--")))) {
    throw new BadUse(`${name} needs a value: ${name} ${option.value}`);
  }
  return { option, value: option.value ? value : true };
}

const SHORT = { "-h": "help", "-V": "version" };

function named(word) {
  const name = SHORT[word] ?? word.replace(/^--/, "");
  const option = OPTIONS.find((one) => one.name === name);
  if (option && (SHORT[word] || word.startsWith("--"))) return option;
  const names = OPTIONS.map((one) => one.name);
  const near = nearest(word.replace(/^-+/, ""), names);
  throw new BadUse(`unknown option ${word}; ${near ? `did you mean --${near}?` : "see gatelint --help"}`);
}

/** The value of an option: the last word for it must be the only one, unless it is a list. */
function settled({ name, value: wanted, list, choices }, values) {
  if (list) {
    const items = values.flatMap((value) => value.split(",")).map((item) => item.trim()).filter((item) => item !== "");
    if (items.length === 0) throw new BadUse(`--${name} names nothing; it needs a value: --${name} ${wanted}`);
    return items;
  }
  const [value, ...more] = values;
  if (more.length > 0 && value !== true) throw new BadUse(`--${name} is given ${values.length} times; give it once`);
  if (choices && !choices.includes(value)) throw new BadUse(`--${name} is ${choices.join(" or ")}, not "${value}"`);
  return value;
}

function checkBelongs(option, command) {
  if (command === undefined || optionsOf(command).includes(option)) return;
  throw new BadUse(`${command} has no option --${option.name}; see gatelint ${command} --help`);
}

function unknownCommand(word) {
  const near = nearest(word, COMMANDS);
  const advice = near ? `did you mean ${near}?` : `to check files: gatelint check ${word}`;
  return new BadUse(`unknown command ${word}; ${advice}`);
}
