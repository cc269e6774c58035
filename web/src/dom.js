// Elements in one expression. Text is always text: nothing here reads HTML.

/** @typedef {Node | string | number | false | null | undefined | Child[]} Child */

/**
 * An element with attributes, listeners (`onclick` …) and children. An attribute that is false, null or undefined is
 * left out, one that is true is empty.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(...kept(children));
  return element;
}

/**
 * Puts children in the place of those that are there.
 * @param {Element | ShadowRoot} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...kept(children));
}

/**
 * A message with what stands between backticks as code.
 * @param {string} text
 * @returns {Child[]}
 */
export function coded(text) {
  return text.split(/`([^`]*)`/).map((part, index) => (index % 2 === 1 ? h("code", {}, part) : part));
}

/**
 * Children with a dot between each two.
 * @param {Child[]} children
 * @returns {Child[]}
 */
export function spaced(children) {
  return children.flatMap((child, index) => (index === 0 ? [child] : [" · ", child]));
}

/**
 * Shows an element over the page. It stands in the main part, so that it belongs to something for who listens.
 * @param {HTMLElement} element
 */
export function float(element) {
  if (!element.isConnected) (document.querySelector("main") ?? document.body).append(element);
  element.showPopover();
}

/**
 * The element of the page with this id; it must be there.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element;
}

/** @param {Element} element @param {string} name @param {any} value */
function set(element, name, value) {
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function kept(children) {
  return /** @type {any[]} */ (children)
    .flat(Infinity)
    .filter((child) => child !== false && child !== null && child !== undefined)
    .map((child) => (child instanceof Node ? child : String(child)));
}
