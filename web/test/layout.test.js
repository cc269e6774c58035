// The page on a telephone, and by keyboard alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cursorAt, lines, openSite, ready } from "./support/site.js";

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite()));
after(() => site.close());

const NARROW = { width: 360, height: 700 };

/** @param {import("playwright-core").Page} page */
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

test("at 360 px the parts are tabs, and none is wider than the page", () =>
  site.visit(NARROW, async (page) => {
    await ready(page);
    for (const [tab, panel] of [["Text", "#pane-text"], ["What runs", "#pane-answer"], ["Objects", "#pane-objects"], [/^Findings \(\d+\)$/, "#pane-findings"]]) {
      await page.locator("#panes").getByRole("tab", { name: tab }).click();
      const shown = await page.locator(".pane:not(.side), .side-panel").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map(({ id }) => `#${id}`));
      assert.deepEqual(shown, [panel]);
      assert.equal(await page.locator(String(panel)).getAttribute("role"), "tabpanel");
      assert.ok((await overflow(page)) <= 0, `${tab} fits`);
    }
  }));

test("at 360 px a finding leads to its text", () =>
  site.visit(NARROW, async (page) => {
    await page.locator("#panes").getByRole("tab", { name: /Findings/ }).click();
    await page.locator(".finding", { hasText: "label-value-not-a-string" }).locator(".finding-jump").click();
    assert.ok(await page.locator("#pane-text").isVisible());
    assert.equal(await page.evaluate(() => getSelection()?.toString()), "2186");
  }));

test("at 360 px menus and dialogs stay on the page", () =>
  site.visit(NARROW, async (page) => {
    await page.getByRole("button", { name: "Files" }).click();
    const box = await page.getByRole("menu").boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 700);
    await page.getByRole("menuitem", { name: "New file…" }).click();
    assert.ok((await overflow(page)) <= 0);
  }));

test("the order of the keyboard leads through everything, and out of the editor", () =>
  site.visit({}, async (page) => {
    await ready(page);
    /** @type {(string | undefined)[]} */
    const seen = [];
    for (let step = 0; step < 40 && !seen.includes("finding-jump"); step += 1) {
      await page.keyboard.press("Tab");
      seen.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName));
    }
    const order = ["files", "release", "dialect", "share", "theme", "close", "add", "cm-content", "SUMMARY", "place", "matrix", "finding-jump"];
    let at = -1;
    for (const name of order) {
      at = seen.findIndex((one, index) => index > at && one?.startsWith(name));
      assert.ok(at >= 0, `${name} in its place among ${seen}`);
    }
  }));

test("F8 goes to the next finding, Ctrl+. offers its fixes", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.locator("#editor .cm-content").focus();
    const selected = () => page.evaluate(() => getSelection()?.toString());
    const findings = await page.locator(".finding").count();
    for (let step = 0; step < findings && (await selected()) !== "2186"; step += 1) await page.keyboard.press("F8");
    assert.equal(await selected(), "2186");
    await page.keyboard.press("Control+.");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".finding .rule", { hasText: "label-value-not-a-string" }).waitFor({ state: "detached" });
    await page.keyboard.type("0");
    assert.ok((await lines(page)).some((line) => line.includes("cost-center") && line.includes("0")), "the editor has the focus again");
  }));

test("after a fix from the list the focus stays in the list", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.locator(".finding .fix").first().focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".finding .rule", { hasText: "label-value-not-a-string" }).waitFor({ state: "detached" });
    assert.ok(await page.evaluate(() => document.activeElement?.closest("#findings") !== null));
  }));

test("arrow keys choose tabs, F2 renames, Escape closes menus and gives the focus back", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.locator("#tabs").getByRole("tab", { selected: true }).focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("tab", { name: "class.yaml", selected: true }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "class.yaml");
    await page.keyboard.press("End");
    await page.getByRole("tab", { name: "envoy-gateway.yaml", selected: true }).waitFor();
    await page.keyboard.press("F2");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Files" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Rename…");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "files");
  }));

test("the theme is the system's until the button is pressed", () =>
  site.visit({ scheme: "dark" }, async (page) => {
    await ready(page);
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.getByRole("button", { name: "Use the light theme" }).click();
    const light = await paper();
    assert.notEqual(light, dark);
    await page.getByRole("button", { name: "Use the dark theme" }).click();
    assert.equal(await paper(), dark);
    await page.emulateMedia({ colorScheme: "light" });
    assert.equal(await paper(), dark, "the choice stays");
    await cursorAt(page, "team: media");
  }));
