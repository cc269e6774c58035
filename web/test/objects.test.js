// The tab of created objects: the same YAML as `gatelint render` prints, refusals in words, and the way to the source.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { objects as asText, proxies, yaml } from "gatelint/formats";
import { encode } from "../src/page/share.js";
import { files, gatelint, gateway, imageOf } from "./support/example.js";
import { EDITOR, cursorAt, openSite, ready, toEnd } from "./support/site.js";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite()));
after(() => site.close());

const DEPLOYMENT = ".object:has(h4:text-is('Deployment'))";
const EDGE = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: {name: more, namespace: edge}
spec: {ipFamily: Both}
`;

/** @param {Page} page */
async function openObjects(page) {
  await ready(page);
  await page.locator("#sides").getByRole("tab", { name: "Objects" }).click();
  await page.locator("#objects .proxy").first().waitFor();
}

/** The text that is selected in the editor. @param {Page} page */
function selected(page) {
  return page.evaluate(() => getSelection()?.toString());
}

/** @param {import("../src/kept.js").TextFile[]} changed @param {object} [options] */
async function address(changed, options = {}) {
  return `${EDITOR}#${await encode({ files: changed, active: 0, options })}`;
}

test("every object is there, as render prints it", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    const [proxy] = proxies(gatelint.render({ files }));
    assert.deepEqual(await page.locator("#objects .yaml").allTextContents(), proxy.objects.map((object) => yaml(object)));
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.locator("#notice", { hasText: "Copied" }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), asText(gatelint.render({ files, options: { explain: true } })));
  }));

test("a click on an image, a label or a name goes to its bytes", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    await page.locator(`${DEPLOYMENT} .traced`, { hasText: imageOf(gateway()).value }).click();
    await page.getByRole("tab", { name: "class.yaml", selected: true }).waitFor();
    assert.equal(await selected(page), "mirror.example.com/envoy");
    await page.locator(`${DEPLOYMENT} .traced`, { hasText: "team: media" }).first().click();
    await page.getByRole("tab", { name: "public.yaml", selected: true }).waitFor();
    assert.equal(await selected(page), "media");
    await page.locator(`${DEPLOYMENT} .traced`, { hasText: /^name: public$/ }).first().click();
    assert.equal(await selected(page), "public");
    await page.locator(`${DEPLOYMENT} .traced`, { hasText: /^name: regcred$/ }).click();
    assert.equal(await selected(page), "regcred");
  }));

test("so does every other value that stands in the files", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    await page.locator(`${DEPLOYMENT} .traced`, { hasText: /^replicas: 2$/ }).click();
    await page.getByRole("tab", { name: "class.yaml", selected: true }).waitFor();
    assert.equal(await selected(page), "2");
  }));

test("selectors of Deployment and Service lead to what they are made of", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    const key = "gateway.envoyproxy.io/owning-gateway-name: public";
    const selecting = page.locator(".object:has(h4:text-is('Service')) .yaml-line:has-text('selector:') ~ .yaml-line .traced", { hasText: key });
    await selecting.first().click();
    await page.getByRole("tab", { name: "public.yaml", selected: true }).waitFor();
    assert.equal(await selected(page), "public");
    const all = await page.locator(`${DEPLOYMENT} .traced`, { hasText: key }).count();
    assert.equal(all, 3, "its labels, its selector, the labels of its pods");
  }));

test("by keyboard: one stop for each object, arrows from value to value, Enter goes to the source", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    const stops = page.locator(`${DEPLOYMENT} .traced[tabindex="0"]`);
    assert.equal(await stops.count(), 1);
    await stops.focus();
    const step = async () => (await page.keyboard.press("ArrowDown"), page.evaluate(() => document.activeElement?.textContent ?? ""));
    let at = "";
    for (let steps = 0; steps < 20 && at !== "team: media"; steps += 1) at = await step();
    assert.equal(at, "team: media");
    assert.match(await page.getByRole("tooltip").innerText(), /^public\.yaml:11/);
    assert.equal(await stops.innerText(), "team: media", "it is the stop now");
    await page.keyboard.press("Enter");
    assert.equal(await selected(page), "media");
  }));

test("pointing lights up the bytes; the cursor lights up what comes of them, and brings it in sight", () =>
  site.visit({ height: 500 }, async (page) => {
    await openObjects(page);
    await page.locator(".traced", { hasText: "team: media" }).first().hover();
    await page.locator("#editor .cm-lit", { hasText: "media" }).waitFor();
    await page.locator("#pane-objects").evaluate((panel) => panel.scrollTo(0, panel.scrollHeight));
    await cursorAt(page, "team: media");
    const lit = page.locator("#objects .traced.lit", { hasText: "team: media" });
    await lit.first().waitFor();
    const inSight = () => lit.evaluateAll((all) => all.some((one) => {
      const { top } = one.getBoundingClientRect();
      const frame = /** @type {Element} */ (one.closest(".side-panel")).getBoundingClientRect();
      return top >= frame.top && top < frame.bottom;
    }));
    assert.ok(await inSight());
  }));

test("objects follow every change, and what was closed stays closed", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    await page.locator(".object:has(h4:text-is('ConfigMap')) summary").click();
    await cursorAt(page, "team: media");
    await page.keyboard.type("-2");
    await page.locator(`${DEPLOYMENT} .traced`, { hasText: "team: media-2" }).first().waitFor();
    const open = await page.locator(".object").evaluateAll((all) => all.map((one) => /** @type {HTMLDetailsElement} */ (one).open));
    assert.deepEqual(open, [true, false, true, true]);
  }));

test("what is refused is said in the words of render", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    const [{ document, message }] = gatelint.render({ files }).loadErrors;
    assert.equal(await page.locator("#objects > .remarks").innerText(), `refused: ${document}: ${message}`);
  }));

test("a controller that does not start, and conditions that are not True", async () => {
  const [platform, edge, config] = files.map(({ path, text = "" }) => ({ path, text }));
  const broken = [platform, edge, { ...config, text: config.text.replace("type: Kubernetes", "type: Nothing") }];
  const [error] = gatelint.render({ files: broken }).configErrors;
  assert.ok(error);
  await site.visit({ path: await address(broken) }, async (page) => {
    await ready(page);
    await page.locator("#sides").getByRole("tab", { name: "Objects" }).click();
    await page.locator("#objects > .remarks", { hasText: error.replaceAll("`", "") }).waitFor();
    await page.locator("#objects", { hasText: "creates nothing" }).waitFor();
  });
  const missing = [{ ...platform, text: platform.text.replace("name: platform\n    namespace", "name: nowhere\n    namespace") }, edge];
  const [condition] = gatelint.render({ files: missing }).gatewayClasses[0].conditions;
  assert.equal(condition.status, "False");
  await site.visit({ path: await address(missing) }, async (page) => {
    await openObjects(page);
    await page.locator(".statuses", { hasText: condition.message }).waitFor();
    assert.ok((await page.locator(".statuses").innerText()).includes(`${condition.type}=False ${condition.reason}`));
  });
});

test("an object that can't be built is named, with the way to its cause", async () => {
  const [platform, edge] = files.map(({ path, text = "" }) => ({ path, text }));
  const patched = edge.text.replace("        container:\n", "        patch:\n          value: {spec: {replicas: many}}\n        container:\n").replace("2186", '"2186"');
  const [{ errors }] = gatelint.render({ files: [platform, { ...edge, text: patched }] }).infra;
  assert.equal(errors.length, 1);
  await site.visit({ path: await address([platform, { ...edge, text: patched }]) }, async (page) => {
    await openObjects(page);
    const remark = page.locator(".proxy .remarks li", { hasText: `stops at ${errors[0].object}` });
    await remark.locator(".place").click();
    await page.getByRole("tab", { name: "public.yaml", selected: true }).waitFor();
  });
});

test("rate limit objects have their block", async () => {
  const [, , config] = files.map(({ path, text = "" }) => ({ path, text }));
  const limited = [{ ...config, text: `${config.text}rateLimit:\n  backend:\n    type: Redis\n    redis: {url: "redis.example.com:6379"}\n` }, { path: "more.yaml", text: EDGE }];
  const count = gatelint.render({ files: limited }).rateLimit?.objects.length ?? 0;
  assert.ok(count > 0);
  await site.visit({ path: await address(limited) }, async (page) => {
    await openObjects(page);
    const block = page.locator(".proxy", { hasText: "rate limit service" });
    assert.equal(await block.locator(".object").count(), count);
    await block.locator(".traced:not(.unwritten)", { hasText: "redis.example.com" }).first().click();
    assert.match((await selected(page)) ?? "", /redis\.example\.com/);
  });
});

test("without objects it says so, and an engine that stops is told there as well", () =>
  site.visit({}, async (page) => {
    await openObjects(page);
    for (const name of ["class.yaml", "envoy-gateway.yaml"]) {
      await page.getByRole("tab", { name }).click();
      await page.getByRole("button", { name: `Close ${name}` }).click();
    }
    await toEnd(page);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("a: 1\n");
    await page.locator("#objects", { hasText: "creates nothing" }).waitFor();
    await page.selectOption("#release", "v1.8.0");
    await page.locator("#objects", { hasText: "With v1.8.0 the controller creates nothing" }).waitFor();
  }));
