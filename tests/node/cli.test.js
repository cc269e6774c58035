// The command line: what it prints, and how it ends.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlinkSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { load } from "gatelint";
import { folder, gatelint } from "../support/cli.js";
import { BAD_IMAGE, CLASS, GATEWAY } from "../support/samples.js";

test("clean files end with 0 and a summary", async (t) => {
  const cwd = folder(t, { "class.yaml": CLASS });
  const { code, stdout, stderr } = await gatelint(["check", "class.yaml"], { cwd });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.match(stdout, /^0 errors, 0 warnings.* in 1 file, 1 document · target v\d/m);
});

test("an error is shown with its line and ends with 1", async (t) => {
  const cwd = folder(t, { "proxy.yaml": BAD_IMAGE });
  const { code, stdout } = await gatelint(["check", "proxy.yaml"], { cwd });
  assert.equal(code, 1);
  assert.match(stdout, /error\[image-syntax\]/);
  assert.match(stdout, /╭─ proxy\.yaml:12:\d+\n12│ {11}image: registry\.example\.com\/\/Envoy:v1\.39\.0\n  │ +─+/);
  assert.match(stdout, /^1 error, 0 warnings/m);
});

test("json is the module's own text", async (t) => {
  const cwd = folder(t, { "proxy.yaml": BAD_IMAGE });
  const request = { files: [{ path: "proxy.yaml", text: BAD_IMAGE }], options: { target: "v1.8.3", closed: true } };
  const package_ = await load();
  for (const call of /** @type {const} */ (["check", "resolve"])) {
    const { stdout } = await gatelint([call, "--format=json", "--target", "v1.8.3", "--closed", "proxy.yaml"], { cwd });
    assert.equal(stdout, package_.text(call, request) + "\n");
  }
});

test("a folder is searched, in the order of the names, without node_modules and hidden files and folders", async (t) => {
  const files = {
    "b/2.yml": CLASS,
    "b/1.json": "{}",
    "a.yaml": GATEWAY,
    "c.txt": "no",
    "node_modules/x.yaml": "no",
    ".git/x.yaml": "no",
    ".vscode/settings.json": "{ // no",
  };
  const cwd = folder(t, files);
  const { stdout } = await gatelint(["check", "--format=json", "."], { cwd });
  assert.equal(JSON.parse(stdout).files, 3);
  const { stdout: named } = await gatelint(["check", "--format=json", ".vscode"], { cwd });
  assert.equal(JSON.parse(named).files, 1);
  const { stdout: broken } = await gatelint(["check", "--format=json", "b", "a.yaml", "./a.yaml"], {
    cwd: folder(t, { "b/z.yaml": "a: [", "b/a.yaml": "a: [", "a.yaml": "a: [" }),
  });
  assert.deepEqual(
    JSON.parse(broken).diagnostics.map(({ path }) => path),
    ["b/a.yaml", "b/z.yaml", "a.yaml"],
  );
});

test("links in a folder are followed, also in a circle", async (t) => {
  const cwd = folder(t, { "real/class.yaml": CLASS, "other/gateway.yaml": GATEWAY });
  symlinkSync("../other", join(cwd, "real/link"));
  symlinkSync("../real", join(cwd, "other/back"));
  const { code, stdout } = await gatelint(["check", "--format=json", "real"], { cwd });
  assert.deepEqual({ code, files: JSON.parse(stdout).files }, { code: 0, files: 2 });
});

test("what is no file, leads nowhere or is hidden is left out of a search", async (t) => {
  const cwd = folder(t, { "class.yaml": CLASS, ".hidden.yaml": "a: [", "gateway.txt": "" });
  symlinkSync("nothing.yaml", join(cwd, "dangling.yaml"));
  symlinkSync("class.yaml/x.yaml", join(cwd, "through.yaml"));
  symlinkSync("loop.yaml", join(cwd, "loop.yaml"));
  execFileSync("mkfifo", [join(cwd, "pipe.yaml")]);
  const { code, stdout, stderr } = await gatelint(["check", "--format=json", "."], { cwd });
  assert.deepEqual({ code, stderr, files: JSON.parse(stdout).files }, { code: 0, stderr: "", files: 1 });
  const { stdout: named } = await gatelint(["check", "--format=json", ".hidden.yaml"], { cwd });
  assert.equal(JSON.parse(named).files, 1);
  const { stderr: dangling } = await gatelint(["check", "dangling.yaml"], { cwd });
  assert.equal(dangling, "gatelint: cannot read dangling.yaml: a link that leads nowhere\n");
});

test("a file counts once, whatever names lead to it", async (t) => {
  const cwd = folder(t, { "b.yaml": "a: [", "deep/c.yaml": "a: [" });
  symlinkSync("b.yaml", join(cwd, "a-link.yaml"));
  symlinkSync("../b.yaml", join(cwd, "deep/a-link.yaml"));
  const paths = async (...words) => {
    const { stdout } = await gatelint(["check", "--format=json", ...words], { cwd });
    return JSON.parse(stdout).diagnostics.map(({ path }) => path);
  };
  assert.deepEqual(await paths("."), ["b.yaml", "deep/c.yaml"]);
  assert.deepEqual(await paths("deep"), ["deep/a-link.yaml", "deep/c.yaml"]);
  assert.deepEqual(await paths("b.yaml", join(cwd, "b.yaml"), "deep/../b.yaml", "a-link.yaml"), ["b.yaml"]);
  assert.deepEqual(await paths("a-link.yaml", "b.yaml"), ["a-link.yaml"]);
});

test("- reads standard input", async () => {
  const { code, stdout } = await gatelint(["check", "-"], { input: BAD_IMAGE });
  assert.equal(code, 1);
  assert.match(stdout, /<stdin>:12:/);
});

test("a file that is no UTF-8 is a finding", async (t) => {
  const cwd = folder(t, { "latin1.yaml": Buffer.from("a: gr\xfc\xdfe\n", "latin1") });
  const { code, stdout } = await gatelint(["check", "--format=json", "latin1.yaml"], { cwd });
  assert.equal(code, 1);
  assert.deepEqual(
    JSON.parse(stdout).diagnostics.map(({ path, severity }) => [path, severity]),
    [["latin1.yaml", "error"]],
  );
});

test("warnings end with 1 on demand", async (t) => {
  const cwd = folder(t, { "proxy.yaml": BAD_IMAGE.replace("//Envoy:v1.39.0", "/envoy:latest") });
  assert.equal((await gatelint(["check", "proxy.yaml"], { cwd })).code, 0);
  assert.equal((await gatelint(["check", "--deny-warnings", "proxy.yaml"], { cwd })).code, 1);
});

test("resolve shows the image of each Gateway and why", async (t) => {
  const cwd = folder(t, { "class.yaml": CLASS, "gateway.yaml": GATEWAY });
  const { code, stdout } = await gatelint(["resolve", "--target=v1.9.0", "."], { cwd });
  assert.equal(code, 0);
  assert.match(stdout, /^Gateway edge\/public +class eg · controller namespace mode · Envoy Gateway v1\.9\.0$/m);
  assert.match(stdout, /^  envoy +docker\.io\/envoyproxy\/envoy:distroless-v\S+$/m);
});

test("render prints the objects as YAML that reads as the same objects", async (t) => {
  const cwd = folder(t, { "class.yaml": CLASS, "gateway.yaml": GATEWAY });
  const { code, stdout } = await gatelint(["render", "--target=v1.9.0", "."], { cwd });
  assert.equal(code, 0);
  assert.match(stdout, /^# Envoy Gateway v1\.9\.0\n# proxy edge\/public\napiVersion: v1\n/);
  const json = JSON.parse((await gatelint(["render", "--target=v1.9.0", "--format=json", "."], { cwd })).stdout);
  const { documents, diagnostics } = (await load()).parseYaml(stdout);
  assert.deepEqual(diagnostics, []);
  const read = documents.map((document) => JSON.parse(document.json));
  assert.deepEqual(read, json.infra[0].objects);
});

test("render shows labels, images or selectors alone", async (t) => {
  const cwd = folder(t, { "class.yaml": CLASS, "gateway.yaml": GATEWAY });
  const show = async (what) => (await gatelint(["render", "--target=v1.9.0", "--show", what, "."], { cwd })).stdout;
  assert.match(await show("images"), /^docker\.io\/envoyproxy\/envoy:\S+ +Deployment \S+ envoy$/m);
  assert.match(await show("labels"), /^Deployment \S+ \(pods\) +app\.kubernetes\.io\/name=envoy$/m);
  assert.match(await show("selectors"), /^Service \S+ +gateway\.envoyproxy\.io\/owning-gateway-name=public$/m);
  assert.equal((await gatelint(["render", "--show", "all", "."], { cwd })).code, 2);
});

test("rules and explain", async () => {
  const { stdout } = await gatelint(["rules"]);
  assert.match(stdout, /^image-shadowed +warning +image +since/m);
  const page = await gatelint(["explain", "image-shadowed"]);
  assert.equal(page.code, 0);
  assert.match(page.stdout, /^# /);
  const json = JSON.parse((await gatelint(["explain", "image-shadowed", "--format", "json"])).stdout);
  assert.equal(json.rule, "image-shadowed");
});

test("colours only on demand when not on a terminal", async (t) => {
  const cwd = folder(t, { "proxy.yaml": BAD_IMAGE });
  const colourful = async (words, env) =>
    (await gatelint(["check", "proxy.yaml", ...words], { cwd, env })).stdout.includes("\x1b[");
  assert.equal(await colourful([], {}), false);
  assert.equal(await colourful([], { FORCE_COLOR: "1" }), true);
  assert.equal(await colourful([], { FORCE_COLOR: "0" }), false);
  assert.equal(await colourful([], { NO_COLOR: "1", FORCE_COLOR: "" }), false);
  assert.equal(await colourful(["--color=always"], { NO_COLOR: "1" }), true);
  assert.equal(await colourful(["--color", "never"], { FORCE_COLOR: "1" }), false);
});

test("control characters of a file do not reach the terminal", async () => {
  const { stdout } = await gatelint(["check", "-"], { input: BAD_IMAGE.replace("//Envoy", "/\x1b[31m\u202eenvoy") });
  assert.doesNotMatch(stdout, /[\x1b\u202e]/);
});

test("help and version", async () => {
  assert.match((await gatelint(["--help"])).stdout, /^usage: gatelint COMMAND/m);
  assert.match((await gatelint(["resolve", "-h"])).stdout, /--target RELEASE/);
  assert.match((await gatelint(["--version"])).stdout, /^gatelint \d+\.\d+\.\d+\n$/);
});

/** Bad use: the words, and the one line that is said. `DIR` is a folder with class.yaml. */
const BAD_USE = [
  [[], /gatelint check \./],
  [["chekc", "."], /did you mean check\?/],
  [["class.yaml"], /gatelint check class\.yaml/],
  [["check"], /needs at least one PATH/],
  [["check", "--targt=v1.9.0", "."], /unknown option --targt; did you mean --target\?/],
  [["check", "-x", "."], /unknown option -x/],
  [["check", "--target"], /--target needs a value/],
  [["check", "--target", ",", "class.yaml"], /^gatelint: --target names nothing; it needs a value: --target RELEASE\n$/],
  [["check", "--only=,,", "class.yaml"], /--only names nothing/],
  [["check", "--only= , ", "class.yaml"], /--only names nothing/],
  [["render", "--diff", ",", "class.yaml"], /--diff names nothing/],
  [["check", "--namespace", "--closed", "."], /--namespace needs a value/],
  [["check", "--closed=yes", "."], /--closed takes no value/],
  [["check", "--format=xml", "."], /pretty or json/],
  [["check", "--namespace=a", "--namespace=b", "."], /--namespace is given 2 times/],
  [["rules", "--closed"], /rules has no option --closed/],
  [["check", "clas.yaml"], /there is no clas\.yaml; did you mean class\.yaml\?/],
  [["check", "empty"], /no \.yaml, \.yml or \.json file in empty/],
  [["check", ""], /^gatelint: a PATH is empty; this folder is \.\n$/],
  [["check", "loop.yaml"], /cannot read loop\.yaml/],
  [["check", "--target=v1.9.99", "class.yaml"], /v1\.9\.99/],
  [["check", "--target=1.9", "class.yaml"], /1\.9/],
  [["check", "--dialect=modern", "class.yaml"], /modern/],
  [["check", "--only=imaeg", "class.yaml"], /imaeg/],
  [["check", "--values", "nope.yaml", "class.yaml"], /there is no nope\.yaml/],
  [["resolve", "--target=v1.8.3,v1.9.0", "class.yaml"], /one target/],
  [["explain"], /gatelint rules/],
  [["explain", "image-shadow"], /did you mean "image-shadowed"\?/],
];

for (const [words, line] of BAD_USE) {
  test(`bad use: gatelint ${words.join(" ")}`, async (t) => {
    const cwd = folder(t, { "class.yaml": CLASS, "empty/readme.txt": "" });
    symlinkSync("loop.yaml", join(cwd, "loop.yaml"));
    const { code, stdout, stderr } = await gatelint(words, { cwd });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
    assert.match(stderr, /^gatelint: .*\n$/);
    assert.match(stderr, line);
  });
}

test("bad use: a folder without permission", async (t) => {
  const cwd = folder(t, { "closed/class.yaml": CLASS });
  chmodSync(cwd, 0o755);
  chmodSync(join(cwd, "closed"), 0);
  // Root may read everything, so it asks as nobody.
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  const { code, stderr } = await gatelint(["check", "closed"], { cwd, uid });
  chmodSync(join(cwd, "closed"), 0o700);
  assert.equal(code, 2);
  assert.match(stderr, /cannot read closed: no permission/);
});

test("a reader that stops early is no failure", async (t) => {
  const cwd = folder(t, { "proxy.yaml": Array(2000).fill(BAD_IMAGE).join("---\n") });
  const { spawnSync } = await import("node:child_process");
  const cli = new URL("../../pkg/cli.js", import.meta.url).pathname;
  const { stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${cli}" check proxy.yaml | head -n 1`], {
    cwd,
    encoding: "utf8",
  });
  assert.equal(stderr, "");
});
