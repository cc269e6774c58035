// The guides: pages of docs/, and the list of them.

import { escaped } from "./layout.js";
import { html, summary } from "./markdown.js";

/**
 * @typedef {{ name: string, markdown: string }} Guide
 * @typedef {import("./build.js").Page} Page
 */

/** @param {readonly Guide[]} guides @returns {Page} */
export function guideIndex(guides) {
  const entries = guides.map(({ name, markdown }) => `<li><a href="${name}/">${escaped(titleOf(markdown, name))}</a><br><span class="dim">${escaped(summary(markdown))}</span></li>`);
  return { path: "guide/", title: "Guides", description: "Guides to Gatelint", body: `<h1>Guides</h1>\n<ul class="guides">\n${entries.join("\n")}\n</ul>` };
}

/** @param {Guide} guide @param {import("./markdown.js").Known} known @returns {Page} */
export function guidePage({ name, markdown }, known) {
  return { path: `guide/${name}/`, title: titleOf(markdown, name), description: summary(markdown), body: html(markdown, { known }) };
}

/** @param {string} markdown @param {string} otherwise */
function titleOf(markdown, otherwise) {
  return /^# (.*)$/m.exec(markdown)?.[1].replaceAll(/[`*]/g, "") ?? otherwise;
}
