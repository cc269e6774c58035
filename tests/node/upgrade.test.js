// `upgrade` and `migrate`: the API, the command line, and what they print.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "gatelint";
import { diff } from "../../pkg/formats/migration.js";
import { markdown, pretty } from "../../pkg/formats/upgrade.js";
import { folder, gatelint } from "../support/cli.js";
import { CLASS, GATEWAY } from "../support/samples.js";

const PROXY = `apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata:
  name: custom
  namespace: envoy-gateway-system
spec:
  telemetry:
    tracing:
      samplingFraction: {numerator: 1}
      provider: {type: OpenTelemetry, backendRefs: [{name: otel, port: 4317}]}
  provider:
    type: Kubernetes
    kubernetes:
      envoyDeployment:
        container:
          repository: mirror.example.com/envoy # ours
          tag: v1.38.0
          imagePullPolicy: Always
`;

const FILES = [CLASS, GATEWAY, PROXY].map((text, at) => ({ path: `${at}.yaml`, text }));

test("an upgrade names both releases and its changes, the worst first", async () => {
  const { from, to, changes } = (await load()).upgrade({ files: FILES, from: "v1.7.5", to: "v1.9.0" });
  assert.deepEqual([from, to], ["v1.7.5", "v1.9.0"]);
  const order = changes.map(({ severity }) => ["breaking", "action", "notice"].indexOf(severity));
  assert.deepEqual(order, order.toSorted());
  const sampling = changes.find(({ id }) => id === "sampling-fraction-100x");
  assert.equal(sampling?.severity, "breaking");
  assert.deepEqual([sampling?.places[0].path, sampling?.places[0].range.start.line], ["2.yaml", 8]);
});

test("a request without a release, or with one too many, is refused", async () => {
  const gatelint = await load();
  const request = /** @type {any} */ ({ files: FILES, from: "v1.7.5" });
  assert.throws(() => gatelint.upgrade(request), /two releases, `from` and `to`/);
  assert.throws(() => gatelint.check(request), /has no key `from`/);
  assert.throws(() => gatelint.upgrade({ ...request, to: "v1.9" }), /no release `v1.9`/);
});

test("an upgrade that breaks something ends with 1, and Markdown is for a pull request", async (t) => {
  const cwd = folder(t, { "class.yaml": CLASS, "gateway.yaml": GATEWAY, "proxy.yaml": PROXY });
  const words = ["upgrade", "--from", "v1.7.5", "--to", "v1.9.0", "."];
  const told = await gatelint(words, { cwd });
  assert.equal(told.code, 1);
  assert.match(told.stdout, /^breaking\[sampling-fraction-100x\] .*\n {2}= at +proxy\.yaml:9\n/m);
  assert.match(told.stdout, /1 breaking, \d+ to do, \d+ to know in 3 files · Envoy Gateway v1\.7\.5 → v1\.9\.0/);
  const page = await gatelint([...words, "--format", "markdown"], { cwd });
  assert.match(page.stdout, /^## Envoy Gateway v1\.7\.5 → v1\.9\.0\n\n\*\*1 breaking/);
  assert.match(page.stdout, /\n### Breaking\n\n- \*\*samplingFraction .*\n.*\n {2}- at `proxy\.yaml:9`\n {2}- \[ \] divide it by 100/);
  const same = await gatelint(["upgrade", "--from", "v1.9.0", "--to", "v1.9.0", "."], { cwd });
  assert.equal(same.code, 0);
  const lacking = await gatelint(["upgrade", "--from", "v1.9.0", "."], { cwd });
  assert.deepEqual([lacking.code, /--from v1\.8\.3 --to v1\.9\.0/.test(lacking.stderr)], [2, true]);
  assert.equal((await gatelint(["check", "--format", "markdown", "."], { cwd })).code, 2);
});

test("what is said of several objects is said once, and nothing in it is Markdown", () => {
  const change = { id: "labels", severity: /** @type {const} */ ("notice"), what: "a_b `c|d` <x> @me", places: [] };
  const changes = ["a", "b", "c", "d", "e"].map((name) => ({ ...change, object: `Gateway ${name}` }));
  const upgrade = { from: "v1.0.0", to: "v1.9.0", changes };
  assert.match(pretty(upgrade), /^notice\[labels\] a_b `c\|d` <x> @me\n {2}= of +Gateway a, Gateway b, Gateway c, Gateway d and 1 more\n\n/);
  assert.match(markdown(upgrade), /- \*\*a\\_b `c\|d` &#60;x&#62; &#64;me\*\* \(labels\)\n/);
});

test("a migration is a diff that git applies, or is written", async (t) => {
  const files = { "class.yaml": CLASS, "proxy.yaml": PROXY, "crlf.yaml": PROXY.replaceAll("\n", "\r\n"), "end.yaml": PROXY.trimEnd() };
  const cwd = folder(t, files);
  chmodSync(join(cwd, "proxy.yaml"), 0o640);
  const { code, stdout } = await gatelint(["migrate", "--target", "v1.9.0", "."], { cwd });
  assert.equal(code, 0);
  assert.match(stdout, /\n- {10}repository: mirror\.example\.com\/envoy # ours\n/);
  const patch = stdout.slice(0, stdout.indexOf("\n\n") + 1);
  execFileSync("git", ["apply", "-"], { cwd, input: patch });
  const read = () => readdirSync(cwd).map((name) => [name, readFileSync(join(cwd, name), "utf8")]);
  const applied = read();
  const again = folder(t, files);
  chmodSync(join(again, "proxy.yaml"), 0o640);
  const written = await gatelint(["migrate", "--target", "v1.9.0", "--write", "."], { cwd: again });
  assert.match(written.stdout, /^wrote crlf\.yaml\nwrote end\.yaml\nwrote proxy\.yaml\n9 edits|^wrote .*/);
  assert.deepEqual(readdirSync(again).map((name) => [name, readFileSync(join(again, name), "utf8")]), applied);
  assert.equal(statSync(join(again, "proxy.yaml")).mode & 0o777, 0o640);
  assert.match(Object.fromEntries(applied)["proxy.yaml"], /image: mirror\.example\.com\/envoy:v1\.38\.0 # ours\n/);
  const done = await gatelint(["migrate", "--target", "v1.9.0", "."], { cwd: again });
  assert.match(done.stdout, /^0 edits in 0 files, 0 notes · target v1\.9\.0\n$/);
});

test("a written migration is told as JSON on demand", async (t) => {
  const cwd = folder(t, { "proxy.yaml": PROXY });
  const words = ["migrate", "--target", "v1.9.0", "--format", "json", "proxy.yaml"];
  const planned = await gatelint(words, { cwd });
  assert.equal(readFileSync(join(cwd, "proxy.yaml"), "utf8"), PROXY);
  const written = await gatelint([...words, "--write"], { cwd });
  assert.deepEqual(written, planned);
  assert.ok(JSON.parse(written.stdout).edits.length > 0);
  assert.match(readFileSync(join(cwd, "proxy.yaml"), "utf8"), /image: mirror\.example\.com\/envoy:v1\.38\.0 # ours\n/);
});

test("what can't be written is a note, and ends with 1", async (t) => {
  const cwd = folder(t, { "proxy.yaml": PROXY.replace("tag: v1.38.0", "tag: v1.38.0\n          imageSpec: {tag: v2}") });
  const { code, stdout } = await gatelint(["migrate", "proxy.yaml"], { cwd });
  assert.deepEqual([code, /only one of the two can be meant/.test(stdout)], [1, true]);
});

test("changes far from one another are hunks of their own", () => {
  const text = Array.from({ length: 40 }, (_, line) => `line ${line}\n`).join("");
  const edit = (line) => {
    const offset = text.indexOf(`line ${line}\n`);
    const at = { line, character: 0, offset };
    return { path: "a", range: { start: at, end: { ...at, offset: offset + 4 } }, newText: "LINE" };
  };
  const migration = { target: "v1.9.0", edits: [edit(1), edit(3), edit(30)], notes: [] };
  const heads = diff(migration, { files: [{ path: "a", text }] }).match(/^@@.*@@$/gm);
  assert.deepEqual(heads, ["@@ -1,7 +1,7 @@", "@@ -28,7 +28,7 @@"]);
});
