// The docs site as it was built: every rule has its page, every link leads somewhere, and the examples can be tried.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { html } from "../site/markdown.js";
import { decode } from "../src/page/share.js";
import { violations } from "./support/axe.js";
import { gatelint } from "./support/example.js";
import { openSite } from "./support/site.js";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const rules = gatelint.rules();
const pages = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((path) => /^(rules|guide)\b.*\.html$/.test(path));
const GUIDES = pages.filter((path) => path.startsWith("guide")).map((path) => path.replace("index.html", ""));

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite()));
after(() => site.close());

/** @param {string} path */
function read(path) {
  return readFileSync(join(DIST, path), "utf8");
}

/** The links of a page, and whatever else it loads. @param {string} text */
function targets(text) {
  return [...text.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, target]) => target).filter((target) => !/^\w+:/.test(target));
}

test("every rule has its page, where the links of its findings lead", async () => {
  for (const { rule } of rules) assert.ok(existsSync(join(DIST, "rules", rule, "index.html")), rule);
  const { diagnostics } = gatelint.check({ files: [{ path: "a.yaml", text: "a: 1\na: 2\n" }] });
  assert.ok(diagnostics.length > 0);
  for (const { docs } of diagnostics) assert.ok(existsSync(join(DIST, new URL(docs).pathname, "index.html")), docs);
});

test("no link is broken", () => {
  let seen = 0;
  for (const page of pages) {
    for (const target of targets(read(page))) {
      const [path, anchor] = target.split("#");
      const to = relative(DIST, resolve(DIST, dirname(page), path)) || ".";
      const file = path === "" ? page : target.split("#")[0].endsWith("/") ? join(to, "index.html") : to;
      assert.ok(existsSync(join(DIST, file)), `${page}: ${target}`);
      if (anchor && !anchor.startsWith("1.")) assert.ok(read(file).includes(`id="${anchor}"`), `${page}: ${target}`);
      seen += 1;
    }
  }
  assert.ok(seen > 10 * rules.length);
});

test("the list has every rule once, with its severity", () => {
  const text = read("rules/index.html");
  for (const { rule, severity } of rules) {
    const lines = text.split("\n").filter((line) => line.includes(`href="${rule}/"`));
    assert.equal(lines.length, 1, rule);
    assert.ok(lines[0].includes(`badge ${severity}`), rule);
  }
});

test("a bad example gives the finding of its page, there and in the editor", async () => {
  for (const { rule } of rules) {
    const links = targets(read(`rules/${rule}/index.html`)).filter((target) => target.includes("#1."));
    assert.ok(links.length > 0, rule);
    for (const link of links) {
      const { files, options } = await decode(link.split("#")[1]);
      const found = gatelint.check({ files, options }).diagnostics.map((one) => one.rule);
      assert.ok(found.includes(rule), `${rule}: ${found}`);
    }
  }
});

test("a reader tries the fix", () =>
  site.visit({ path: "/web/dist/rules/label-value-not-a-string/" }, async (page) => {
    const tried = page.locator("gatelint-playground").first();
    const errors = async () => Number.parseInt((await tried.locator(".verdict .error").innerText()).slice(2), 10);
    for (let left = await errors(); left > 0; left -= 1) {
      await tried.locator(".verdict .fix").first().click();
      await tried.locator(".verdict", { hasText: left > 1 ? `✕ ${left - 1} error` : "nothing found" }).waitFor();
    }
    await tried.locator(".verdict", { hasText: "nothing found" }).waitFor();
    await page.getByRole("link", { name: "Open it in the editor" }).first().click();
    await page.locator("#findings .rule", { hasText: "label-value-not-a-string" }).first().waitFor();
  }));

test("from a finding of the editor to the page of its rule, and back over the list", () =>
  site.visit({}, async (page) => {
    await page.locator(".finding .rule", { hasText: "image-shadowed" }).click();
    await page.getByRole("link", { name: /Its page/ }).click();
    await page.getByRole("heading", { level: 1, name: "image-shadowed" }).waitFor();
    await page.getByRole("link", { name: "Rules" }).click();
    await page.getByRole("link", { name: "image-syntax" }).waitFor();
    await page.getByRole("link", { name: "Editor" }).click();
    await page.locator("#findings .verdict").waitFor();
  }));

test("Markdown: links of the project lead to pages of the site, and raw HTML is a text", () => {
  const known = { rules: new Set(["image-syntax"]), guides: new Set(["migration"]) };
  const text = "[a](../crate/src/rules/image_syntax.md) [b](migration.md#now) [c](../README.md) `image-syntax` <script>x</script>\n\n## Old, `new`\n";
  assert.equal(html(text, { known }), `<p><a href="../../rules/image-syntax/">a</a> <a href="../migration/#now">b</a> c `
    + `<a href="../../rules/image-syntax/"><code>image-syntax</code></a> &lt;script&gt;x&lt;/script&gt;</p>\n<h2 id="old-new">Old, <code>new</code></h2>\n`);
});

test("Markdown: a table is reached by keyboard, as it may be too wide", () => {
  const text = html("| a |\n|---|\n| `b` |\n", { known: { rules: new Set(), guides: new Set() } });
  assert.match(text, /<div class="table" tabindex="0" .*<th>a<\/th>.*<td><code>b<\/code><\/td>/);
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  for (const path of ["rules/", "rules/image-shadowed/", "rules/yaml-syntax/", ...GUIDES]) {
    test(`axe-core finds nothing in ${path}, ${scheme}, and it fits 360 px`, () =>
      site.visit({ path: `/web/dist/${path}`, scheme, width: 360 }, async (page) => {
        const tried = await page.locator("gatelint-playground").count();
        if (tried > 0) await page.locator("gatelint-playground .verdict b").nth(tried - 1).waitFor();
        assert.deepEqual(await violations(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      }));
  }
}
