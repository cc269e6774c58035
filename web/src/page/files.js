// The files of the editor, each with its own text, history and selection; one of them is shown.

import { EditorState } from "@codemirror/state";
import { changes } from "../editor/place.js";

/**
 * @typedef {import("@codemirror/view").EditorView} EditorView
 * @typedef {"config" | "values" | undefined} Role what a file is, where its content does not say
 * @typedef {{ path: string, role: Role, state: EditorState }} Entry
 * @typedef {{ path: string, text: string, as?: "config" | "values" }} File
 */

export class Files {
  /** @type {Entry[]} */
  #entries = [];
  #active = 0;
  #view;
  #extensions;
  /** @type {WeakMap<import("@codemirror/state").Text, string>} */
  #texts = new WeakMap();

  /**
   * @param {EditorView} view shows the active file
   * @param {import("@codemirror/state").Extension} extensions of every file
   */
  constructor(view, extensions) {
    this.#view = view;
    this.#extensions = extensions;
  }

  /** As a request has them. @returns {File[]} */
  get all() {
    this.#keep();
    return this.#entries.map(({ path, role, state }) => ({ path, text: this.#text(state.doc), ...(role && { as: role }) }));
  }

  get paths() {
    return this.#entries.map(({ path }) => path);
  }

  get active() {
    return this.#active;
  }

  /** The path of the shown file. */
  get path() {
    return this.#entries[this.#active].path;
  }

  get role() {
    return this.#entries[this.#active].role;
  }

  set role(role) {
    this.#entries[this.#active].role = role;
  }

  /** Other files in the place of all. @param {readonly File[]} files @param {number} active */
  replace(files, active) {
    this.#entries = files.map((file) => this.#entry(file));
    this.#show(active);
  }

  /** Puts a file at the end and shows it. @param {File} file */
  add(file) {
    this.#keep();
    this.#entries.push(this.#entry(file));
    this.#show(this.#entries.length - 1);
  }

  /** Shows a file; nothing happens for an unknown one. @param {string} path */
  show(path) {
    const index = this.paths.indexOf(path);
    if (index < 0 || index === this.#active) return;
    this.#keep();
    this.#show(index);
  }

  /** Gives the shown file another path. @param {string} path */
  rename(path) {
    this.#entries[this.#active].path = path;
  }

  /** Takes the shown file out; the last one becomes empty instead. */
  close() {
    this.#entries.splice(this.#active, 1);
    if (this.#entries.length === 0) this.#entries.push(this.#entry({ path: "new.yaml", text: "" }));
    this.#show(Math.min(this.#active, this.#entries.length - 1));
  }

  /** Applies the edits of a fix, in all files that it is about; each can be undone there. @param {readonly import("gatelint").Edit[]} edits */
  edit(edits) {
    this.#keep();
    for (const entry of this.#entries) {
      const own = edits.filter(({ path }) => path === entry.path);
      if (own.length === 0) continue;
      const change = { changes: changes(own, entry.state.doc.length), userEvent: "input.fix" };
      if (entry === this.#entries[this.#active]) this.#view.dispatch(change);
      else entry.state = entry.state.update(change).state;
    }
  }

  /** @param {File} file @returns {Entry} */
  #entry({ path, text, as }) {
    return { path, role: as, state: EditorState.create({ doc: text, extensions: this.#extensions }) };
  }

  /** @param {number} index */
  #show(index) {
    this.#active = index;
    this.#view.setState(this.#entries[index].state);
  }

  /** Takes over what was typed. */
  #keep() {
    const entry = this.#entries[this.#active];
    if (entry) entry.state = this.#view.state;
  }

  /** A text is only put together again when it changed. @param {import("@codemirror/state").Text} doc */
  #text(doc) {
    const text = this.#texts.get(doc) ?? doc.toString();
    this.#texts.set(doc, text);
    return text;
  }
}
