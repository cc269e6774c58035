// Private builds: facts that come at run time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { folder, gatelint } from "../support/cli.js";
import { CLASS, GATEWAY } from "../support/samples.js";

const FACTS = `# ours
release v1.9.1-acme.1 like v1.9.0
  envoy registry.acme.example/envoy:v1.39.1-acme
  gateway registry.acme.example/gateway:v1.9.1-acme.1
  end-of-life 2027-06-30
`;

const FILES = [CLASS, GATEWAY].map((text, at) => ({ path: `${at}.yaml`, text }));

test("a private build is a target like any release", async () => {
  const gatelint = await load({ facts: FACTS });
  assert.deepEqual(gatelint.releases.slice(-2), ["v1.9.0", "v1.9.1-acme.1"]);
  const options = { target: "v1.9.1-acme.1" };
  const { gateways } = gatelint.resolve({ files: FILES, options });
  const images = gateways[0].containers.map(({ image }) => image.value);
  assert.deepEqual(images, ["registry.acme.example/envoy:v1.39.1-acme", "registry.acme.example/gateway:v1.9.1-acme.1"]);
  assert.equal(gatelint.render({ files: FILES, options }).infra[0].objects.length, 4);
  assert.deepEqual(gatelint.check({ files: FILES, options }).diagnostics, []);
  assert.deepEqual(gatelint.check({ files: FILES }).targets, ["v1.9.0"]);
  const { changes } = gatelint.upgrade({ files: FILES, from: "v1.9.0", to: "v1.9.1-acme.1" });
  assert.deepEqual(
    changes.map(({ id, after }) => [id, after]),
    [
      ["image-moves", "registry.acme.example/envoy:v1.39.1-acme"],
      ["image-moves", "registry.acme.example/gateway:v1.9.1-acme.1"],
      ["end-of-life", "2027-06-30"],
    ],
  );
});

test("facts that can't be read are refused with their line", async (t) => {
  await assert.rejects(load({ facts: "release v2 like v0.1\n" }), /line 1 of the facts of private builds: `v2 like v0\.1` names no known release/);
  const cwd = folder(t, { "class.yaml": CLASS, "facts.txt": "release v2 like v1.9.0\n  colour red\n", "good.txt": FACTS });
  const wrong = await gatelint(["check", "--facts", "facts.txt", "class.yaml"], { cwd });
  assert.deepEqual([wrong.code, wrong.stderr], [2, "gatelint: line 2 of the facts of private builds: there is no fact `colour`\n"]);
  const good = await gatelint(["check", "--facts", "good.txt", "--target", "v1.9.1-acme.1", "class.yaml"], { cwd });
  assert.deepEqual([good.code, /target v1\.9\.1-acme\.1/.test(good.stdout)], [0, true]);
});
