// The rule pages, and the list of them.

import { marked } from "marked";
import { SIGNS } from "../src/words.js";
import { playground, words } from "./examples.js";
import { escaped } from "./layout.js";
import { html, summary } from "./markdown.js";

/**
 * @typedef {import("gatelint").RulePage} RulePage
 * @typedef {import("./build.js").Page} Page
 * @typedef {import("./markdown.js").Fence} Fence
 */

/** Who objects, in the order of the list. */
const GROUPS = /** @type {Record<import("gatelint").Group, string>} */ ({
  yaml: "The text cannot be read as meant.",
  schema: "The API server refuses the document.",
  config: "The controller does not start with this configuration, or ignores parts of it.",
  controller: "The controller refuses or ignores the object.",
  reference: "Something named is not there or not allowed.",
  image: "The image is taken, and is wrong or risky later.",
  labels: "The label is taken, and is wrong or risky later.",
  render: "The API server refuses an object that the controller creates.",
  rollout: "Everything is accepted, and then pods do not start, traffic breaks or a change cannot be applied.",
  policy: "A rule of the team, or about Gatelint's own configuration.",
  upgrade: "Changes with a release.",
});

/** @param {readonly RulePage[]} rules @returns {Page} */
export function ruleIndex(rules) {
  const groups = Object.entries(GROUPS).map(([group, about]) => ({ group, about, own: rules.filter((rule) => rule.group === group) }));
  const body = groups.filter(({ own }) => own.length > 0).map(({ group, about, own }) => `<section>
<h2 id="${group}">${group}</h2>
<p class="dim">${about}</p>
<ul class="rules">
${own.map(entry).join("\n")}
</ul>
</section>`).join("\n");
  const description = `The ${rules.length} rules of Gatelint: what each finds, why it matters, and how it is fixed`;
  return { path: "rules/", title: "Rules", description, body: `<h1>Rules</h1>\n<p>${rules.length} rules, grouped by who objects.</p>\n${body}` };
}

/** @param {RulePage} page */
function entry({ rule, severity, markdown }) {
  return `<li>${badge(severity)} <a href="${rule}/">${rule}</a> <span class="dim">${escaped(summary(markdown))}</span></li>`;
}

/** @param {RulePage["severity"]} severity */
function badge(severity) {
  return `<span class="badge ${severity}"><span aria-hidden="true">${SIGNS[severity]}</span> ${severity}</span>`;
}

/** @param {RulePage} page @param {import("./markdown.js").Known} known @returns {Promise<Page>} */
export async function rulePage({ rule, group, severity, since, markdown }, known) {
  const examples = await playgrounds(rule, markdown);
  const body = html(markdown, { known, rule, fence: (fence) => examples.get(fence.raw.trim()) });
  const facts = `<p class="facts">${badge(severity)} · <a href="../#${group}">${group}</a> · since Gatelint ${since}</p>`;
  return { path: `rules/${rule}/`, title: rule, description: summary(markdown), body: body.replace("</h1>\n", `</h1>\n${facts}\n`) };
}

/** The bad examples of a page, by what is written. @param {string} rule @param {string} markdown */
async function playgrounds(rule, markdown) {
  const fences = /** @type {Fence[]} */ (marked.lexer(markdown).filter(({ type }) => type === "code"));
  const asides = fences.filter((fence) => ["config", "baseline"].includes(words(fence)[0]));
  const bad = fences.filter((fence) => words(fence).includes("bad"));
  const label = (/** @type {number} */ at) => `Bad example ${bad.length > 1 ? `${at + 1} ` : ""}of ${rule}`;
  return new Map(await Promise.all(bad.map(async (fence, at) => /** @type {const} */ ([fence.raw.trim(), await playground(fence, asides, label(at))]))));
}
