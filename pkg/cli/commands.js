// The commands: each takes an invocation and gives what to print and the exit code.

import { changes, diff } from "../formats/changes.js";
import * as images from "../formats/images.js";
import { aspect, objects } from "../formats/objects.js";
import * as pretty from "../formats/pretty.js";
import * as upgrade from "../formats/upgrade.js";
import { load } from "../node.js";
import { BadUse } from "./arguments.js";
import { readFiles, readText } from "./files.js";
import { fix, wantsFixes } from "./fix.js";
import { printed, written } from "./migrate.js";
import { FILE_OPTIONS, REQUEST_OPTIONS, requestName } from "./options.js";
import { replaceFiles } from "./replace.js";
import { teamOptions } from "./team.js";

/** @typedef {{ text: string | Uint8Array, code: number, aside?: string }} Outcome `aside` goes to standard error */

/**
 * @type {Record<string, (invocation: import("./arguments.js").Invocation, view: import("../formats/pretty.js").View) => Promise<Outcome>>}
 */
export const commands = {
  async check(invocation, view) {
    const { operands, options } = invocation;
    if (wantsFixes(operands, options)) return fixed(invocation, view);
    return options.has("write-baseline") ? baseline(invocation) : answer("check", pretty.check, invocation, view);
  },

  resolve: (invocation, view) => answer("resolve", pretty.resolve, invocation, view),

  async render(invocation, view) {
    const what = /** @type {import("../formats/objects.js").Aspect | undefined} */ (invocation.options.get("show"));
    if (invocation.options.has("diff")) return renderChanges(invocation, what, view);
    if (what && isJson(invocation.options)) throw new BadUse("render has --show or --format json, not both");
    const format = (rendering) => (what ? aspect(rendering, what) : objects(rendering));
    return answer("render", format, invocation, view);
  },

  images(invocation, view) {
    const format = invocation.options.get("format") === "skopeo" ? images.skopeo : images.text;
    return answer("images", format, invocation, view, { remarks: images.problems });
  },

  upgrade(invocation, view) {
    const { options } = invocation;
    const [from, to] = [options.get("from"), options.get("to")];
    if (!from || !to) throw new BadUse("upgrade needs two releases: --from v1.8.3 --to v1.9.0");
    const format = options.get("format") === "markdown" ? upgrade.markdown : upgrade.pretty;
    return answer("upgrade", format, invocation, view, { more: { from, to } });
  },

  migrate(invocation, view) {
    const write = invocation.options.has("write");
    if (write && invocation.operands.includes("-")) throw new BadUse("--write changes files; - has none to change");
    return answer("migrate", write ? written : printed, invocation, view);
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

/**
 * A call over files. With `--format json` the module's own text is printed.
 * @typedef {{ remarks?: (response: any) => readonly string[], more?: object }} Extra what is said beside the answer, and
 *   what the request holds beside files and options
 * @param {import("../index.js").Call} call @param {any} format @param {any} invocation @param {any} view @param {Extra} [extra]
 */
async function answer(call, format, invocation, view, extra = {}) {
  const { remarks = () => [], more = {} } = extra;
  const start = performance.now();
  const { gatelint, request } = await requestOf(call, invocation);
  const text = gatelint.text(call, { ...request, ...more });
  const response = JSON.parse(text);
  const outcome = told(call, format, invocation.options, response, text, { request, start, view });
  const aside = isJson(invocation.options) ? [] : remarks(response);
  return { ...outcome, aside: aside.map((remark) => line(`gatelint: ${remark}`)).join("") };
}

/** What is printed of a response, and the exit code. */
function told(call, format, options, response, text, { request, start, view }) {
  const elapsed = performance.now() - start;
  const { config, baseline } = request.options;
  const files = [...request.files, ...[config, baseline].filter((file) => file?.text !== undefined)];
  const json = isJson(options);
  // A format that writes files does so for JSON, too.
  const shown = json && !options.has("write") ? "" : format(response, { files, elapsed, ...view });
  return {
    text: json ? line(text) : shown,
    code: FAILS[call](response, options.has("deny-warnings")) ? 1 : 0,
  };
}

/** `render --diff`: from the other version to this one. Differences are no findings. */
async function renderChanges({ operands, options }, what, view) {
  if (what) throw new BadUse("render has --show or --diff, not both");
  if (options.has("explain")) throw new BadUse("render has --explain or --diff, not both");
  const others = options.get("diff");
  const { gatelint, request } = await requestOf("render", { operands, options });
  const after = gatelint.render(request);
  const before = gatelint.render((await requestOf("render", { operands: others, options })).request);
  const found = changes(before, after);
  const names = { before: others.join(" "), after: operands.join(" ") };
  return {
    text: isJson(options)
      ? line(JSON.stringify({ before: before.release, after: after.release, changes: found }))
      : diff(found, names, view),
    code: hasErrors(after) ? 1 : 0,
  };
}

/** The files with their fixes, and what is left to be found in them. */
async function fixed(invocation, view) {
  const start = performance.now();
  const { gatelint, request } = await requestOf("check", invocation);
  return fix(gatelint, request, invocation.options, (report, files, text) =>
    told("check", pretty.check, invocation.options, report, text, { request: { ...request, files }, start, view }),
  );
}

/** Writes what is found as a baseline. */
async function baseline(invocation) {
  const { gatelint, request } = await requestOf("check", invocation);
  const report = gatelint.check(request);
  const path = invocation.options.get("write-baseline");
  replaceFiles([{ path, text: report.baseline ?? "" }]);
  const told = isJson(invocation.options) ? JSON.stringify(report) : `baseline written to ${path}`;
  return { text: line(told), code: 0 };
}

async function requestOf(call, { operands, options }) {
  if (operands.length === 0) throw new BadUse(`${call} needs at least one PATH; for this folder: gatelint ${call} .`);
  const files = await readFiles(operands, specialFiles(options));
  const gatelint = await load({ facts: factsOf(options) });
  const team = teamOptions(operands, options, gatelint);
  return { gatelint, request: { files, options: { ...requestOptions(options), ...team } } };
}

/** The facts of private builds. */
function factsOf(options) {
  return options.has("facts") ? readText(options.get("facts")) : undefined;
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

/** True when not everything is created that the files ask for. @param {any} rendering */
function hasErrors({ configErrors, loadErrors, infra, rateLimit, errors = [] }) {
  const stops = [...infra, ...(rateLimit ? [rateLimit] : [])].flatMap((one) => one.errors);
  return [...configErrors, ...loadErrors, ...errors, ...stops].length > 0;
}

function hasFindings({ diagnostics }, denyWarnings) {
  return diagnostics.some(({ severity }) => severity === "error" || (denyWarnings && severity === "warning"));
}

/** When an answer ends with exit code 1. */
const FAILS = {
  check: hasFindings,
  resolve: hasFindings,
  render: hasErrors,
  images: ({ problems }) => problems.length > 0,
  upgrade: ({ changes }) => changes.some(({ severity }) => severity === "breaking"),
  migrate: ({ notes }) => notes.length > 0,
};

function isJson(options) {
  return options.get("format") === "json";
}

function line(text) {
  return text + "\n";
}
