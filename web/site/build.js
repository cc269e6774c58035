// Writes the docs site into dist, beside the editor and the playground: `rules/`, a folder for each rule, and
// `guide/`, a folder for each page of docs/. Run after Vite, by `npm run build`.

import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "gatelint";
import { guideIndex, guidePage } from "./guides.js";
import { document } from "./layout.js";
import { ruleIndex, rulePage } from "./rules.js";

/**
 * A page of the site.
 * @typedef {object} Page
 * @property {string} path of its folder, with a slash at its end
 * @property {string} title
 * @property {string} description
 * @property {string} body HTML
 */

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const STYLES = ["tokens.css", "site.css"].map((name) => new URL(`../src/styles/${name}`, import.meta.url));

const gatelint = await load();
const rules = await Promise.all(gatelint.rules().map(({ rule }) => gatelint.explain(rule)));
const guides = await readGuides();
/** What links can lead to. @type {import("./markdown.js").Known} */
const known = { rules: new Set(rules.map(({ rule }) => rule)), guides: new Set(guides.map(({ name }) => name)) };

const pages = [
  ruleIndex(rules),
  ...(await Promise.all(rules.map((rule) => rulePage(rule, known)))),
  ...(guides.length > 0 ? [guideIndex(guides), ...guides.map((guide) => guidePage(guide, known))] : []),
];
for (const page of pages) await write(`${page.path}index.html`, document(page, guides.length > 0));
await write("site.css", (await Promise.all(STYLES.map((style) => readFile(style, "utf8")))).join("\n"));
await copyPictures();
await copySchema();
console.log(`docs site: ${rules.length} rules, ${guides.length} guides`);

/** @param {string} path @param {string} text */
async function write(path, text) {
  await mkdir(dirname(join(DIST, path)), { recursive: true });
  await writeFile(join(DIST, path), text);
}

/** The pages of docs/, by name. */
async function readGuides() {
  const names = (await readdir(DOCS)).filter((name) => name.endsWith(".md")).sort();
  return Promise.all(names.map(async (file) => ({ name: file.slice(0, -3), markdown: await readFile(join(DOCS, file), "utf8") })));
}

/** The pictures that guides may show. */
async function copyPictures() {
  if (guides.length === 0) return;
  for (const name of await readdir(DOCS)) {
    if (/\.(png|svg)$/.test(name)) await cp(join(DOCS, name), join(DIST, "guide", name));
  }
}

/** The schema of gatelint.yaml, where the package has one: editors ask for it under the address of the site. */
async function copySchema() {
  const schema = fileURLToPath(new URL("../../pkg/gatelint.schema.json", import.meta.url));
  if (existsSync(schema)) await cp(schema, join(DIST, "gatelint.schema.json"));
}
