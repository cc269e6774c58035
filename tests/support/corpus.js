// Reads the cases of tests/corpus; its README describes them.

import { readFileSync, readdirSync } from "node:fs";

const FOLDER = new URL("../corpus/", import.meta.url);
const CALLS = ["check", "resolve", "render", "images"];

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {import("gatelint").Request} request
 * @property {{ call: "check" | "resolve" | "render" | "images", expected: string }[]} answers the canonical text, or the message of a refusal
 */

/** @returns {Case[]} every case, by name */
export function readCorpus() {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .sort();
  return names.map((name) => readCase(name.slice(0, -3), readFileSync(new URL(name, FOLDER), "utf8")));
}

/** @param {string} name @param {string} text @returns {Case} */
function readCase(name, text) {
  const fences = readFences(text);
  const files = fences.filter(({ words }) => words.some((word) => word.startsWith("file="))).map(toFile);
  const options = fences.find(({ words }) => words[1] === "options");
  const answers = fences.filter(({ words }) => CALLS.includes(words[1])).map(toAnswer);
  if (answers.length === 0) throw new Error(`${name}: no call`);
  return { name, request: { files, ...(options && { options: JSON.parse(options.content) }) }, answers };
}

/** The fences, each with the words behind its backticks and its lines. */
function readFences(text) {
  const fences = [];
  let open;
  for (const line of text.split("\n")) {
    const [, ticks, words] = /^(`{3,})(.*)$/.exec(line) ?? [];
    if (!open) open = ticks && { ticks, words: words.trim().split(/ +/), content: "" };
    else if (line === open.ticks) open = void fences.push(open);
    else open.content += line + "\n";
  }
  if (open) throw new Error(`the fence ${open.words.join(" ")} does not end`);
  return fences;
}

/** @returns {import("gatelint").File} */
function toFile({ words, content }) {
  const value = (name) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const as = value("as");
  return { path: value("file"), bytes: toBytes(words, content), ...(as && { as }) };
}

function toBytes(words, content) {
  if (words.includes("base64")) return Uint8Array.from(atob(content.trim()), (character) => character.charCodeAt(0));
  return new TextEncoder().encode(words.includes("quoted") ? JSON.parse(content) : content);
}

function toAnswer({ words: [language, call], content }) {
  return { call, expected: language === "json" ? compact(content) : content.trimEnd() };
}

/** JSON without the blanks between its tokens; nothing else is changed. */
function compact(json) {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
}

/**
 * The answer of a host to a call, or the message of its refusal.
 * @param {import("gatelint").Gatelint} gatelint
 * @param {"check" | "resolve" | "render" | "images"} call
 * @param {import("gatelint").Request} request
 */
export function answerOf(gatelint, call, request) {
  try {
    return gatelint.text(call, request);
  } catch (error) {
    return error.message;
  }
}
