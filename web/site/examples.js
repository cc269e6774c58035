// The bad examples of rule pages as playgrounds, and as links into the editor. Words behind a fence's language say how
// it is read: `target=v1.5.0`, `as=config` …; fences `config` and `baseline` are there for all examples of their page.

import { encode } from "../src/page/share.js";
import { escaped } from "./layout.js";

/**
 * @typedef {import("./markdown.js").Fence} Fence
 * @typedef {Record<string, string>} Attributes of the playground element
 */

/** Words with a value that a playground has an attribute for. */
const NAMES = /** @type {Record<string, string>} */ ({ target: "release", dialect: "dialect", namespace: "namespace", as: "as", file: "file" });
/** Attributes of a playground that are options in a link to the editor. */
const OPTIONS = /** @type {Record<string, string>} */ ({ release: "target", dialect: "dialect", namespace: "namespace" });

/** @param {Fence} fence */
export function words({ lang = "" }) {
  return lang.split(/\s+/).slice(1);
}

/**
 * @param {Fence} fence
 * @param {readonly Fence[]} asides
 * @returns {Attributes}
 */
function attributes(fence, asides) {
  const pairs = words(fence).map((word) => word.split("="));
  const named = pairs.filter(([name]) => NAMES[name]).map(([name, value]) => [NAMES[name], value]);
  const texts = asides.map((aside) => [words(aside)[0], `${aside.text}\n`]);
  return Object.fromEntries([...named, ...texts, ...(words(fence).includes("closed") ? [["closed", ""]] : [])]);
}

/**
 * @param {Fence} fence
 * @param {readonly Fence[]} asides
 * @param {string} label
 */
export async function playground(fence, asides, label) {
  const given = attributes(fence, asides);
  const written = Object.entries({ ...given, label }).map(([name, value]) => ` ${name}="${escaped(value)}"`).join("");
  const editor = `../../#${await encode(stateOf(fence.text, given))}`;
  return `<gatelint-playground${written}><pre><code>${escaped(fence.text)}\n</code></pre></gatelint-playground>
<p class="beside"><a href="${editor}">Open it in the editor</a></p>\n`;
}

/** What the editor starts with: the example, and the configuration as a file of its own. @param {string} text @param {Attributes} given */
function stateOf(text, { file, as, config, baseline, closed, ...others }) {
  const options = Object.entries(others).map(([name, value]) => [OPTIONS[name], value]);
  const example = { path: file ?? "example.yaml", text: `${text}\n`, ...(as && { as: /** @type {"config" | "values"} */ (as) }) };
  return {
    files: [example, ...(config ? [{ path: "gatelint.yaml", text: config }] : [])],
    active: 0,
    options: {
      ...Object.fromEntries(options),
      ...(closed !== undefined && { closed: true }),
      ...(baseline && { baseline: { path: "baseline.yaml", text: baseline } }),
    },
  };
}
