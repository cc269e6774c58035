// What can be done in the page: fixes, jumps, lights, files, rule pages, and what happens when something fails.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { files, gatelint } from "./support/example.js";
import { encode } from "../src/page/share.js";
import { EDITOR, cursorAt, lines, openSite, ready, rewrite } from "./support/site.js";

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite()));
after(() => site.close());

const RULE = "label-value-not-a-string";
const FINDING = `.finding:has(.rule:text-is("${RULE}"))`;

test("a fix of the list edits the text and removes its finding; undo brings both back", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.locator(FINDING).getByRole("button", { name: /Fix/ }).click();
    await page.getByRole("menuitem").first().click();
    await page.locator(FINDING).waitFor({ state: "detached" });
    await cursorAt(page, "cost-center");
    assert.ok((await lines(page)).some((line) => line.trim() === 'cost-center: "2186"'));
    await page.keyboard.press("Control+z");
    await page.locator(FINDING).waitFor();
    assert.ok((await lines(page)).some((line) => line.trim() === "cost-center: 2186"));
  }));

test("a fix of the tooltip does the same", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.locator(`${FINDING} .finding-jump`).click();
    await page.locator(".cm-lintRange-error").first().hover();
    const tip = page.locator(".cm-tooltip-lint");
    const { message, help } = only(RULE);
    assert.ok((await tip.innerText()).replaceAll(/\s+/g, " ").includes(plain(message)));
    assert.ok((await tip.innerText()).replaceAll(/\s+/g, " ").includes(plain(help ?? "")));
    await tip.locator(".cm-diagnosticAction").first().click();
    await page.locator(FINDING).waitFor({ state: "detached" });
  }));

test("a tooltip leads to the related place in another file", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.locator('.finding:has(.rule:text-is("image-shadowed")) .finding-jump').click();
    await page.locator(".cm-lintRange-warning").first().hover();
    await page.locator(".cm-tooltip-lint .place").first().click();
    await page.locator("#tabs [aria-selected=true]", { hasText: "class.yaml" }).waitFor();
    assert.equal(await page.evaluate(() => getSelection()?.toString()), "mirror.example.com/envoy");
  }));

test("a fix reaches into files that are not shown", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.getByRole("tab", { name: "class.yaml" }).click();
    await page.locator(FINDING).getByRole("button", { name: /Fix/ }).click();
    await page.getByRole("menuitem").first().click();
    await page.locator(FINDING).waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "class.yaml", selected: true }).waitFor();
  }));

test("what is pointed at lights up its bytes, and a click goes there", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.getByRole("tab", { name: "class.yaml" }).click();
    await cursorAt(page, "imageRepository:");
    await page.locator("#answer .container .image").first().hover();
    await page.locator("#editor .cm-lit", { hasText: "mirror.example.com/envoy" }).waitFor();
    await page.locator("#answer .place", { hasText: "public.yaml:36" }).hover();
    await page.locator("#tabs .lit", { hasText: "public.yaml" }).waitFor();
    assert.equal(await page.locator("#editor .cm-lit").count(), 0);
    await page.locator("#answer .place", { hasText: "public.yaml:36" }).click();
    await page.getByRole("tab", { name: "public.yaml", selected: true }).waitFor();
    assert.match((await page.evaluate(() => getSelection()?.toString())) ?? "", /^registry\.example\.com/);
  }));

test("the cursor, and the pointer over the text, light up what comes of it", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await cursorAt(page, "team: media");
    await page.locator(".matrix .lit").first().waitFor();
    await page.locator("#editor .cm-line", { hasText: "image: registry" }).hover();
    await page.locator("#answer .chain .lost.lit").waitFor();
    await page.locator(".finding.lit", { hasText: "image-shadowed" }).waitFor();
  }));

test("files are added, renamed and closed, and the answer follows", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.getByRole("button", { name: "New file" }).click();
    await page.getByRole("textbox", { name: /new file/ }).fill("third.yaml");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "third.yaml", selected: true }).waitFor();
    await rewrite(page, "a: 1\na: 2\n");
    await page.locator(".finding-place", { hasText: "third.yaml:2" }).waitFor();
    await page.getByRole("button", { name: "Files" }).click();
    await page.getByRole("menuitem", { name: "Rename…" }).click();
    await page.getByRole("textbox", { name: /New name/ }).fill("renamed.yaml");
    await page.keyboard.press("Enter");
    await page.locator(".finding-place", { hasText: "renamed.yaml:2" }).waitFor();
    await page.getByRole("button", { name: "Close renamed.yaml" }).click();
    assert.deepEqual(await page.locator("#tabs [role=tab]").allTextContents(), files.map(({ path }) => path));
    assert.equal(await page.locator(".finding-place", { hasText: "renamed.yaml" }).count(), 0);
  }));

test("two files can't have one name", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.getByRole("button", { name: "New file" }).click();
    const name = page.getByRole("textbox", { name: /new file/ });
    await name.fill("class.yaml");
    await page.keyboard.press("Enter");
    assert.equal(await name.evaluate((input) => /** @type {HTMLInputElement} */ (input).validity.valid), false);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#tabs [role=tab]").count(), files.length);
  }));

test("files of the disk are opened, from the menu or dropped", () =>
  site.visit({}, async (page) => {
    await ready(page);
    const file = { name: "class.yaml", mimeType: "text/yaml", buffer: Buffer.from("a: 1\na: 2\n") };
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Files" }).click();
    await page.getByRole("menuitem", { name: "Open from disk…" }).click();
    await (await chooser).setFiles([file]);
    await page.locator(".finding-place", { hasText: "class-2.yaml:2" }).waitFor();
    const dropped = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["b: 1\nb: 2\n"], "dropped.yaml"));
      return data;
    });
    await page.locator("#editor .cm-content").dispatchEvent("drop", { dataTransfer: dropped });
    await page.locator(".finding-place", { hasText: "dropped.yaml:2" }).waitFor();
    assert.deepEqual(await lines(page), ["b: 1", "b: 2", ""]);
  }));

test("a file can be told to be Helm values", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.getByRole("button", { name: "Files" }).click();
    await page.getByRole("menuitemradio", { name: "Read as gateway-helm values" }).click();
    await page.getByRole("button", { name: "Files" }).click();
    assert.equal(await page.getByRole("menuitemradio", { checked: true }).innerText(), "Read as gateway-helm values");
  }));

test("the page of a rule opens", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.locator(`${FINDING} .rule`).click();
    const dialog = page.getByRole("dialog", { name: RULE });
    const { markdown } = await gatelint.explain(RULE);
    const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title);
    assert.deepEqual(await dialog.locator("h3, h4, h5").allTextContents(), headings);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }));

test("a request that the engine refuses is told, and the next one works", async () => {
  const state = { files: [{ path: "a.yaml", text: "a: 1\n" }], active: 0, options: { target: "v0.0.1" } };
  await site.visit({ path: `${EDITOR}#${await encode(state)}` }, async (page) => {
    await page.getByRole("alert").filter({ hasText: "v0.0.1" }).waitFor();
    await page.selectOption("#release", "v1.8.0");
    await ready(page);
    assert.equal(await page.getByRole("alert").count(), 0);
  });
});

test("an engine that stops is told as its own fault, and the next change gets an answer", () =>
  site.visit({ prepare: (page) => page.addInitScript(trapOnDemand) }, async (page) => {
    await ready(page);
    await page.evaluate(() => void Object.assign(window, { trap: true }));
    await cursorAt(page, "team: media");
    await page.keyboard.type("1");
    await page.getByRole("alert").filter({ hasText: "unreachable" }).filter({ hasText: "fault of Gatelint" }).waitFor();
    await page.evaluate(() => void Reflect.deleteProperty(window, "trap"));
    await page.keyboard.type("2");
    await page.locator(".matrix .value", { hasText: "media12" }).first().waitFor();
  }));

test("an engine that can't be loaded is told", () =>
  site.visit({ prepare: (page) => page.route("**/*.wasm", (route) => route.fulfill({ status: 404 })), noise: /404/ }, async (page) => {
    await page.getByRole("alert").filter({ hasText: "404" }).waitFor();
  }));

/** In the page, before its own scripts: lets `check` trap as a panic does, while `window.trap` is set. */
function trapOnDemand() {
  const { Instance, RuntimeError } = WebAssembly;
  const trapping = (/** @type {any} */ exports) => (/** @type {any[]} */ ...inputs) => {
    if ("trap" in window) throw new RuntimeError("unreachable");
    return exports.workspace_check(...inputs);
  };
  WebAssembly.Instance = /** @type {any} */ (function (/** @type {any} */ module, /** @type {any} */ imports) {
    const { exports } = new Instance(module, imports);
    return { exports: { ...exports, workspace_check: trapping(exports) } };
  });
}

/** @param {string} rule */
function only(rule) {
  const found = gatelint.check({ files }).diagnostics.filter((one) => one.rule === rule);
  assert.equal(found.length, 1);
  return found[0];
}

/** @param {string} text */
function plain(text) {
  return text.replaceAll("`", "");
}
