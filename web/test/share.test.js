// Links: what is in the page comes back from its address, on any machine, and a damaged link says so.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { decode, encode } from "../src/page/share.js";
import { EDITOR, lines, openSite, ready, rewrite } from "./support/site.js";

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite()));
after(() => site.close());

const STATE = /** @type {import("../src/page/share.js").State} */ ({
  files: [
    { path: "größe.yaml", text: "# 中文 🙂 \u{10ffff}\n" },
    { path: "values.yaml", text: "a: 1\r\n", as: "values" },
  ],
  active: 1,
  options: { target: "v1.7.0", dialect: "structured" },
});

test("a state comes back as it was", async () => {
  const fragment = await encode(STATE);
  assert.match(fragment, /^1\.[\w-]+$/);
  assert.deepEqual(await decode(fragment), STATE);
});

test("what is no state is refused", async () => {
  const packed = (/** @type {any} */ value) => encode(value);
  const wrong = ["", "x", "1.", "1.???", "2.AAAA", await packed({}), await packed({ files: [], active: 0, options: {} }),
    await packed({ files: [{ path: "a" }], active: 0, options: {} }), await packed({ files: [{ path: "a", text: "" }], active: 0, options: null })];
  for (const fragment of wrong) await assert.rejects(decode(fragment), /damaged/, fragment);
});

test("a link that unpacks to far too much is refused", async () => {
  const fragment = await encode({ ...STATE, files: [{ path: "a", text: "x".repeat(5_000_000) }] });
  assert.ok(fragment.length < 20_000);
  await assert.rejects(decode(fragment), /damaged/);
});

test("an unknown active file is the first one", async () => {
  assert.equal((await decode(await encode({ ...STATE, active: 7 }))).active, 0);
});

test("the shared link opens the same page elsewhere", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("tab", { name: "class.yaml" }).click();
    await rewrite(page, "# 中文 🙂\nkind: X\n");
    await page.selectOption("#release", "v1.7.0");
    await page.selectOption("#dialect", "structured");
    await page.getByRole("button", { name: "Share" }).click();
    await page.locator("#notice", { hasText: "Link copied" }).waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    await site.visit({ path: link.pathname + link.hash }, async (other) => {
      await ready(other);
      assert.deepEqual(await lines(other), ["# 中文 🙂", "kind: X", ""]);
      assert.equal(await other.locator("#release").inputValue(), "v1.7.0");
      assert.equal(await other.locator("#dialect").inputValue(), "structured");
      assert.deepEqual(await other.locator(".finding .rule").allTextContents(), await page.locator(".finding .rule").allTextContents());
    });
  }));

test("the address holds the state without any button, and survives a reload", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await rewrite(page, "kind: Reloaded\n");
    await page.waitForFunction(() => location.hash.length > 10);
    await page.waitForTimeout(600);
    await page.reload();
    await ready(page);
    assert.deepEqual(await lines(page), ["kind: Reloaded", ""]);
  }));

test("a damaged link says so and opens the example", () =>
  site.visit({ path: `${EDITOR}#1.broken` }, async (page) => {
    await page.locator("#notice", { hasText: "damaged" }).waitFor();
    await ready(page);
    assert.equal(await page.locator("#tabs [role=tab]").count(), 3);
  }));

test("another link in the same page is followed", () =>
  site.visit({}, async (page) => {
    await ready(page);
    const fragment = await encode(STATE);
    await page.evaluate((fragment) => (location.hash = fragment), fragment);
    await page.getByRole("tab", { name: "größe.yaml" }).waitFor();
  }));
