// The one core of the package, the same on every host: it starts the Wasm module, hands requests to it, parses its
// answers and starts it anew after a trap. It decides nothing: every default, rule and message is the module's.

import { bindings } from "./dist/glue.js";
import { notes } from "./dist/notes.js";
import { nearest } from "./text/nearest.js";
import { Workspace } from "./workspace.js";

/** @typedef {import("./index.js").Gatelint} Api */

/** The calls that take a request and nothing else that is not in it. @type {import("./index.js").Call[]} */
const CALLS = ["check", "resolve", "render", "images", "upgrade", "migrate"];

/** A fault of Gatelint itself, not of the request: the module stopped in the middle of a call. The next call works. */
export class GatelintFault extends Error {
  name = /** @type {const} */ ("GatelintFault");
}

/**
 * What `load` gives; described in index.d.ts.
 * @implements {Api}
 */
export class Gatelint {
  #module;
  #facts;
  #readPages;
  /** @type {Record<string, string> | undefined} */
  #pages;
  /** @type {any} the module's own class; undefined before the first call and after a trap */
  #engine;

  /**
   * @param {WebAssembly.Module} module
   * @param {() => Promise<Record<string, string>>} readPages reads the rule pages, rule → Markdown
   * @param {string} [facts] of private builds
   */
  constructor(module, readPages, facts) {
    this.#module = module;
    this.#facts = facts;
    this.#readPages = readPages;
    this.version = this.#call("version");
    this.releases = JSON.parse(this.#call("releases"));
  }

  /** @param {import("./index.js").Request} request */
  check(request) {
    return JSON.parse(this.text("check", request));
  }

  /** @param {import("./index.js").Request} request */
  resolve(request) {
    return JSON.parse(this.text("resolve", request));
  }

  /** @param {import("./index.js").Request} request */
  render(request) {
    return JSON.parse(this.text("render", request));
  }

  /** @param {import("./index.js").Request} request @param {{ unsafe?: boolean }} [options] */
  fix(request, options) {
    return JSON.parse(this.#call("fix", request, options?.unsafe ?? false));
  }

  /** @param {import("./index.js").Request} request */
  images(request) {
    return JSON.parse(this.text("images", request));
  }

  /** @param {import("./index.js").Request & { from: string, to: string }} request */
  upgrade(request) {
    return JSON.parse(this.text("upgrade", request));
  }

  /** @param {import("./index.js").Request} request */
  migrate(request) {
    return JSON.parse(this.text("migrate", request));
  }

  /** @param {import("./index.js").Call} call @param {import("./index.js").Request} request */
  text(call, request) {
    // Whoever loads the package can see what it does after a fault: `panic` is one.
    if (!CALLS.includes(call) && /** @type {string} */ (call) !== "panic") throw new Error(`there is no call ${call}; text takes one of ${CALLS.join(", ")}`);
    return call === "upgrade" ? this.#call(call, request, notes) : this.#call(call, request);
  }

  rules() {
    return JSON.parse(this.#call("rules"));
  }

  /** @param {string} name */
  async explain(name) {
    const rules = this.rules();
    const known = rules.find(({ rule }) => rule === name);
    if (!known) throw new Error(unknownRule(name, rules));
    const pages = (this.#pages ??= await this.#readPages());
    return { ...known, markdown: pages[name] };
  }

  /** @param {string} text */
  parseImage(text) {
    if (typeof text !== "string") throw new Error("parseImage takes a text");
    return JSON.parse(this.#call("parseImage", text));
  }

  /** @param {string | Uint8Array} input @param {{ strict?: boolean }} [options] */
  parseYaml(input, options) {
    const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
    if (!(bytes instanceof Uint8Array)) throw new Error("parseYaml takes a text or a Uint8Array");
    return JSON.parse(this.#call("parseYaml", bytes, options?.strict ?? false));
  }

  /** @param {import("./index.js").Request} request */
  open(request) {
    return new Workspace(request, (name, action) => this.#guard(name, action));
  }

  /** @param {string} method @param {unknown[]} inputs */
  #call(method, ...inputs) {
    return this.#guard(method, (engine) => engine[method](...inputs));
  }

  /**
   * Lets `action` use the module; a fault of it is told from a refusal.
   * @param {string} name what the caller called
   * @param {(engine: any) => any} action
   */
  #guard(name, action) {
    this.#engine ??= start(this.#module, this.#facts);
    try {
      return action(this.#engine);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.#abandon();
      throw new GatelintFault(`gatelint stopped in ${name}: ${error.message}`, { cause: error });
    }
  }

  /** Forgets the stopped module without calling into it again; the next call starts another. */
  #abandon() {
    this.#engine.__destroy_into_raw();
    this.#engine = undefined;
  }
}

/** A new instance of the module and the engine in it. */
function start(module, facts) {
  const { initSync, Engine } = bindings();
  initSync({ module });
  return new Engine(facts);
}

/** A refused request is a plain Error; a panic, a trap or an exhausted stack is not. */
function isFault(error) {
  return error.name !== "Error" || error.constructor !== Error;
}

function unknownRule(name, rules) {
  const near = nearest(
    name,
    rules.map(({ rule }) => rule),
  );
  return `there is no rule "${name}"` + (near ? `; did you mean "${near}"?` : "");
}
