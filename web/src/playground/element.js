// <gatelint-playground>: an editor with a verdict and the image that runs, for any page. One script tag defines it;
// the text of the element is what it starts with. Its attributes are in the README beside this folder.

import { load } from "gatelint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { fill, h } from "../dom.js";
import { show } from "../editor/lint.js";
import { changes, within } from "../editor/place.js";
import { editor } from "../editor/setup.js";
import { Session } from "../session.js";
import { drawVerdict } from "./verdict.js";
import { plain } from "./plain.js";
import { ATTRIBUTES, pathFor, requestFor } from "./request.js";
import css from "../styles/playground.css?inline";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/**
 * @typedef {import("gatelint").Fix} Fix
 * @typedef {import("gatelint").Place} Place
 */

/** One engine for all playgrounds of a page. @type {Promise<import("gatelint").Gatelint> | undefined} */
let engine;

export class GatelintPlayground extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  /** @type {EditorView | undefined} */
  #view;
  /** @type {Session | undefined} */
  #session;
  #verdict = h("div", { class: "verdict", part: "verdict", role: "status" }, "…");

  connectedCallback() {
    // While the page is still being read, the element's text may not be there yet.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.#start());
    else this.#start();
  }

  disconnectedCallback() {
    this.#session?.stop();
  }

  attributeChangedCallback() {
    this.#session?.ask();
  }

  /** The text in the editor. */
  get value() {
    return this.#view?.state.doc.toString() ?? plain(this.textContent ?? "");
  }

  set value(text) {
    if (this.#view) this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
    else this.textContent = text;
  }

  async #start() {
    if (this.#view) return this.#session?.ask();
    const root = this.attachShadow({ mode: "open" });
    const place = h("div", { class: "editor", part: "editor" });
    root.adoptedStyleSheets = [sheet];
    root.append(place, this.#verdict);
    this.#view = new EditorView({ parent: place, root, state: this.#state() });
    try {
      const gatelint = await (engine ??= load());
      this.#session = new Session(gatelint, () => requestFor(this, this.value), (answer) => this.#draw(answer));
      this.#session.ask();
    } catch (error) {
      engine = undefined;
      fill(this.#verdict, /** @type {Error} */ (error).message);
    }
  }

  #state() {
    const edited = () => {
      this.#session?.touch();
      this.dispatchEvent(new Event("input", { bubbles: true }));
    };
    return EditorState.create({ doc: this.value, extensions: editor(this.getAttribute("label") ?? "YAML example", edited) });
  }

  /** @param {import("../session.js").Answer} answer */
  #draw(answer) {
    const view = /** @type {EditorView} */ (this.#view);
    const diagnostics = answer.error ? [] : answer.report.diagnostics;
    const deeds = { fix: (/** @type {Fix} */ { edits }) => this.#fix(edits), jump: (/** @type {Place} */ place) => this.#jump(place) };
    view.dispatch(show(view.state, diagnostics.filter((one) => this.#isOwn(one)), deeds));
    drawVerdict(this.#verdict, answer, deeds);
  }

  /** @param {Fix["edits"]} edits */
  #fix(edits) {
    const view = /** @type {EditorView} */ (this.#view);
    if (!this.#session?.isBehind) view.dispatch({ changes: changes(edits.filter((edit) => this.#isOwn(edit)), view.state.doc.length), userEvent: "input.fix" });
    this.#session?.ask();
  }

  /** @param {Place} place */
  #jump(place) {
    if (!this.#isOwn(place)) return;
    const view = /** @type {EditorView} */ (this.#view);
    const { from, to } = within(place.range, view.state.doc.length);
    view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "nearest" }) });
    view.focus();
  }

  /** Something can also be found in the configuration that an attribute gives. @param {Place} place */
  #isOwn({ path }) {
    return path === pathFor(this);
  }
}

customElements.get("gatelint-playground") ?? customElements.define("gatelint-playground", GatelintPlayground);
