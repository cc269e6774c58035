// The package in a bare page and in a web worker, without a bundler.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { load } from "gatelint";
import { openBrowser } from "../support/browser.js";
import { BAD_IMAGE } from "../support/samples.js";

const LOAD = 'import { GatelintFault, load } from "/pkg/browser.js"; const gatelint = await load();';
const REQUEST = JSON.stringify({ files: [{ path: "proxy.yaml", text: BAD_IMAGE }] });

const PAGES = {
  "/bare.html": `<!doctype html><title>bare</title><script type="module">
    ${LOAD}
    window.answer = gatelint.text("check", ${REQUEST});
    window.page = (await gatelint.explain("image-syntax")).markdown;
    try {
      gatelint.text("panic", "out of paper");
    } catch (error) {
      window.fault = { isFault: error instanceof GatelintFault, message: error.message };
    }
    window.again = gatelint.text("check", ${REQUEST});
  </script>`,
  "/workspace.html": `<!doctype html><title>workspace</title><script type="module">
    ${LOAD}
    import { objects } from "/pkg/formats/index.js";
    const workspace = gatelint.open({ files: [{ path: "proxy.yaml", text: "a: [" }] });
    workspace.update("proxy.yaml", ${JSON.stringify(BAD_IMAGE)});
    const { files } = ${REQUEST};
    window.answer = { kept: workspace.check(), asked: gatelint.check({ files }), objects: objects(workspace.render()) };
    workspace.close();
  </script>`,
  "/worker.html": `<!doctype html><title>worker</title><script type="module">
    const worker = new Worker("/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => (window.answer = data);
  </script>`,
  "/worker.js": `${LOAD} postMessage(gatelint.text("check", ${REQUEST}));`,
  "/missing.html": `<!doctype html><title>missing</title><script type="module">
    import { load } from "/pkg/browser.js";
    window.refusal = await load({ module: new URL("/nowhere.wasm", location.href) }).catch((error) => error.message);
  </script>`,
};

const expected = (await load()).text("check", JSON.parse(REQUEST));
let browser;

before(async () => (browser = await openBrowser(PAGES)));
after(() => browser.close());

/** Opens a page and gives a variable of it, once it is set. */
async function valueOf(path, name) {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error));
  await page.goto(browser.origin + path);
  const value = await page
    .waitForFunction((name) => window[name], name, { timeout: 20_000 })
    .catch(() => assert.fail(errors.join("\n")));
  return value.jsonValue();
}

test("a bare page gets the answer that Node gets", async () => {
  assert.equal(await valueOf("/bare.html", "answer"), expected);
});

test("a bare page keeps a workspace, and writes answers as the command line does", async () => {
  const { kept, asked, objects } = await valueOf("/workspace.html", "answer");
  assert.deepEqual(kept, asked);
  assert.deepEqual(kept, JSON.parse(expected));
  assert.match(objects, /^# Envoy Gateway v/);
});

test("a bare page goes on after a panic", async () => {
  const fault = await valueOf("/bare.html", "fault");
  assert.equal(fault.isFault, true);
  assert.match(fault.message, /out of paper/);
  assert.equal(await valueOf("/bare.html", "again"), expected);
});

test("a bare page loads rule pages", async () => {
  assert.match(await valueOf("/bare.html", "page"), /^# /);
});

test("a web worker gets the same answer", async () => {
  assert.equal(await valueOf("/worker.html", "answer"), expected);
});

test("a module that is not there is named", async () => {
  assert.match(await valueOf("/missing.html", "refusal"), /nowhere\.wasm: 404/);
});
