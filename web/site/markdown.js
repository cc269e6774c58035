// Markdown of this project as HTML: headings that can be linked to, links that lead to pages of the site, no raw HTML.

import { Marked } from "marked";
import { escaped } from "./layout.js";

/**
 * What links can lead to.
 * @typedef {{ rules: ReadonlySet<string>, guides: ReadonlySet<string> }} Known
 * @typedef {import("marked").Tokens.Code} Fence
 */

/**
 * @param {string} text
 * @param {object} how
 * @param {Known} how.known
 * @param {string} [how.rule] the one that the page is about, which is not linked to
 * @param {(fence: Fence) => string | undefined} [how.fence] draws a fenced block; else it is code
 * @returns {string}
 */
export function html(text, { known, rule, fence = () => undefined }) {
  const marked = new Marked({
    renderer: {
      html: ({ text }) => escaped(text),
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code: (token) => fence(token) ?? `<pre tabindex="0"><code>${escaped(token.text)}</code></pre>\n`,
      codespan: ({ text }) => {
        const code = `<code>${escaped(text)}</code>`;
        return known.rules.has(text) && text !== rule ? `<a href="../../rules/${text}/">${code}</a>` : code;
      },
      link({ href, tokens }) {
        const [to, label] = [target(href, known), this.parser.parseInline(tokens)];
        return to ? `<a href="${escaped(to)}">${label}</a>` : label;
      },
      image: ({ href, text }) => `<img src="${escaped(/^\w+:/.test(href) ? href : `../${href}`)}" alt="${escaped(text)}">`,
      table(token) {
        const row = (/** @type {import("marked").Tokens.TableCell[]} */ cells, /** @type {string} */ tag) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>`;
        const body = token.rows.map((cells) => row(cells, "td")).join("\n");
        return `<div class="table" tabindex="0" role="group" aria-label="Table"><table><thead>${row(token.header, "th")}</thead><tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
  return marked.parse(text, { async: false });
}

/** Where a link of a page leads; nowhere when that is no part of the site. @param {string} href @param {Known} known */
function target(href, { rules, guides }) {
  if (/^(https?:|#)/.test(href)) return href;
  const [, name = "", anchor = ""] = /([^/#]+)\.md(#.*)?$/.exec(href) ?? [];
  const rule = name.replaceAll("_", "-");
  if (guides.has(name)) return `../${name}/${anchor}`;
  return rules.has(rule) ? `../../rules/${rule}/${anchor}` : undefined;
}

/** The name of a heading in links, as hosts of repositories make it. @param {string} text */
function slug(text) {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").trim().replaceAll(" ", "-");
}

/** The first paragraph, as a text. @param {string} text */
export function summary(text) {
  const paragraph = text.split(/\n{2,}/).find((block) => !/^(#|```)/.test(block.trim())) ?? "";
  return paragraph.replaceAll("\n", " ").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[`*]/g, "").trim();
}
