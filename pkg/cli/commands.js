// The commands: each takes an invocation and gives what to print and the exit code.

import { aspect, objects } from "../formats/objects.js";
import * as pretty from "../formats/pretty.js";
import * as upgrade from "../formats/upgrade.js";
import { load } from "../node.js";
import { BadUse } from "./arguments.js";
import { readFiles, readText } from "./files.js";
import { printed, written } from "./migrate.js";
import { FILE_OPTIONS, REQUEST_OPTIONS, requestName } from "./options.js";

/** @typedef {{ text: string, code: number }} Outcome */

/**
 * @type {Record<string, (invocation: import("./arguments.js").Invocation, view: import("../formats/pretty.js").View) => Promise<Outcome>>}
 */
export const commands = {
  check: (invocation, view) => answer("check", pretty.check, invocation, view),
  resolve: (invocation, view) => answer("resolve", pretty.resolve, invocation, view),

  render(invocation, view) {
    const what = /** @type {import("../formats/objects.js").Aspect | undefined} */ (invocation.options.get("show"));
    const format = (rendering) => (what ? aspect(rendering, what) : objects(rendering));
    return answer("render", format, invocation, view);
  },

  upgrade(invocation, view) {
    const { options } = invocation;
    const [from, to] = [options.get("from"), options.get("to")];
    if (!from || !to) throw new BadUse("upgrade needs two releases: --from v1.8.3 --to v1.9.0");
    const format = options.get("format") === "markdown" ? upgrade.markdown : upgrade.pretty;
    return answer("upgrade", format, invocation, view, { from, to });
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

/** A call over files. With `--format json` the module's own text is printed. */
async function answer(call, format, { operands, options }, view, more = {}) {
  if (operands.length === 0) throw new BadUse(`${call} needs at least one PATH; for this folder: gatelint ${call} .`);
  const start = performance.now();
  const files = await readFiles(operands, specialFiles(options));
  const text = (await load({ facts: factsOf(options) })).text(call, { files, options: requestOptions(options), ...more });
  const response = JSON.parse(text);
  const elapsed = performance.now() - start;
  return {
    text: isJson(options) && !options.has("write") ? line(text) : format(response, { files, elapsed, ...view }),
    code: (STOPS[call] ?? hasFindings)(response, options.has("deny-warnings")) ? 1 : 0,
  };
}

/** What ends with exit code 1, where it is not a finding. */
const STOPS = {
  render: hasErrors,
  upgrade: ({ changes }) => changes.some(({ severity }) => severity === "breaking"),
  migrate: ({ notes }) => notes.length > 0,
};

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

function isJson(options) {
  return options.get("format") === "json";
}

function line(text) {
  return text + "\n";
}
