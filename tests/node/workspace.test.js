// A workspace of the package: files that are kept between questions.

import assert from "node:assert/strict";
import { test } from "node:test";
import { GatelintFault, load } from "gatelint";
import { CLASS } from "../support/samples.js";

const gatelint = await load();
const BROKEN = CLASS.replace("controllerName", "controlerName");

/** @param {string} text */
function opened(text) {
  return gatelint.open({ files: [{ path: "class.yaml", text }], options: { target: "v1.9.0" } });
}

/** @param {string} text */
function asked(text) {
  return gatelint.check({ files: [{ path: "class.yaml", text }], options: { target: "v1.9.0" } });
}

test("answers as the calls do, before and after a change", () => {
  const workspace = opened(CLASS);
  assert.deepEqual(workspace.check(), asked(CLASS));
  workspace.update("class.yaml", BROKEN);
  assert.deepEqual(workspace.check(), asked(BROKEN));
  assert.ok(workspace.diagnostics("class.yaml").length > 0);
  assert.deepEqual(workspace.diagnostics("other.yaml"), []);
  const request = { files: [{ path: "class.yaml", text: BROKEN }], options: { target: /** @type {const} */ ("v1.9.0") } };
  assert.deepEqual(workspace.resolve(), gatelint.resolve(request));
  assert.deepEqual(workspace.render(), gatelint.render(request));
});

test("what a caller does to an answer is not in the next one", () => {
  const workspace = opened(BROKEN);
  workspace.check().diagnostics.pop();
  assert.deepEqual(workspace.check(), asked(BROKEN));
});

test("files come, as text or bytes, and go", () => {
  const workspace = opened(CLASS);
  workspace.update("more.yaml", new TextEncoder().encode(BROKEN));
  assert.equal(workspace.check().files, 2);
  workspace.update("more.yaml", null);
  assert.deepEqual(workspace.check(), asked(CLASS));
  workspace.update("never.yaml", null);
  workspace.update("class.yaml", null);
  assert.throws(() => workspace.check(), /no files/);
  assert.throws(() => fault(), GatelintFault);
  assert.throws(() => workspace.check(), /no files/);
  workspace.update("class.yaml", CLASS);
  assert.deepEqual(workspace.check(), asked(CLASS));
});

test("opens without files, and gets its first one later", () => {
  const workspace = gatelint.open({ files: [], options: { target: "v1.9.0" } });
  for (const ask of [() => workspace.check(), () => workspace.resolve(), () => workspace.render()]) {
    assert.throws(ask, { name: "Error", message: "no files were given" });
  }
  assert.throws(() => workspace.diagnostics("class.yaml"), /no files/);
  workspace.update("class.yaml", null);
  workspace.update("class.yaml", BROKEN);
  assert.deepEqual(workspace.check(), asked(BROKEN));
  // @ts-expect-error no such option
  assert.throws(() => gatelint.open({ files: [], options: { closd: true } }), /no key `closd`/);
});

test("nothing is answered after the end, not even what was asked before", () => {
  const workspace = opened(BROKEN);
  workspace.check();
  workspace.close();
  const questions = ["check", "diagnostics", "resolve", "render", "update"];
  for (const name of questions) assert.throws(() => workspace[name]("class.yaml", ""), /closed/, name);
});

test("lives through a fault of the module", () => {
  const [workspace, other] = [opened(CLASS), load()];
  workspace.update("class.yaml", BROKEN);
  assert.throws(() => fault(), GatelintFault);
  assert.deepEqual(workspace.check(), asked(BROKEN));
  workspace.update("class.yaml", CLASS);
  assert.deepEqual(workspace.check(), asked(CLASS));
  return other;
});

test("two workspaces do not meet", () => {
  const [first, second] = [opened(CLASS), opened(BROKEN)];
  first.update("class.yaml", BROKEN);
  second.update("class.yaml", CLASS);
  assert.deepEqual([first.check(), second.check()], [asked(BROKEN), asked(CLASS)]);
  first.close();
  assert.deepEqual(second.check(), asked(CLASS));
});

test("what can't be used says so", () => {
  // @ts-expect-error no files
  assert.throws(() => gatelint.open({}), /no files/);
  // @ts-expect-error no request
  assert.throws(() => gatelint.open(undefined), /files|request/);
  const workspace = opened(CLASS);
  // @ts-expect-error a number is no content
  assert.throws(() => workspace.update("class.yaml", 7), /a content is/);
  // @ts-expect-error there is no path
  assert.throws(() => workspace.update(undefined, ""), /path/);
  workspace.close();
  workspace.close();
  assert.throws(() => workspace.check(), /closed/);
});

/** Stops the module in the middle of a call. */
function fault() {
  // @ts-expect-error not a call of the contract
  return gatelint.text("panic", "stopped");
}
