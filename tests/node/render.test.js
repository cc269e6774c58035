// `gatelint render --diff` and `--explain`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { unified } from "../../pkg/text/patch.js";
import { folder, gatelint } from "../support/cli.js";
import { CLASS, GATEWAY } from "../support/samples.js";

const TARGET = "--target=v1.9.0";
const labelled = (value) => GATEWAY.replace("spec:\n", `spec:\n  infrastructure:\n    labels:\n      team: ${value}\n`);
const named = (name) => GATEWAY.replace("name: public", `name: ${name}`);

function versions(t) {
  return folder(t, {
    "old/class.yaml": CLASS,
    "old/gateway.yaml": labelled("media"),
    "new/class.yaml": CLASS,
    "new/gateway.yaml": labelled("video"),
  });
}

test("a diff goes from the other version to this one, object by object", async (t) => {
  const { code, stdout } = await gatelint(["render", TARGET, "new", "--diff", "old"], { cwd: versions(t) });
  assert.equal(code, 0);
  const objects = stdout.match(/^\+\+\+ new: (\S+) /gm);
  assert.deepEqual(
    objects?.map((line) => line.split(" ")[2]),
    ["ServiceAccount", "ConfigMap", "Deployment", "Service"],
  );
  assert.match(stdout, /^--- old: Service \S+\n\+\+\+ new: Service \S+\n@@ -\d+,7 \+\d+,7 @@\n/m);
  assert.equal(stdout.match(/^-.*team: media$/gm)?.length, stdout.match(/^\+.*team: video$/gm)?.length);
  assert.match(stdout, /^\+ +team: video$/m);
});

test("equal versions have no diff, and a patch of the files is what the diff shows", async (t) => {
  const cwd = versions(t);
  assert.deepEqual(await gatelint(["render", TARGET, "new", "--diff=new"], { cwd }), {
    code: 0,
    stdout: "",
    stderr: "",
  });
});

test("objects that are added or gone, as JSON", async (t) => {
  const cwd = folder(t, {
    "a/class.yaml": CLASS,
    "a/gateway.yaml": GATEWAY,
    "b/class.yaml": CLASS,
    "b/gateway.yaml": named("other"),
  });
  const { stdout } = await gatelint(["render", TARGET, "--format=json", "b", "--diff", "a"], { cwd });
  const { before, after, changes } = JSON.parse(stdout);
  assert.deepEqual([before, after], ["v1.9.0", "v1.9.0"]);
  assert.deepEqual(
    changes.map(({ object, change }) => `${change} ${object.split(" ")[0]}`).sort(),
    ["added", "removed"].flatMap((change) =>
      ["ConfigMap", "Deployment", "Service", "ServiceAccount"].map((kind) => `${change} ${kind}`),
    ),
  );
  for (const { change, diff } of changes) {
    assert.match(diff[0], change === "added" ? /^@@ -0,0 \+1,\d+ @@$/ : /^@@ -1,\d+ \+0,0 @@$/);
  }
  const text = (await gatelint(["render", TARGET, "b", "--diff", "a"], { cwd })).stdout;
  assert.equal(text.match(/^--- \/dev\/null\n\+\+\+ b: /gm)?.length, 4);
  assert.equal(text.match(/\n\+\+\+ \/dev\/null\n/g)?.length, 4);
});

test("a version that can't be rendered whole ends with 1, and the diff says why", async (t) => {
  const broken = labelled("media").replace("name: public", "name: public\n  nme: x");
  const cwd = folder(t, { "old/class.yaml": CLASS, "old/gateway.yaml": labelled("media") });
  const whole = folder(t, { "class.yaml": CLASS, "gateway.yaml": broken });
  const { code, stdout } = await gatelint(["render", TARGET, whole, "--diff", "old"], { cwd });
  assert.equal(code, 1);
  assert.match(stdout, /^\+# refused: Gateway edge\/public: .*metadata\.nme/m);
});

test("colours on a terminal only", async (t) => {
  const cwd = versions(t);
  const plain = (await gatelint(["render", TARGET, "new", "--diff=old"], { cwd })).stdout;
  const painted = (await gatelint(["render", TARGET, "new", "--diff=old", "--color=always"], { cwd })).stdout;
  assert.doesNotMatch(plain, /\x1b/);
  assert.match(painted, /\x1b\[32m\+ +team: video\x1b\[0m/);
  assert.equal(painted.replace(/\x1b\[[0-9;]*m/g, ""), plain);
});

test("--diff and --show do not go together", async (t) => {
  const { code, stderr } = await gatelint(["render", "new", "--diff=old", "--show=labels"], { cwd: versions(t) });
  assert.deepEqual([code, stderr], [2, "gatelint: render has --show or --diff, not both\n"]);
});

test("explain says where values came from, and the YAML reads as the same objects", async (t) => {
  const cwd = versions(t);
  const { code, stdout } = await gatelint(["render", TARGET, "--explain", "old"], { cwd });
  assert.equal(code, 0);
  const line = (text) => text.split("\n").findIndex((line) => line.includes("team: media")) + 1;
  assert.match(stdout, new RegExp(`^    team: media  # old/gateway\\.yaml:${line(labelled("media"))}$`, "m"));
  assert.match(stdout, /^    app\.kubernetes\.io\/name: envoy  # default of v1\.9\.0$/m);
  assert.match(stdout, /^  name: envoy-\S+  # hashed name: old\/gateway\.yaml:\d+/m);
  assert.match(stdout, /^ +image: docker\.io\/envoyproxy\/envoy:\S+  # default of v1\.9\.0$/m);
  const { documents, diagnostics } = (await load()).parseYaml(stdout);
  const json = JSON.parse((await gatelint(["render", TARGET, "--format=json", "old"], { cwd })).stdout);
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(
    documents.map((document) => JSON.parse(document.json)),
    json.infra[0].objects,
  );
});

test("every label, image, name and selector has an origin; without explain there are none", async (t) => {
  const cwd = versions(t);
  const answer = async (...words) =>
    JSON.parse((await gatelint(["render", TARGET, "--format=json", ...words, "old"], { cwd })).stdout).infra[0];
  assert.equal((await answer()).origins, undefined);
  const { objects, origins } = await answer("--explain");
  const known = new Set(origins.map(({ pointer }) => pointer));
  const missing = [];
  const look = (value, pointer, asked) => {
    if (typeof value === "object") {
      for (const [key, one] of Object.entries(value)) {
        const escaped = key.replaceAll("~", "~0").replaceAll("/", "~1");
        look(one, `${pointer}/${escaped}`, asked || ["labels", "matchLabels", "image"].includes(key));
      }
    } else if ((asked || /^\/objects\/\d+\/metadata\/name$/.test(pointer)) && !known.has(pointer)) missing.push(pointer);
  };
  look(objects, "/objects", false);
  assert.deepEqual(missing, []);
  assert.ok(known.has("/objects/3/spec/selector/team"));
});

test("aspects are explained as well", async (t) => {
  const { stdout } = await gatelint(["render", TARGET, "--explain", "--show=labels", "old"], { cwd: versions(t) });
  assert.match(stdout, /^Service \S+ +team=media  # old\/gateway\.yaml:\d+$/m);
});

test("hunks of a diff", () => {
  const lines = (text) => text.split("");
  assert.deepEqual(unified(lines("abc"), lines("abc")), []);
  assert.deepEqual(unified([], lines("ab")), ["@@ -0,0 +1,2 @@", "+a", "+b"]);
  assert.deepEqual(unified(lines("a"), lines("b")), ["@@ -1 +1 @@", "-a", "+b"]);
  assert.deepEqual(unified(lines("0123456789ABCDEF"), lines("x123456789ABCDE")), [
    "@@ -1,4 +1,4 @@",
    "-0",
    "+x",
    " 1",
    " 2",
    " 3",
    "@@ -13,4 +13,3 @@",
    " C",
    " D",
    " E",
    "-F",
  ]);
});

test("a diff leads from one text to the other", () => {
  let seed = 1;
  const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const text = () => Array.from({ length: random(30) }, () => String(random(4)));
  for (let round = 0; round < 300; round++) {
    const [before, after] = [text(), text()];
    assert.deepEqual(applied(before, unified(before, after)), after);
  }
});

/** A text with the hunks of a diff applied to it, as `patch` does. */
function applied(before, diff) {
  const out = [];
  let at = 0;
  for (const line of diff) {
    const [, start, count = "1"] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? [];
    if (start !== undefined) {
      const to = Number(start) - (count === "0" ? 0 : 1);
      out.push(...before.slice(at, to));
      at = to;
    } else if (line[0] === "+") out.push(line.slice(1));
    else {
      assert.equal(line.slice(1), before[at++]);
      if (line[0] === " ") out.push(line.slice(1));
    }
  }
  return [...out, ...before.slice(at)];
}

test("texts that differ in very many lines are not compared closely", () => {
  const many = (sign) => Array.from({ length: 3000 }, (_, at) => `${sign}${at}`);
  const diff = unified(many("a"), many("b"));
  assert.equal(diff.length, 6001);
});
