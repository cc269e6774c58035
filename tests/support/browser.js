// A page in headless Chromium, served by a server of its own on this machine.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves the project's folder, and pages that a test gives.
 * @param {Record<string, string>} [pages] path → HTML or JavaScript
 */
async function serve(pages = {}) {
  const server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const path = asked.endsWith("/") ? `${asked}index.html` : asked;
    const type = TYPES[extname(path)] ?? "text/plain";
    try {
      const body = pages[path] ?? (await readFile(join(ROOT, path)));
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  return server;
}

/**
 * Starts the server and the browser; `close` ends both.
 * @param {Record<string, string>} [pages]
 */
export async function openBrowser(pages) {
  const server = await serve(pages);
  const { args } = JSON.parse(readFileSync(new URL("webdriver.json", import.meta.url), "utf8"))["goog:chromeOptions"];
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
  return {
    origin: `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`,
    newPage: (/** @type {import("playwright-core").BrowserContextOptions} */ options = {}) => browser.newPage(options),
    async close() {
      await browser.close();
      server.close();
    },
  };
}
