// The page: the files at the left, what the engine says of them at the right and below.

import { search, searchKeymap } from "@codemirror/search";
import { EditorView, keymap } from "@codemirror/view";
import { byId, fill } from "../dom.js";
import { drawFindings } from "../draw/findings.js";
import { lightAt, watch } from "../draw/tied.js";
import { light } from "../editor/lights.js";
import { show } from "../editor/lint.js";
import { within } from "../editor/place.js";
import { editor } from "../editor/setup.js";
import { openMenu } from "../parts/menu.js";
import { Session } from "../session.js";
import { fixTitle } from "../words.js";
import { Files } from "./files.js";
import { Sides } from "./sides.js";

/**
 * @typedef {import("gatelint").Gatelint} Gatelint
 * @typedef {import("gatelint").Place} Place
 * @typedef {import("../session.js").Answer} Answer
 * @typedef {import("./share.js").State} State
 */

export class App {
  #parts;
  #session;
  #sides;
  /** @type {Answer | undefined} */
  #answer;

  /**
   * @param {Gatelint} gatelint
   * @param {object} parts of the page that follow the answer or the files
   * @param {(answer: Answer) => void} parts.answered
   * @param {() => void} parts.changed the files, the shown one, a text or an option is another one now
   * @param {(rule: string) => void} parts.explain
   * @param {(pane: string) => void} parts.reveal brings a part of the page to the front, where only one is seen
   * @param {(text: string) => void} parts.copy puts a text into the clipboard
   */
  constructor(gatelint, parts) {
    this.#parts = parts;
    /** @type {State["options"]} */
    this.options = {};
    this.view = new EditorView({ parent: byId("editor") });
    this.files = new Files(this.view, this.#extensions());
    this.#session = new Session(gatelint, () => ({ files: this.files.all, options: { ...this.options, explain: true } }), (answer) => this.#draw(answer));
    const jump = (/** @type {Place} */ place) => this.jump(place);
    const light = (/** @type {Place[]} */ places) => this.#light(places);
    this.#sides = new Sides(light, jump, parts.copy);
    watch(byId("findings"), light, jump);
    this.view.dom.addEventListener("pointermove", (event) => this.#pointed(event));
    this.view.dom.addEventListener("pointerleave", () => this.#pointed());
  }

  /** What a link holds. @returns {State} */
  get state() {
    return { files: this.files.all, active: this.files.active, options: this.options };
  }

  /** Starts over with these files and options. @param {State} state */
  start({ files, active, options }) {
    this.options = options;
    this.files.replace(files, active);
    this.changed();
  }

  /** The files or the options are other ones now: the old answer says nothing about them. */
  changed() {
    this.#parts.changed();
    this.#session.ask();
  }

  /** Other parts of the page are seen now. */
  look() {
    this.#sides.look();
    this.#follow();
  }

  /** Shows another file. @param {string} path */
  show(path) {
    if (path === this.files.path) return;
    this.files.show(path);
    this.#parts.changed();
    if (this.#session.isBehind) this.#session.ask();
    else this.#mark();
  }

  /** Shows a place in its file. @param {Place} place */
  jump({ path, range }) {
    this.show(path);
    this.#parts.reveal("text");
    const { from, to } = within(range, this.view.state.doc.length);
    this.view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.view.focus();
  }

  /**
   * Applies a fix. Its edits are about the text that was judged: when that has changed since, nothing is done.
   * @param {import("gatelint").Fix} fix
   */
  fix({ edits }) {
    if (!this.#session.isBehind) this.files.edit(edits);
    this.changed();
  }

  #edited() {
    this.#parts.changed();
    this.#session.touch();
  }

  #extensions() {
    return [
      search({ top: true }),
      editor("YAML", () => this.#edited()),
      keymap.of([{ key: "Mod-.", run: () => this.#offerFixes() }, ...searchKeymap]),
      EditorView.updateListener.of((update) => update.selectionSet && this.#follow(update.view.hasFocus)),
    ];
  }

  /** @param {Answer} answer */
  #draw(answer) {
    this.#answer = answer;
    const back = focusIn(byId("findings"));
    this.#sides.draw(answer);
    if (answer.error) fill(byId("findings"));
    else drawFindings(byId("findings"), answer.report, { fix: (fix) => this.fix(fix), explain: this.#parts.explain });
    back();
    this.#mark();
    this.#parts.answered(answer);
  }

  /** Shows the findings of the shown file in its text. */
  #mark() {
    const own = this.#diagnostics().filter(({ path }) => path === this.files.path);
    this.view.dispatch(show(this.view.state, own, { fix: (fix) => this.fix(fix), jump: (place) => this.jump(place) }));
    this.#follow();
  }

  #diagnostics() {
    return this.#answer && !this.#answer.error ? this.#answer.report.diagnostics : [];
  }

  /** @param {Place[]} places */
  #light(places) {
    light(this.view, places.filter(({ path }) => path === this.files.path).map(({ range }) => range));
    const paths = new Set(places.map(({ path }) => path));
    for (const tab of byId("tabs").children) tab.classList.toggle("lit", paths.has(tab.textContent ?? ""));
  }

  /** The pointer is over the text, or no longer. @param {PointerEvent} [event] */
  #pointed(event) {
    const at = event && this.view.posAtCoords({ x: event.clientX, y: event.clientY });
    this.#lightFrom(at ?? this.#cursor);
  }

  get #cursor() {
    return this.view.state.selection.main.head;
  }

  /** Lights up what belongs to the bytes at the cursor, in sight where it was moved by hand. @param {boolean} [moved] */
  #follow(moved = false) {
    this.#lightFrom(this.#cursor, moved);
  }

  /** @param {number} offset @param {boolean} [reveal] */
  #lightFrom(offset, reveal = false) {
    const line = this.view.state.doc.lineAt(offset).number - 1;
    for (const id of ["answer", "objects", "findings"]) lightAt(byId(id), this.files.path, offset, line, reveal && id === "objects");
  }

  /** A menu of the fixes for the line of the cursor. */
  #offerFixes() {
    const head = this.#cursor;
    const line = this.view.state.doc.lineAt(head).number - 1;
    const here = this.#diagnostics().filter(({ path, range }) => path === this.files.path && range.start.line <= line && line <= range.end.line);
    const items = here.flatMap(({ fixes }) => fixes.map((fix) => ({ label: fixTitle(fix), run: () => (this.fix(fix), this.view.focus()) })));
    const at = this.view.coordsAtPos(head);
    if (items.length === 0 || !at) return false;
    openMenu(this.view.contentDOM, items, at);
    return true;
  }
}

/**
 * Remembers whether the focus is in an element that is about to be drawn anew; gives the way to put it back there.
 * @param {HTMLElement} element
 */
function focusIn(element) {
  const had = element.contains(document.activeElement);
  return () => had && /** @type {HTMLElement | null} */ (element.querySelector(".finding-jump, .verdict"))?.focus();
}
