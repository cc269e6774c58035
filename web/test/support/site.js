// The built page in Chromium. Each page is watched: what it writes to the console, and whom it asks.

import assert from "node:assert/strict";
import { openBrowser } from "../../../tests/support/browser.js";

/** @typedef {import("playwright-core").Page} Page */

/** The editor page, as it is served. */
export const EDITOR = "/web/dist/index.html";

/**
 * @typedef {object} Visit
 * @property {string} [path]
 * @property {number} [width]
 * @property {number} [height]
 * @property {"light" | "dark"} [scheme]
 * @property {(page: Page) => Promise<unknown>} [prepare] what is done before the page is opened
 * @property {RegExp} [noise] what the console may hold in this test
 */

/**
 * Starts a server and a browser.
 * @param {Record<string, string>} [pages] that are served beside the project's files, path → HTML
 */
export async function openSite(pages) {
  const browser = await openBrowser(pages);
  return {
    close: () => browser.close(),
    /**
     * Opens a page, does something there, and makes sure that the page stayed quiet and among its own files.
     * @param {Visit} how
     * @param {(page: Page) => Promise<void>} then
     */
    async visit({ path = EDITOR, width = 1280, height = 800, scheme = "light", prepare, noise }, then) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, reducedMotion: "reduce" });
      page.setDefaultTimeout(30_000);
      const watched = watch(page, browser.origin);
      try {
        await prepare?.(page);
        await page.goto(browser.origin + path);
        await then(page);
      } finally {
        await page.close();
      }
      assert.deepEqual(watched.said.filter((text) => !noise?.test(text)), [], "the console is empty");
      assert.deepEqual(watched.asked, [], "nobody but the server is asked");
    },
  };
}

/** @param {Page} page @param {string} origin */
function watch(page, origin) {
  /** @type {string[]} */
  const said = [];
  /** @type {string[]} */
  const asked = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error.stack)));
  page.on("request", (request) => request.url().startsWith(origin) || asked.push(request.url()));
  return { said, asked };
}

/** Waits until the editor page has its first answer. @param {Page} page */
export async function ready(page) {
  await page.locator("#findings .verdict").waitFor({ state: "attached" });
}

/** The lines of the shown file that are drawn. @param {Page} page */
export function lines(page) {
  return page.locator("#editor .cm-line").allTextContents();
}

/** Puts the cursor behind a text of the shown file. @param {Page} page @param {string} text */
export async function cursorAt(page, text) {
  await page.locator("#editor .cm-line", { hasText: text }).first().click();
  await page.keyboard.press("End");
}

/** Puts the cursor behind everything in the shown file. @param {Page} page */
export async function toEnd(page) {
  await page.locator("#editor .cm-content").focus();
  await page.keyboard.press("Control+End");
}

/** Writes something in the place of the whole text of the shown file. @param {Page} page @param {string} text */
export async function rewrite(page, text) {
  await page.locator("#editor .cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}
