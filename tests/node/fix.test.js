// `check --fix` on real files.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, gatelint } from "../support/cli.js";
import { unifiedDiff } from "../../pkg/text/patch.js";

/** Two mistakes with safe fixes, one with an unsafe one, one with none. */
const BROKEN = `# head, kept
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy   # kept
metadata:
  name:   custom
  labels: { a: 1, "b":   'x' }
spec:
  provider:
    type: Kubernetes
    kubernetes:
      envoyDeployment:
        replicas: "3" # three
        container:
          imagee: registry.example.com/envoy:v1.39.0

# tail, kept
`;
const SAFE = BROKEN.replace("a: 1", 'a: "1"').replace('"3"', "3");
const ALL = SAFE.replace("imagee", "image");

const read = (cwd, path) => readFileSync(join(cwd, path), "utf8");

test("safe fixes change their bytes alone, and the report is that of the result", async (t) => {
  const cwd = folder(t, { "proxy.yaml": BROKEN });
  chmodSync(join(cwd, "proxy.yaml"), 0o640);
  const { code, stdout } = await gatelint(["check", "--fix", "proxy.yaml"], { cwd });
  assert.equal(read(cwd, "proxy.yaml"), SAFE);
  assert.equal(code, 1);
  assert.match(stdout, /unsupported-field/);
  assert.doesNotMatch(stdout, /wrong-type/);
  assert.match(stdout, /^2 fixes applied in 1 file$/m);
  assert.equal(statSync(join(cwd, "proxy.yaml")).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(cwd), ["proxy.yaml"]);
});

test("all fixes, and then nothing is left to do", async (t) => {
  const cwd = folder(t, { "proxy.yaml": BROKEN });
  assert.equal((await gatelint(["check", "--fix", "--unsafe", "proxy.yaml"], { cwd })).code, 0);
  assert.equal(read(cwd, "proxy.yaml"), ALL);
  const before = statSync(join(cwd, "proxy.yaml")).ino;
  const { code, stdout } = await gatelint(["check", "--fix", "--unsafe", "proxy.yaml"], { cwd });
  assert.equal(code, 0);
  assert.match(stdout, /^0 fixes applied in 0 files$/m);
  assert.equal(statSync(join(cwd, "proxy.yaml")).ino, before);
});

test("line ends, a byte order mark, links and texts in texts stay what they are", async (t) => {
  const windows = "\ufeff" + BROKEN.replaceAll("\n", "\r\n");
  const config = "apiVersion: gateway.envoyproxy.io/v1alpha1\nkind: EnvoyGateway\nprovider:\n  type: Kubernetes\nlogging:\n  levle:\n    default: info # kept\n";
  const map = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: envoy-gateway-config\ndata:\n  envoy-gateway.yaml: |\n${config.replace(/^/gm, "    ").trimEnd()}\n`;
  const cwd = folder(t, { "real/windows.yaml": windows, "map.yaml": map });
  symlinkSync("real/windows.yaml", join(cwd, "link.yaml"));
  await gatelint(["check", "--fix", "--unsafe", "link.yaml", "real/windows.yaml", "map.yaml"], { cwd });
  assert.equal(read(cwd, "real/windows.yaml"), "\ufeff" + ALL.replaceAll("\n", "\r\n"));
  assert.ok(lstatSync(join(cwd, "link.yaml")).isSymbolicLink());
  assert.equal(read(cwd, "map.yaml"), map.replace("levle", "level"));
});

test("a dry run prints a diff that git applies, and touches nothing", async (t) => {
  const files = { "a/proxy.yaml": BROKEN, "b.yaml": BROKEN.trimEnd() };
  const cwd = folder(t, files);
  const { code, stdout, stderr } = await gatelint(["check", "--fix", "--dry-run", "."], { cwd });
  assert.equal(code, 1);
  assert.match(stdout, /^--- a\/a\/proxy\.yaml\n\+\+\+ b\/a\/proxy\.yaml\n@@ -3,13 \+3,13 @@\n/);
  assert.match(stderr, /unsupported-field/);
  assert.equal(read(cwd, "a/proxy.yaml"), BROKEN);
  execFileSync("git", ["init", "-q"], { cwd });
  execFileSync("git", ["apply"], { cwd, input: stdout });
  assert.deepEqual([read(cwd, "a/proxy.yaml"), read(cwd, "b.yaml")], [SAFE, SAFE.trimEnd()]);
});

test("git applies the diff of a file, however that was named", async (t) => {
  const cwd = folder(t, { "sub/proxy.yaml": BROKEN, "proxy.yaml": BROKEN });
  execFileSync("git", ["init", "-q"], { cwd });
  const sub = join(cwd, "sub");
  for (const [path, from, name] of [
    ["../proxy.yaml", sub, "proxy.yaml"],
    [join(cwd, "sub/proxy.yaml"), cwd, "sub/proxy.yaml"],
    ["../sub/../proxy.yaml", sub, "proxy.yaml"],
  ]) {
    const { stdout } = await gatelint(["check", "--fix", "--dry-run", path], { cwd: from });
    assert.equal(stdout.slice(0, stdout.indexOf("\n@@")), `--- a/${name}\n+++ b/${name}`);
    execFileSync("git", ["apply"], { cwd, input: stdout });
    assert.equal(read(cwd, name), SAFE);
    execFileSync("git", ["apply", "-R"], { cwd, input: stdout });
  }
  assert.match(unifiedDiff("/tmp/./a//b/../c.yaml", "a\n", "b\n"), /^--- a\/tmp\/a\/c\.yaml\n\+\+\+ b\/tmp\/a\/c\.yaml\n/);
  assert.match(unifiedDiff("../../a.yaml", "a\n", "b\n"), /^--- a\/a\.yaml\n/);
});

test("standard input is answered by its fixed text", async () => {
  const { code, stdout, stderr } = await gatelint(["check", "--fix", "-"], { input: BROKEN });
  assert.deepEqual({ code, stdout }, { code: 1, stdout: SAFE });
  assert.match(stderr, /<stdin>:\d+/);
  const bytes = Buffer.from("a: gr\xfc\xdfe\n", "latin1");
  assert.equal((await gatelint(["check", "--fix", "-"], { input: bytes })).stdout, bytes.toString("utf8"));
});

test("json is the report of the fixed files", async (t) => {
  const cwd = folder(t, { "proxy.yaml": BROKEN });
  const { stdout } = await gatelint(["check", "--fix", "--format=json", "proxy.yaml"], { cwd });
  assert.equal(stdout, (await gatelint(["check", "--format=json", "proxy.yaml"], { cwd })).stdout);
});

test("where one file cannot be written, all stay as they were", async (t) => {
  const cwd = folder(t, { "a.yaml": BROKEN, "closed/b.yaml": BROKEN });
  chmodSync(cwd, 0o777);
  chmodSync(join(cwd, "a.yaml"), 0o666);
  chmodSync(join(cwd, "closed"), 0o555);
  // Root may write everywhere, so it asks as nobody.
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  const { code, stdout, stderr } = await gatelint(["check", "--fix", "."], { cwd, uid });
  chmodSync(join(cwd, "closed"), 0o755);
  assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
  assert.match(stderr, /^gatelint: cannot write closed\/b\.yaml: no permission to write in its folder; it is as it was\n$/);
  assert.deepEqual([read(cwd, "a.yaml"), read(cwd, "closed/b.yaml")], [BROKEN, BROKEN]);
  assert.deepEqual([readdirSync(cwd).sort(), readdirSync(join(cwd, "closed"))], [["a.yaml", "closed"], ["b.yaml"]]);
});

const BAD_USE = [
  [["check", "--unsafe", "."], /--unsafe goes with --fix/],
  [["check", "--dry-run", "."], /--dry-run goes with --fix/],
  [["check", "--fix", "-", "a.yaml"], /- alone/],
  [["check", "--fix", "--write-baseline", "b.yaml", "."], /exclude each other/],
  [["resolve", "--fix", "."], /resolve has no option --fix/],
];

for (const [words, line] of BAD_USE) {
  test(`bad use: gatelint ${words.join(" ")}`, async (t) => {
    const cwd = folder(t, { "a.yaml": BROKEN });
    const { code, stderr } = await gatelint(words, { cwd });
    assert.equal(code, 2);
    assert.match(stderr, line);
    assert.equal(read(cwd, "a.yaml"), BROKEN);
  });
}

test("diffs of all kinds of changes are applied by git", (t) => {
  const cwd = folder(t, {});
  execFileSync("git", ["init", "-q"], { cwd });
  let seed = 5;
  const next = (most) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % most;
  const text = () => Array.from({ length: next(30) }, () => "abc"[next(3)] + "\n").join("") + (next(3) === 0 ? "end" : "");
  for (let round = 0; round < 60; round++) {
    const [before, after] = [text(), text()];
    const path = `${round}.txt`;
    const diff = unifiedDiff(path, before, after);
    assert.equal(diff === "", before === after);
    if (before === "" || after === "" || diff === "") continue;
    execFileSync("sh", ["-c", 'printf %s "$1" > "$2"', "sh", before, path], { cwd });
    execFileSync("git", ["apply"], { cwd, input: diff });
    assert.equal(read(cwd, path), after);
  }
});
