// <gatelint-playground> in a bare page: one script tag, several elements, the colours of the page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { plain } from "../src/playground/plain.js";
import { counts } from "../src/words.js";
import { violations } from "./support/axe.js";
import { gatelint, imageOf } from "./support/example.js";
import { openSite } from "./support/site.js";

const YAML = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata:
  name: eg
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
  namespace: edge
spec:
  gatewayClassName: eg
  infrastructure:
    annotations:
      revision: 1.20
    parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: custom}
  listeners:
    - {name: http, protocol: HTTP, port: 80}
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata:
  name: custom
  namespace: edge
spec:
  provider:
    type: Kubernetes
    kubernetes:
      envoyDeployment:
        container:
          imageRepository: mirror.example.com/envoy
`;

const page = (/** @type {string} */ body, style = "") => `<!doctype html>
<html lang="en"><head><title>Docs</title><link rel="icon" href="data:,"><style>${style}</style>
<script type="module" src="/web/dist/playground/gatelint-playground.js"></script></head>
<body><main><h1>Docs</h1>${body}</main></body></html>`;

const indented = YAML.replaceAll(/^(?=.)/gm, "      ");
const PAGES = {
  "/one.html": page(`<gatelint-playground id="one">\n${indented}    </gatelint-playground>`),
  "/several.html": page(`
    <gatelint-playground id="one" release="v1.8.0">${YAML}</gatelint-playground>
    <gatelint-playground id="two" release="v1.6.0" dialect="structured" label="The second example">${YAML}</gatelint-playground>
    <gatelint-playground id="bad" release="v0.0.1">${YAML}</gatelint-playground>
    <gatelint-playground id="empty"></gatelint-playground>`),
  "/read-as.html": page(`<gatelint-playground id="one" release="v1.8.0" as="values" file="chart/values.yaml">config:
  nothing: 1</gatelint-playground>`),
  "/coloured.html": page(`<gatelint-playground id="one">${YAML}</gatelint-playground>`,
    "main { --gatelint-paper: rgb(255, 250, 240); --gatelint-ink: rgb(60, 30, 10); --gatelint-accent: rgb(120, 20, 120) }"),
  "/dark.html": page(`<gatelint-playground id="one">${YAML}</gatelint-playground>`, ":root { color-scheme: dark }"),
};

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite(PAGES)));
after(() => site.close());

/** @param {import("gatelint").Options} [options] */
function expected(options = {}) {
  return imageOf(gatelint.resolve({ files: [{ path: "example.yaml", text: YAML }], options }).gateways[0]).value;
}

test("the indentation of the page is taken off", () => {
  assert.equal(plain("\n    a:\n      b: 1\n\n    c: 2\n  "), "a:\n  b: 1\n\nc: 2\n");
  assert.equal(plain("a: 1"), "a: 1\n");
  assert.equal(plain(""), "\n");
});

test("it shows its text, the verdict and the image", () =>
  site.visit({ path: "/one.html" }, async (page) => {
    await page.locator("#one .image code", { hasText: expected() }).waitFor();
    assert.equal(await page.locator("#one").evaluate((element) => /** @type {any} */ (element).value), YAML);
    assert.match(await page.locator("#one .verdict").innerText(), /^✕ 1 error, 0 warnings\s/);
    await page.locator("#one .cm-lint-marker-error").waitFor();
  }));

test("typing changes the image, a fix removes the finding", () =>
  site.visit({ path: "/one.html" }, async (page) => {
    await page.locator("#one .verdict button").first().click();
    await page.locator("#one .cm-lintRange-error").hover();
    await page.locator("#one .cm-diagnosticAction").first().click();
    await page.locator("#one .verdict", { hasText: "nothing found" }).waitFor();
    await page.locator("#one .cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("-2");
    await page.locator("#one .image code", { hasText: expected().replace("/envoy:", "/envoy-2:") }).waitFor();
  }));

test("several in one page answer each for itself, and follow their attributes", () =>
  site.visit({ path: "/several.html" }, async (page) => {
    await page.locator("#one .image code", { hasText: expected({ target: "v1.8.0" }) }).waitFor();
    await page.locator("#two .image code", { hasText: expected({ target: "v1.6.0" }) }).waitFor();
    await page.getByRole("textbox", { name: "The second example" }).waitFor();
    await page.locator("#bad .verdict .error", { hasText: "v0.0.1" }).waitFor();
    await page.locator("#empty .verdict").waitFor();
    await page.locator("#one").evaluate((element) => element.setAttribute("release", "v1.5.0"));
    await page.locator("#one .image code", { hasText: expected({ target: "v1.5.0" }) }).waitFor();
    await page.locator("#bad").evaluate((element) => element.removeAttribute("release"));
    await page.locator("#bad .image code", { hasText: expected() }).waitFor();
    const modules = await page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length);
    assert.equal(modules, 1, "one engine serves them all");
  }));

test("its text can be read and set by the page, which is told of changes", () =>
  site.visit({ path: "/one.html" }, async (page) => {
    await page.locator("#one .image").waitFor();
    const told = page.evaluate(() => new Promise((resolve) => document.body.addEventListener("input", () => resolve(true))));
    await page.locator("#one").evaluate((element, text) => void (/** @type {any} */ (element).value = text), YAML.replace("/envoy", "/set"));
    assert.equal(await told, true);
    await page.locator("#one .image code", { hasText: expected().replace("/envoy:", "/set:") }).waitFor();
  }));

test("a fix is a button of the verdict", () =>
  site.visit({ path: "/one.html" }, async (page) => {
    await page.locator("#one .verdict").getByRole("button", { name: "Fix: put it in quotes" }).click();
    await page.locator("#one .verdict", { hasText: "nothing found" }).waitFor();
    assert.match(await page.locator("#one").evaluate((element) => /** @type {any} */ (element).value), /revision: "1\.20"/);
  }));

test("its attributes say what its file is, and who reads it", () =>
  site.visit({ path: "/read-as.html" }, async (page) => {
    const text = "config:\n  nothing: 1\n";
    const options = { target: "v1.8.0" };
    const expected = gatelint.check({ files: [{ path: "chart/values.yaml", text, as: "values" }], options }).diagnostics;
    assert.ok(expected.length > 0);
    await page.locator("#one .verdict b", { hasText: counts(expected) }).waitFor();
    await page.locator("#one").evaluate((element) => element.removeAttribute("as"));
    const without = gatelint.check({ files: [{ path: "chart/values.yaml", text }], options }).diagnostics;
    assert.notDeepEqual(without, expected);
    await page.locator("#one .verdict b", { hasText: without.length > 0 ? counts(without) : "nothing found" }).waitFor();
  }));

test("it lives on when it is moved, and works when it is made by a script", () =>
  site.visit({ path: "/one.html" }, async (page) => {
    await page.locator("#one .image").waitFor();
    await page.evaluate((text) => {
      const made = document.createElement("gatelint-playground");
      made.id = "made";
      made.textContent = text;
      document.body.append(made, document.querySelector("#one") ?? "");
    }, YAML);
    await page.locator("#made .image code", { hasText: expected() }).waitFor();
    await page.locator("#one .cm-content").focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("-2");
    await page.locator("#one .image code", { hasText: "envoy-2" }).waitFor();
  }));

test("it takes the page's colours", () =>
  site.visit({ path: "/coloured.html" }, async (page) => {
    await page.locator("#one .image").waitFor();
    const colours = await page.locator("#one").evaluate((element) => {
      const { backgroundColor, color } = getComputedStyle(element);
      const inside = /** @type {ShadowRoot} */ (element.shadowRoot).querySelector(".cm-editor");
      return [backgroundColor, color, inside && getComputedStyle(inside).backgroundColor];
    });
    assert.deepEqual(colours, ["rgb(255, 250, 240)", "rgb(60, 30, 10)", "rgb(255, 250, 240)"]);
  }));

for (const path of Object.keys(PAGES).filter((path) => path !== "/read-as.html")) {
  test(`axe-core finds nothing in ${path}`, () =>
    site.visit({ path, width: 360 }, async (page) => {
      await page.locator("#one .image").waitFor();
      assert.deepEqual(await violations(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "fits 360 px");
    }));
}
