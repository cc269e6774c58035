// The commands: each takes an invocation and gives what to print and the exit code.

import { changes, diff } from "../formats/changes.js";
import * as images from "../formats/images.js";
import { aspect, objects } from "../formats/objects.js";
import * as pretty from "../formats/pretty.js";
import { load } from "../node.js";
import { BadUse } from "./arguments.js";
import { readFiles } from "./files.js";
import { FILE_OPTIONS, REQUEST_OPTIONS, requestName } from "./options.js";

/** @typedef {{ text: string, code: number, remarks?: readonly string[] }} Outcome */

/**
 * @type {Record<string, (invocation: import("./arguments.js").Invocation, view: import("../formats/pretty.js").View) => Promise<Outcome>>}
 */
export const commands = {
  check: (invocation, view) => answer("check", pretty.check, invocation, view),
  resolve: (invocation, view) => answer("resolve", pretty.resolve, invocation, view),

  async render(invocation, view) {
    const what = /** @type {import("../formats/objects.js").Aspect | undefined} */ (invocation.options.get("show"));
    if (invocation.options.has("diff")) return renderChanges(invocation, what, view);
    const format = (rendering) => (what ? aspect(rendering, what) : objects(rendering));
    return answer("render", format, invocation, view);
  },

  async images(invocation, view) {
    const format = invocation.options.get("format") === "skopeo" ? images.skopeo : images.text;
    return answer("images", format, invocation, view, images.problems);
  },

  async rules({ operands, options }) {
    if (operands.length > 0) throw new BadUse(`rules takes nothing else; for a page: gatelint explain ${operands[0]}`);
    const rules = (await load()).rules();
    return { text: isJson(options) ? line(JSON.stringify(rules)) : pretty.rules(rules), code: 0 };
  },

  async explain({ operands, options }) {
    if (operands.length !== 1) throw new BadUse("explain needs one RULE; gatelint rules lists them");
    const page = await (await load()).explain(operands[0]);
    return { text: isJson(options) ? line(JSON.stringify(page)) : pretty.explain(page), code: 0 };
  },
};

/** @type {(response: any) => readonly string[]} */
const NO_REMARKS = () => [];

/** A call over files. With `--format json` the module's own text is printed; `remarks` go beside what is printed. */
async function answer(call, format, { operands, options }, view, remarks = NO_REMARKS) {
  needPath(call, operands);
  const start = performance.now();
  const { files, text } = await ask(call, operands, options);
  const response = JSON.parse(text);
  const elapsed = performance.now() - start;
  return {
    text: isJson(options) ? line(text) : format(response, { files, elapsed, ...view }),
    code: FAILS[call](response, options.has("deny-warnings")) ? 1 : 0,
    remarks: isJson(options) ? [] : remarks(response),
  };
}

async function ask(call, paths, options) {
  const files = await readFiles(paths, specialFiles(options));
  return { files, text: (await load()).text(call, { files, options: requestOptions(options) }) };
}

function needPath(call, operands) {
  if (operands.length === 0) throw new BadUse(`${call} needs at least one PATH; for this folder: gatelint ${call} .`);
}

/** `render --diff`: from the other version to this one. Differences are no findings. */
async function renderChanges({ operands, options }, what, view) {
  if (what) throw new BadUse("render has --show or --diff, not both");
  needPath("render", operands);
  const others = options.get("diff");
  const after = JSON.parse((await ask("render", operands, options)).text);
  const before = JSON.parse((await ask("render", others, options)).text);
  const found = changes(before, after);
  const names = { before: others.join(" "), after: operands.join(" ") };
  return {
    text: isJson(options)
      ? line(JSON.stringify({ before: before.release, after: after.release, changes: found }))
      : diff(found, names, view),
    code: hasErrors(after) ? 1 : 0,
  };
}

function specialFiles(options) {
  return FILE_OPTIONS.filter(({ name }) => options.has(name)).map(({ name, as }) => ({ path: options.get(name), as }));
}

/** The options of the request; a list of one target stands for itself. */
function requestOptions(options) {
  const given = REQUEST_OPTIONS.filter(({ name }) => options.has(name));
  const request = Object.fromEntries(given.map((option) => [requestName(option), options.get(option.name)]));
  if (request.target?.length === 1) request.target = request.target[0];
  if (options.has("explain")) request.explain = true;
  return request;
}

/** True when not everything is created that the files ask for. */
function hasErrors({ configErrors, loadErrors, infra, rateLimit, errors = [] }) {
  const stops = [...infra, ...(rateLimit ? [rateLimit] : [])].flatMap((one) => one.errors);
  return [...configErrors, ...loadErrors, ...errors, ...stops].length > 0;
}

function hasFindings({ diagnostics }, denyWarnings) {
  return diagnostics.some(({ severity }) => severity === "error" || (denyWarnings && severity === "warning"));
}

/** When an answer ends with exit code 1. */
const FAILS = { check: hasFindings, resolve: hasFindings, render: hasErrors, images: hasProblems };

function hasProblems({ problems }) {
  return problems.length > 0;
}

function isJson(options) {
  return options.get("format") === "json";
}

function line(text) {
  return text + "\n";
}
