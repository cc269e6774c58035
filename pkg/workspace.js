// Files that the module keeps, with what it read of them. The files are kept here, too: after a trap another module is
// started, and the workspace is opened in that one with the files as they are.

/** A file that is there while a workspace without files is opened. */
const PASSING = { path: "passing.yaml", text: "" };

/**
 * What `open` gives; described in index.d.ts.
 * @implements {Api}
 * @typedef {import("./index.js").Workspace} Api
 */
export class Workspace {
  #guard;
  /** @type {import("./index.js").File[]} in the order in which the module has them */
  #files;
  /** What the request holds beside the files. */
  #others;
  /** @type {any} the module's own workspace, and the engine that it belongs to */
  #held;
  #engine;
  #report;
  #closed = false;

  /**
   * @param {import("./index.js").Request} request
   * @param {(name: string, action: (engine: any) => any) => any} guard lets an action use the module
   */
  constructor(request, guard) {
    const { files, ...others } = request ?? {};
    this.#guard = guard;
    this.#files = Array.isArray(files) ? [...files] : files;
    this.#others = others;
    this.#use("open", () => undefined);
  }

  /** @param {string} path @param {string | Uint8Array | null} content */
  update(path, content) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    if (typeof path !== "string") throw new Error("update takes the path of a file first");
    if (bytes !== null && !(bytes instanceof Uint8Array)) throw new Error("a content is a text, a Uint8Array or null");
    this.#use("update", (held) => held.update(path, bytes ?? undefined));
    this.#keep(path, bytes);
    this.#report = undefined;
  }

  check() {
    return JSON.parse((this.#report ??= this.#ask("check")));
  }

  /** @param {string} path */
  diagnostics(path) {
    return this.check().diagnostics.filter((said) => said.path === path);
  }

  resolve() {
    return JSON.parse(this.#ask("resolve"));
  }

  render() {
    return JSON.parse(this.#ask("render"));
  }

  close() {
    if (this.#held && !this.#closed) this.#use("close", (held) => held.free());
    this.#closed = true;
    this.#files = [];
    this.#report = undefined;
  }

  #ask(method) {
    return this.#use(method, (held) => held[method]());
  }

  /** Lets an action use the module's workspace, opened anew where the module is another one than before. */
  #use(name, action) {
    if (this.#closed) throw new Error(`the workspace is closed: ${name} can't be answered any more`);
    return this.#guard(name, (engine) => {
      if (this.#engine !== engine) this.#held = this.#opened(engine);
      this.#engine = engine;
      return action(this.#held);
    });
  }

  /** The module opens no workspace without files, but keeps one that lost its last file. */
  #opened(engine) {
    if (this.#files?.length !== 0) return engine.open({ ...this.#others, files: this.#files });
    const held = engine.open({ ...this.#others, files: [PASSING] });
    held.update(PASSING.path, undefined);
    return held;
  }

  #keep(path, bytes) {
    const place = this.#files.findIndex((file) => file.path === path);
    if (bytes === null) this.#files = this.#files.filter((_, index) => index !== place);
    else if (place < 0) this.#files.push({ path, bytes });
    else this.#files[place] = { path, bytes, as: this.#files[place].as };
  }
}
