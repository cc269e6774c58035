// gatelint.yaml and baselines on the command line.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "gatelint";
import { folder, gatelint } from "../support/cli.js";
import { BAD_IMAGE, CLASS } from "../support/samples.js";

const LATEST = BAD_IMAGE.replace("//Envoy:v1.39.0", "/envoy:latest");

/** The rules that speak, and the whole report. */
async function check(words, how) {
  const { code, stdout, stderr } = await gatelint(["check", "--format=json", ...words], how);
  assert.equal(stderr, "");
  const report = JSON.parse(stdout);
  return { code, report, rules: report.diagnostics.map(({ rule, severity }) => `${severity} ${rule}`) };
}

test("the nearest gatelint.yaml above the operands counts, wherever one stands", async (t) => {
  const files = {
    "gatelint.yaml": "rules: {image-mutable-tag: error}\ntarget: v1.8.3\n",
    "team/gatelint.yaml": "rules: {image-mutable-tag: off}\n",
    "team/deep/proxy.yaml": LATEST,
    "proxy.yaml": LATEST,
  };
  const cwd = folder(t, files);
  assert.deepEqual((await check(["proxy.yaml"], { cwd })).rules, ["info release-end-of-life", "error image-mutable-tag"]);
  assert.deepEqual((await check(["../../proxy.yaml"], { cwd: join(cwd, "team/deep") })).report.targets, ["v1.8.3"]);
  assert.deepEqual((await check(["team/deep"], { cwd })).rules, []);
  assert.deepEqual((await check(["proxy.yaml"], { cwd: join(cwd, "team/deep") })).rules, []);
  assert.deepEqual((await check(["team/deep/proxy.yaml", "proxy.yaml"], { cwd })).report.targets, ["v1.8.3"]);
  assert.deepEqual((await check(["--no-config", "proxy.yaml"], { cwd })).rules, ["warning image-mutable-tag"]);
  assert.deepEqual((await check(["--config", "team/gatelint.yaml", "proxy.yaml"], { cwd })).rules, []);
  assert.deepEqual((await check(["--target=v1.9.0", "proxy.yaml"], { cwd })).report.targets, ["v1.9.0"]);
  const { report } = await check(["."], { cwd });
  assert.equal(report.files, 2);
  assert.deepEqual(report.skipped.map(({ path }) => path), ["team/gatelint.yaml"]);
});

test("globs are seen from the folder of gatelint.yaml, whatever the paths look like", async (t) => {
  const files = {
    "gatelint.yaml": "overrides: [{paths: apps/*.yaml, rules: {image-mutable-tag: info}}]\nignore: apps/old\n",
    "apps/proxy.yaml": LATEST,
    "apps/old/proxy.yaml": LATEST,
  };
  const cwd = folder(t, files);
  for (const [path, from] of [["apps", "."], [".", "apps"], ["../apps", "apps"], [join(cwd, "apps"), "."]]) {
    const { rules, report } = await check([path], { cwd: join(cwd, from) });
    assert.deepEqual([rules, report.skipped.length], [["info image-mutable-tag"], 1], path);
  }
});

test("a mistake in gatelint.yaml is shown with its line", async (t) => {
  const cwd = folder(t, { "gatelint.yaml": "rules:\n  image-latest: off\n", "class.yaml": CLASS });
  const { code, stdout } = await gatelint(["check", "class.yaml"], { cwd });
  assert.equal(code, 1);
  assert.match(stdout, /error\[gatelint-yaml-invalid\].*\n +╭─ gatelint\.yaml:2:3\n +2│ {3}image-latest: off\n/);
});

test("a baseline is written, read from gatelint.yaml, and counts", async (t) => {
  const cwd = folder(t, { "gatelint.yaml": "baseline: known/b.yaml\n", "known/x.txt": "", "a/proxy.yaml": LATEST });
  assert.equal((await gatelint(["check", "a"], { cwd })).code, 2);
  const { stdout, code } = await gatelint(["check", "--write-baseline", "known/b.yaml", "a"], { cwd });
  assert.deepEqual({ stdout, code }, { stdout: "baseline written to known/b.yaml\n", code: 0 });
  const written = readFileSync(join(cwd, "known/b.yaml"), "utf8");
  for (const [path, from] of [["a", "."], [".", "."], ["proxy.yaml", "a"], [cwd, "known"]]) {
    const { rules, report } = await check([path], { cwd: join(cwd, from) });
    assert.deepEqual([rules, report.suppressed, report.files], [[], 1, 1], path);
  }
  assert.match((await gatelint(["check", "a"], { cwd })).stdout, / · 1 suppressed · /);
  await gatelint(["check", "--write-baseline", "known/b.yaml", "a"], { cwd });
  assert.equal(readFileSync(join(cwd, "known/b.yaml"), "utf8"), written);
  assert.equal((await gatelint(["check", "--write-baseline", "no/b.yaml", "a"], { cwd })).code, 2);
  assert.equal((await gatelint(["check", "--baseline", "no.yaml", "a"], { cwd })).code, 2);
});

test("where a baseline is not there, it is said who names it", async (t) => {
  const cwd = folder(t, { "gatelint.yaml": "baseline: nosuch.yaml\n", "a/proxy.yaml": LATEST });
  const { code, stderr } = await gatelint(["check", "."], { cwd });
  assert.deepEqual([code, stderr], [2, "gatelint: gatelint.yaml names a baseline: there is no nosuch.yaml\n"]);
  const below = await gatelint(["check", "."], { cwd: join(cwd, "a") });
  assert.equal(below.stderr, "gatelint: ../gatelint.yaml names a baseline: there is no ../nosuch.yaml\n");
  const given = await gatelint(["check", "--baseline", "no.yaml", "."], { cwd });
  assert.equal(given.stderr, "gatelint: there is no no.yaml\n");
});

test("a workspace obeys its gatelint.yaml", async () => {
  const engine = await load();
  const files = [{ path: "proxy.yaml", text: LATEST }];
  const workspace = engine.open({ files });
  const rules = () => workspace.check().diagnostics.map(({ rule, severity }) => `${severity} ${rule}`);
  assert.deepEqual(rules(), ["warning image-mutable-tag"]);
  workspace.update("gatelint.yaml", "rules: {image-mutable-tag: error}\n");
  assert.deepEqual(rules(), ["error image-mutable-tag"]);
  workspace.update("gatelint.yaml", "rules: {image-mutable-tag: off}\ntarget: v1.8.3\n");
  assert.deepEqual([rules(), workspace.check().targets], [["info release-end-of-life"], ["v1.8.3"]]);
  workspace.update("gatelint.yaml", null);
  assert.deepEqual(rules(), ["warning image-mutable-tag"]);
  workspace.close();
});
