// Dialogs: one that asks for a line of text, one that shows something to read.

import { h } from "../dom.js";

/**
 * Asks for a line of text.
 * @param {string} title
 * @param {string} value what stands there at first
 * @param {(value: string) => string | undefined} problem says what is wrong with a value
 * @returns {Promise<string | undefined>} nothing when it was called off
 */
export function ask(title, value, problem) {
  const input = h("input", { value, required: true, "aria-label": title, autocomplete: "off", spellcheck: "false", oninput: judge });
  const form = h("form", { method: "dialog" }, input, h("div", { class: "dialog-row" },
    h("button", { type: "button", class: "quiet", onclick: () => dialog.close("") }, "Cancel"),
    h("button", { class: "strong" }, "OK"),
  ));
  const dialog = modal(title, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close(input.value.trim());
  });
  judge();
  input.select();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue || undefined)));

  function judge() {
    input.setCustomValidity(problem(input.value.trim()) ?? "");
  }
}

/**
 * Shows something to read, until it is closed.
 * @param {string} title
 * @param {Node} content
 * @param {Node} more beside the button that closes it
 */
export function read(title, content, more) {
  const close = h("button", { type: "button", class: "strong", onclick: () => dialog.close() }, "Close");
  const dialog = modal(title, h("div", { class: "page", tabindex: "0", role: "region", "aria-label": title }, content), h("div", { class: "dialog-row" }, more, close));
}

/** @param {string} title @param {...Node} content */
function modal(title, ...content) {
  const heading = h("h2", {}, title);
  const dialog = h("dialog", { "aria-label": title, onclose: () => dialog.remove() }, heading, ...content);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
