// The one core of the package, the same on every host: it starts the Wasm module, hands requests to it, parses its
// answers and starts it anew after a trap. It decides nothing: every default, rule and message is the module's.

import { bindings } from "./dist/glue.js";
import { nearest } from "./text/nearest.js";

/** A fault of Gatelint itself, not of the request: the module stopped in the middle of a call. The next call works. */
export class GatelintFault extends Error {
  name = "GatelintFault";
}

/** What `load` gives; described in index.d.ts. */
export class Gatelint {
  #module;
  #engine;
  #readPages;
  #pages;

  /**
   * @param {WebAssembly.Module} module
   * @param {() => Promise<Record<string, string>>} readPages reads the rule pages, rule → Markdown
   */
  constructor(module, readPages) {
    this.#module = module;
    this.#readPages = readPages;
    this.version = this.#call("version");
    this.releases = JSON.parse(this.#call("releases"));
  }

  check(request) {
    return JSON.parse(this.text("check", request));
  }

  resolve(request) {
    return JSON.parse(this.text("resolve", request));
  }

  text(call, request) {
    return this.#call(call, request);
  }

  rules() {
    return JSON.parse(this.#call("rules"));
  }

  async explain(name) {
    const rules = this.rules();
    const known = rules.find(({ rule }) => rule === name);
    if (!known) throw new Error(unknownRule(name, rules));
    this.#pages ??= await this.#readPages();
    return { ...known, markdown: this.#pages[name] };
  }

  parseImage(text) {
    return JSON.parse(this.#call("parseImage", text));
  }

  #call(method, ...inputs) {
    this.#engine ??= start(this.#module);
    try {
      return this.#engine[method](...inputs);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.#abandon();
      throw new GatelintFault(`gatelint stopped in ${method}: ${error.message}`, { cause: error });
    }
  }

  /** Forgets the stopped module without calling into it again; the next call starts another. */
  #abandon() {
    this.#engine.__destroy_into_raw();
    this.#engine = undefined;
  }
}

/** A new instance of the module and the engine in it. */
function start(module) {
  const { initSync, Engine } = bindings();
  initSync({ module });
  return new Engine();
}

/** A refused request is a plain Error; a panic, a trap or an exhausted stack is not. */
function isFault(error) {
  return error.name === "Panic" || error instanceof WebAssembly.RuntimeError || !(error.constructor === Error);
}

function unknownRule(name, rules) {
  const near = nearest(name, rules.map(({ rule }) => rule));
  return `there is no rule "${name}"` + (near ? `; did you mean "${near}"?` : "");
}
