// Chromium gives the bytes that the native crate gave.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser } from "../support/browser.js";
import { readCorpus } from "../support/corpus.js";

/** Loads the package and answers calls; a file's bytes cross into the page as a list of numbers. */
const HOST = `
import { load } from "/pkg/browser.js";
const gatelint = await load();
window.answer = (call, files, options) => {
  const request = { files: files.map((file) => ({ ...file, bytes: Uint8Array.from(file.bytes) })), ...(options && { options }) };
  try {
    return gatelint.text(call, request);
  } catch (error) {
    return error.message;
  }
};
`;

let browser, page;

before(async () => {
  browser = await openBrowser({
    "/corpus.html": '<!doctype html><script type="module" src="corpus.js"></script>',
    "/corpus.js": HOST,
  });
  page = await browser.newPage();
  await page.goto(`${browser.origin}/corpus.html`);
  await page.waitForFunction(() => "answer" in window);
});

after(() => browser.close());

for (const { name, request, answers } of readCorpus()) {
  test(name, async () => {
    const files = request.files.map((file) => ({ ...file, bytes: Array.from(file.bytes) }));
    for (const { call, expected } of answers) {
      const answer = await page.evaluate(
        ([call, files, options]) => window.answer(call, files, options),
        [call, files, request.options],
      );
      assert.equal(answer, expected, call);
    }
  });
}
