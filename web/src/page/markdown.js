// The part of Markdown that rule pages are written in, as elements: headings, paragraphs, lists, code, emphasis, links.

import { h } from "../dom.js";

/**
 * @param {string} text
 * @returns {DocumentFragment}
 */
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  fragment.append(...blocks(text.replaceAll("\r\n", "\n").split("\n")));
  return fragment;
}

/** @param {string[]} lines */
function blocks(lines) {
  const found = [];
  for (let at = 0; at < lines.length; ) {
    const [block, next] = lines[at].trim() === "" ? [undefined, at + 1] : blockAt(lines, at);
    if (block) found.push(block);
    at = next;
  }
  return found;
}

/** The block that starts at a line, and the line after it. @param {string[]} lines @param {number} at @returns {[Element, number]} */
function blockAt(lines, at) {
  if (lines[at].startsWith("```")) return fence(lines, at);
  const heading = /^(#{1,6})\s+(.*)$/.exec(lines[at]);
  if (heading) return [h(level(heading[1].length), {}, inline(heading[2])), at + 1];
  if (BULLET.test(lines[at])) return list(lines, at);
  const end = after(lines, at, (line) => line.trim() !== "" && !/^(#{1,6}\s|```)/.test(line) && !BULLET.test(line));
  return [h("p", {}, inline(lines.slice(at, end).join(" "))), end];
}

const BULLET = /^(?:[-*]|\d+\.)\s+/;

/** @param {string[]} lines @param {number} at @returns {[Element, number]} */
function fence(lines, at) {
  const end = after(lines, at + 1, (line) => !line.startsWith("```"));
  return [h("pre", { tabindex: "0" }, h("code", {}, lines.slice(at + 1, end).join("\n"))), end + 1];
}

/** Items go on in indented lines. @param {string[]} lines @param {number} at @returns {[Element, number]} */
function list(lines, at) {
  const end = after(lines, at, (line) => BULLET.test(line) || /^\s+\S/.test(line));
  /** @type {string[]} */
  const items = [];
  for (const line of lines.slice(at, end)) {
    if (BULLET.test(line)) items.push(line.replace(BULLET, ""));
    else items.push(`${items.pop()} ${line.trim()}`);
  }
  return [h(/^\d/.test(lines[at]) ? "ol" : "ul", {}, items.map((item) => h("li", {}, inline(item)))), end];
}

/** The first line at or after `from` for which `goesOn` is false. @param {string[]} lines @param {number} from @param {(line: string) => boolean} goesOn */
function after(lines, from, goesOn) {
  const length = lines.slice(from).findIndex((line) => !goesOn(line));
  return length < 0 ? lines.length : from + length;
}

/** The title of the dialog is the page's second level, so that the page's own headings start below it. @param {number} depth */
function level(depth) {
  return /** @type {const} */ (["h3", "h4", "h5"])[Math.min(depth, 3) - 1];
}

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** @param {string} text @returns {import("../dom.js").Child[]} */
function inline(text) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, strong, em, label, target] = match;
    parts.push(text.slice(done, match.index), code ? h("code", {}, code) : strong ? h("strong", {}, strong) : em ? h("em", {}, em) : link(label, target));
    done = match.index + whole.length;
  }
  return [...parts, text.slice(done)];
}

/** Only addresses of the web become links. @param {string} label @param {string} target */
function link(label, target) {
  return /^https?:/.test(target) ? h("a", { href: target, rel: "noopener", target: "_blank" }, label) : label;
}
