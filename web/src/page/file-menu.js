// What can be done with files: tabs, and the menu that adds, opens, renames and closes them.

import { byId } from "../dom.js";
import { ask } from "../parts/dialog.js";
import { menuButton } from "../parts/menu.js";
import { TabList } from "../parts/tablist.js";
import { example } from "../examples/index.js";

/** @typedef {import("./app.js").App} App */

/** What a file can be read as. */
const ROLES = /** @type {const} */ ([
  { role: undefined, label: "Read by its content" },
  { role: "config", label: "Read as EnvoyGateway config" },
  { role: "values", label: "Read as gateway-helm values" },
]);

export class FileMenu {
  #app;
  #tabs;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#tabs = new TabList(byId("tabs"), "Files", (path) => app.show(path));
    byId("add").addEventListener("click", () => this.#add());
    byId("close").addEventListener("click", () => this.#close());
    byId("files").replaceWith(menuButton("Files", () => this.#items(), { id: "files", class: "quiet" }));
    byId("tabs").addEventListener("keydown", ({ key }) => {
      if (key === "Delete") this.#close();
      if (key === "F2") this.#rename();
    });
    byId("tabs").addEventListener("dblclick", () => this.#rename());
    dropZone(byId("pane-text"), (files) => this.#open(files));
  }

  draw() {
    const { paths, path } = this.#app.files;
    this.#tabs.draw(paths.map((id) => ({ id, label: id, panel: "editor" })), path);
    byId("close").setAttribute("aria-label", `Close ${path}`);
  }

  #items() {
    const { files } = this.#app;
    const roles = ROLES.map(({ role, label }) => ({ label, checked: files.role === role, run: () => ((files.role = role), this.#app.changed()) }));
    return [
      { label: "New file…", run: () => this.#add() },
      { label: "Open from disk…", run: () => pick((chosen) => this.#open(chosen)) },
      { label: "Rename…", run: () => this.#rename() },
      { label: "Close", run: () => this.#close() },
      ...roles,
      { label: "Start over with the example", run: () => this.#app.start(example()) },
    ];
  }

  async #add() {
    const path = await ask("Name of the new file", this.#free("new.yaml"), (path) => this.#taken(path));
    if (path) this.#put({ path, text: "" });
  }

  async #rename() {
    const { files } = this.#app;
    const path = await ask("New name", files.path, (path) => (path === files.path ? undefined : this.#taken(path)));
    if (!path) return;
    files.rename(path);
    this.#app.changed();
  }

  #close() {
    this.#app.files.close();
    this.#app.changed();
  }

  /** @param {Iterable<File>} chosen */
  async #open(chosen) {
    for (const file of chosen) this.#put({ path: this.#free(file.name), text: await file.text() });
  }

  /** @param {import("./files.js").File} file */
  #put(file) {
    this.#app.files.add(file);
    this.#app.changed();
    this.#app.view.focus();
  }

  /** @param {string} path */
  #taken(path) {
    if (path === "") return "A file needs a name.";
    return this.#app.files.paths.includes(path) ? "There is a file of this name." : undefined;
  }

  /** The name, or one like it that no file has. @param {string} name */
  #free(name) {
    const dot = name.lastIndexOf(".") < 0 ? name.length : name.lastIndexOf(".");
    let free = name;
    for (let number = 2; this.#taken(free); number += 1) free = `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
    return free;
  }
}

/** Lets the user choose files of the disk. @param {(files: FileList) => void} then */
function pick(then) {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, accept: ".yaml,.yml,.json" });
  input.addEventListener("change", () => input.files && then(input.files));
  input.click();
}

/** @param {HTMLElement} element @param {(files: FileList) => void} then */
function dropZone(element, then) {
  const files = (/** @type {DragEvent} */ event) => (event.dataTransfer?.types.includes("Files") ? event.dataTransfer.files : undefined);
  element.addEventListener("dragover", (event) => files(event) && event.preventDefault());
  element.addEventListener("drop", (event) => {
    const dropped = files(event);
    if (!dropped) return;
    event.preventDefault();
    // The editor would put the text of the file into its own.
    event.stopPropagation();
    then(dropped);
  }, true);
}
