// The page shows what the engine says: images and why, labels, findings; and it follows every change.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { files, gatelint, gateway, imageOf } from "./support/example.js";
import { encode } from "../src/page/share.js";
import { EDITOR, cursorAt, openSite, ready, rewrite, toEnd } from "./support/site.js";

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
before(async () => (site = await openSite()));
after(() => site.close());

const IMAGE = "#answer .container:has(h4:text-is('envoy')) .image";

test("the image of the example is the one that the engine names", () =>
  site.visit({}, async (page) => {
    await ready(page);
    assert.equal(await page.locator(IMAGE).textContent(), imageOf(gateway()).value);
    const all = await page.locator("#answer .image").allTextContents();
    assert.deepEqual(all, gateway().containers.map(({ image }) => image.value));
  }));

test("the chain says who sets the image, and who does so in vain", () =>
  site.visit({}, async (page) => {
    await ready(page);
    const stops = page.locator("#answer .container:has(h4:text-is('envoy')) .chain li");
    assert.deepEqual(await stops.evaluateAll((all) => all.map((one) => one.className)), ["idle", "won", "lost", "empty"]);
    assert.match(await stops.nth(1).innerText(), /class/);
    const reasons = await page.locator("#answer .container:has(h4:text-is('envoy')) .reasons").innerText();
    for (const { value, because } of imageOf(gateway()).shadowed) assert.ok(reasons.includes(value) && reasons.includes(because));
  }));

test("a patch and the controller's config have their stops in the chain", async () => {
  const image = "registry.example.com/patched@sha256:" + "0".repeat(64);
  const [platform, edge, config] = files.map(({ path, text = "" }) => ({ path, text }));
  const container = "{provider: {type: Kubernetes, kubernetes: {envoyDeployment: {container: {image: registry.example.com/config:v1}}}}}";
  config.text += `envoyProxy: ${container}\n`;
  edge.text = edge.text.replace("        container:\n", `        patch:\n          value: {spec: {template: {spec: {containers: [{name: envoy, image: "${image}"}]}}}}\n        container:\n`);
  const state = { files: [platform, edge, config], active: 0, options: {} };
  const { level, shadowed } = imageOf(gatelint.resolve({ files: state.files }).gateways[0]);
  assert.deepEqual([level, ...new Set(shadowed.map((one) => one.level))].sort(), ["class", "config", "gateway", "patch", "release"]);
  await site.visit({ path: `${EDITOR}#${await encode(state)}` }, async (page) => {
    await page.locator(IMAGE, { hasText: image }).waitFor();
    const stops = page.locator("#answer .container:has(h4:text-is('envoy')) .chain li");
    const words = await stops.evaluateAll((all) => all.map((one) => `${one.children[1].textContent} ${one.classList[0]}`));
    assert.deepEqual(words, ["default idle", "config lost", "class lost", "gateway lost", "patch won"]);
  });
});

test("pull policy, secrets and created objects are shown", () =>
  site.visit({}, async (page) => {
    await ready(page);
    const rows = await page.locator("#answer .rows").innerText();
    const { containers, pullSecrets, objects } = gateway();
    for (const { pullPolicy } of containers) assert.ok(rows.includes(pullPolicy.value));
    for (const { value } of pullSecrets) assert.ok(rows.includes(value));
    for (const { kind } of objects) assert.ok(rows.includes(kind));
  }));

test("the matrix has a dot for each label of each object, and tells where it comes from", () =>
  site.visit({}, async (page) => {
    await ready(page);
    const count = (/** @type {Record<string, unknown>} */ entries = {}) => Object.keys(entries).length;
    const carried = gateway().objects.reduce((sum, { labels, annotations, pod }) =>
      sum + count(labels) + count(annotations) + count(pod?.labels) + count(pod?.annotations), 0);
    const selecting = gateway().objects.reduce((sum, { selector }) => sum + count(selector), 0);
    assert.equal(await page.locator(".matrix .dot", { hasText: "carries it" }).count(), carried);
    assert.equal(await page.locator(".matrix .dot", { hasText: "selects by it" }).count(), selecting);
    await page.locator(".matrix tr", { hasText: "team" }).locator(".dot").first().hover();
    assert.match(await page.getByRole("tooltip").innerText(), /^public\.yaml:11 .*labels\.team$/);
  }));

test("findings stand in the list, the gutter and the text", () =>
  site.visit({}, async (page) => {
    await ready(page);
    const { diagnostics } = gatelint.check({ files });
    assert.ok(diagnostics.length >= 2, "the example has mistakes");
    assert.deepEqual(await page.locator(".finding .rule").allTextContents(), diagnostics.map(({ rule }) => rule));
    await cursorAt(page, "cost-center");
    for (const severity of new Set(diagnostics.map((one) => one.severity))) {
      await page.locator(`.cm-lint-marker-${severity}`).first().waitFor();
      await page.locator(`.cm-lintRange-${severity}`).first().waitFor();
    }
    assert.equal(await page.locator(".cm-lint-marker").count(), diagnostics.length);
  }));

test("typing changes the image", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.getByRole("tab", { name: "class.yaml" }).click();
    await cursorAt(page, "imageRepository:");
    await page.keyboard.type("-2");
    const expected = imageOf(gateway()).value.replace("/envoy:", "/envoy-2:");
    await page.locator(IMAGE, { hasText: expected }).waitFor();
  }));

test("the release picker has every release, and changes the answer", () =>
  site.visit({}, async (page) => {
    await ready(page);
    const offered = await page.locator("#release option").allTextContents();
    assert.deepEqual(offered.slice(1), gatelint.releases.toReversed());
    for (const target of ["v1.8.0", "v1.6.0", "v1.2.0"]) {
      await page.selectOption("#release", target);
      await page.locator(IMAGE, { hasText: new RegExp(`^${imageOf(gateway({ target })).value}$`) }).waitFor();
    }
    await page.selectOption("#release", { index: 0 });
    await page.locator(IMAGE, { hasText: new RegExp(`^${imageOf(gateway()).value}$`) }).waitFor();
  }));

test("the dialect picker changes the answer", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await page.getByRole("tab", { name: "class.yaml" }).click();
    await cursorAt(page, "imageRepository:");
    await page.keyboard.type("\nimageSpec: {repository: mirror.example.com/other, tag: pinned}");
    await page.waitForTimeout(300);
    assert.equal(await page.locator(IMAGE).textContent(), imageOf(gateway()).value, "no release knows imageSpec");
    await page.selectOption("#dialect", "structured");
    await page.locator(IMAGE, { hasText: "mirror.example.com/other:pinned" }).waitFor();
  }));

test("the mode is the one of the files", () =>
  site.visit({}, async (page) => {
    await ready(page);
    assert.match(await page.locator("#mode").innerText(), /^Gateway namespace/);
    await page.getByRole("tab", { name: "envoy-gateway.yaml" }).click();
    await page.getByRole("button", { name: "Close envoy-gateway.yaml" }).click();
    await page.locator("#mode", { hasText: "controller namespace" }).waitFor();
  }));

test("each Gateway has its block, and those that are open stay open", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await toEnd(page);
    await page.keyboard.insertText("---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: second, namespace: edge}\nspec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}\n");
    const blocks = page.locator("#answer details");
    await blocks.nth(1).waitFor();
    assert.deepEqual(await page.locator("#answer h3").allTextContents(), ["edge/public", "edge/second"]);
    await blocks.nth(1).locator("summary").click();
    await blocks.nth(1).locator(".container").first().waitFor();
    await toEnd(page);
    await page.keyboard.type("# a change");
    await page.waitForTimeout(300);
    assert.deepEqual(await blocks.evaluateAll((all) => all.map((one) => /** @type {HTMLDetailsElement} */ (one).open)), [true, true]);
  }));

test("a text without a Gateway says so, and broken YAML is a finding, not an end", () =>
  site.visit({}, async (page) => {
    await ready(page);
    await rewrite(page, "a: [\n");
    await page.locator(".finding .rule", { hasText: "yaml-syntax" }).waitFor();
    await page.locator("#answer", { hasText: "No Gateway in these files" }).waitFor();
  }));
