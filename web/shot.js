// The pictures of the README: the editor on its example, light and dark, and what it would create. `npm run shot`, after `npm run build:web`.

import { fileURLToPath } from "node:url";
import { openBrowser } from "../tests/support/browser.js";
import { EDITOR, ready } from "./test/support/site.js";

const PICTURES = /** @type {const} */ ([
  { scheme: "light", file: "editor.png" },
  { scheme: "dark", file: "editor-dark.png" },
  { scheme: "light", file: "editor-objects.png", objects: true },
]);

const browser = await openBrowser();
for (const { scheme, file, ...shown } of PICTURES) {
  const page = await browser.newPage({ viewport: { width: 1160, height: 720 }, colorScheme: scheme });
  await page.goto(browser.origin + EDITOR);
  await ready(page);
  if ("objects" in shown) await page.locator("#sides").getByRole("tab", { name: "Objects" }).click();
  // The finding that the picture is about: its line in sight, and what it is tied to lit up.
  await page.locator(".finding", { hasText: "image-shadowed" }).locator(".finding-jump").click();
  await page.locator(".cm-lintRange-warning").first().waitFor();
  if ("objects" in shown) await showImage(page);
  else await page.mouse.move(640, 5);
  const path = fileURLToPath(new URL(`../docs/${file}`, import.meta.url));
  await page.screenshot({ path });
  await page.close();
}
await browser.close();

/**
 * The image of the Deployment, pointed at, and the file that it comes from.
 * @param {import("playwright-core").Page} page
 */
async function showImage(page) {
  await page.getByRole("tab", { name: "class.yaml" }).click();
  const image = page.locator(".traced", { hasText: /^image: mirror/ });
  await image.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await image.hover();
  await page.locator("#editor .cm-lit").waitFor();
}
