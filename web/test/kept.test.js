// The workspace follows the files: after any change it answers as a new question does, and edits do not open it anew.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept } from "../src/kept.js";
import { files as example, gatelint } from "./support/example.js";

/** @typedef {import("../src/kept.js").TextFile} TextFile */

const files = example.map(({ path, text = "" }) => ({ path, text }));
const [platform, edge, config] = files;

/** Gatelint, counting what is opened and updated. */
function counting() {
  /** @type {string[]} */
  const done = [];
  const open = (/** @type {import("gatelint").Request} */ request) => {
    done.push("open");
    const workspace = gatelint.open(request);
    const update = workspace.update.bind(workspace);
    workspace.update = (path, content) => (done.push(`${content === null ? "remove" : "update"} ${path}`), update(path, content));
    return workspace;
  };
  return { done, kept: new Kept(/** @type {import("gatelint").Gatelint} */ ({ ...gatelint, open })) };
}

/** @param {Kept} kept @param {TextFile[]} files @param {object} [options] */
function same(kept, files, options = {}) {
  const workspace = kept.with({ files, options });
  const request = { files, options };
  assert.deepEqual(workspace.check(), gatelint.check(request));
  assert.deepEqual(workspace.resolve(), gatelint.resolve(request));
  assert.deepEqual(workspace.render(), gatelint.render(request));
}

test("edits, new files and removed ones are updates", () => {
  const { done, kept } = counting();
  same(kept, files);
  same(kept, [platform, { ...edge, text: edge.text.replace("media", "press") }, config]);
  same(kept, [platform, edge, config, { path: "new.yaml", text: "a: 1\na: 2\n" }]);
  same(kept, [platform, edge, { path: "new.yaml", text: "a: 1\n" }]);
  same(kept, [platform, edge, { path: "new.yaml", text: "a: 1\n" }]);
  assert.deepEqual(done, ["open", "update public.yaml", "update public.yaml", "update new.yaml",
    "remove envoy-gateway.yaml", "update new.yaml"]);
});

test("other options, another order and another role open it anew", () => {
  const { done, kept } = counting();
  same(kept, files);
  same(kept, files, { target: "v1.7.0" });
  same(kept, [config, edge, platform], { target: "v1.7.0" });
  same(kept, [config, { ...edge, as: "values" }, platform], { target: "v1.7.0" });
  same(kept, [{ path: "values.yaml", text: "a: 1\n", as: "values" }], { target: "v1.7.0" });
  assert.deepEqual(done, Array(5).fill("open"));
});

test("after any changes it answers as a new question does", () => {
  const { done, kept } = counting();
  const texts = ["", "a: [\n", "policies: {}\n", platform.text, edge.text, config.text, edge.text.replace("image:", "imageRepository:")];
  /** @type {TextFile[]} */
  let now = [...files];
  let seed = 7;
  const pick = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let step = 0; step < 60; step += 1) {
    const path = ["a.yaml", "b.yaml", "repo/c.yaml", "gatelint.yaml"][pick(4)];
    const text = texts[pick(texts.length)];
    const others = now.filter((file) => file.path !== path);
    const change = [() => [...others, { path, text }], () => (others.length > 0 ? others : now), () => now.map((file) => (file.path === path ? { ...file, text } : file)), () => now.toReversed()][pick(4)];
    now = change();
    same(kept, now);
  }
  assert.ok(done.includes("open") && done.some((one) => one.startsWith("update")) && done.some((one) => one.startsWith("remove")));
});

test("what is closed or forgotten is opened from the files", () => {
  const { done, kept } = counting();
  same(kept, files);
  kept.close();
  same(kept, files);
  kept.forget();
  same(kept, [platform, edge]);
  assert.deepEqual(done, ["open", "open", "open"]);
  assert.throws(() => kept.with({ files, options: { target: "v0.0.1" } }), /v0\.0\.1/);
  same(kept, files);
});
