// `check --fix`: the module applies fixes to texts, and here the texts become files, or a diff of them.

import { unifiedDiff } from "../text/patch.js";
import { textOf } from "../text/lines.js";
import { count } from "../text/words.js";
import { BadUse } from "./arguments.js";
import { STDIN, inPatch } from "./files.js";
import { replaceFiles } from "./replace.js";

/**
 * What the options of fixes say, checked.
 * @param {readonly string[]} operands
 * @param {Map<string, any>} options
 */
export function wantsFixes(operands, options) {
  const stray = ["unsafe", "dry-run"].find((name) => options.has(name) && !options.has("fix"));
  if (stray) throw new BadUse(`--${stray} goes with --fix: gatelint check --fix --${stray} .`);
  if (!options.has("fix")) return false;
  if (options.has("write-baseline")) throw new BadUse("--fix and --write-baseline exclude each other");
  if (operands.includes("-") && operands.length > 1) throw new BadUse("--fix takes - alone, and prints its fixed text");
  return true;
}

/**
 * What is printed of a report on these files; `text` is its JSON.
 * @callback Answer
 * @param {import("../index.js").Report} report
 * @param {readonly import("../index.js").File[]} files
 * @param {string} text
 * @returns {{ text: string, code: number }}
 */

/**
 * Fixes the files of a request. Standard input is answered by its fixed text, with the report beside it.
 * @param {import("../index.js").Gatelint} gatelint
 * @param {import("../index.js").Request} request
 * @param {Map<string, any>} options
 * @param {Answer} answer
 */
export function fix(gatelint, request, options, answer) {
  const fixed = gatelint.fix(request, { unsafe: options.has("unsafe") });
  const changed = new Map(fixed.files.map(({ path, text }) => [path, text]));
  const files = request.files.map((file) => fixedFile(changed, file));
  const told = answer(fixed.report, files, JSON.stringify(fixed.report));
  if (options.has("dry-run")) return { ...told, text: diff(request.files, changed), aside: told.text };
  const [first] = files;
  // What is no UTF-8 was not touched, and goes out as it came in.
  if (first.path === STDIN) return { ...told, text: first.text ?? first.bytes, aside: told.text };
  const bytesOf = new Map(request.files.map(({ path, bytes }) => [path, bytes]));
  replaceFiles(fixed.files.map(({ path, text }) => ({ path, text, before: bytesOf.get(path) })));
  const done = `${count(fixed.fixed, "fix", "fixes")} applied in ${count(changed.size, "file")}\n`;
  return options.get("format") === "json" ? told : { ...told, text: told.text + done };
}

/** A file with its new text, where it has one. */
function fixedFile(changed, file) {
  return changed.has(file.path) ? { path: file.path, text: changed.get(file.path) } : file;
}

function diff(files, changed) {
  const touched = files.filter(({ path }) => changed.has(path));
  return touched.map((file) => unifiedDiff(inPatch(file.path), textOf(file), changed.get(file.path))).join("");
}
