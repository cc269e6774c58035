// axe-core looks at the page as it can be met: light and dark, wide and narrow, with menus, dialogs and tooltips open.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./support/axe.js";
import { cursorAt, openSite, ready } from "./support/site.js";

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite()));
after(() => site.close());

/** @type {[string, (page: import("playwright-core").Page) => Promise<unknown>][]} */
const STATES = [
  ["at first", ready],
  ["with lights", (page) => cursorAt(page, "image: registry")],
  ["with a tooltip of the text", async (page) => {
    await page.locator(".finding-jump").first().click();
    await page.locator(".cm-lintRange-error").first().hover();
    await page.locator(".cm-tooltip-lint").waitFor();
  }],
  ["with a tooltip of the matrix", (page) => page.locator(".matrix .dot").first().hover()],
  ["with the objects", (page) => page.locator("#sides").getByRole("tab", { name: "Objects" }).click()],
  ["with a tooltip of an object, and lights", async (page) => {
    await page.locator("#sides").getByRole("tab", { name: "Objects" }).click();
    await page.locator(".proxy", { hasText: "Statuses" }).locator("summary").first().click();
    await cursorAt(page, "team: media");
    await page.locator(".traced").first().hover();
  }],
  ["with a menu", (page) => page.getByRole("button", { name: "Files" }).click()],
  ["with a dialog", (page) => page.getByRole("button", { name: "New file" }).click()],
  ["with the page of a rule", (page) => page.locator(".finding .rule").first().click()],
  ["with the search panel", async (page) => {
    await cursorAt(page, "team");
    await page.keyboard.press("Control+f");
  }],
];

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  for (const [name, bring] of STATES) {
    test(`${scheme}, wide, ${name}`, () =>
      site.visit({ scheme }, async (page) => {
        await ready(page);
        await bring(page);
        assert.deepEqual(await violations(page), []);
      }));
  }
  for (const tab of [/Text/, /What runs/, /Objects/, /Findings/]) {
    test(`${scheme}, narrow, ${tab.source}`, () =>
      site.visit({ scheme, width: 360, height: 700 }, async (page) => {
        await page.locator("#panes").getByRole("tab", { name: tab }).click();
        assert.deepEqual(await violations(page), []);
      }));
  }
}
