// The package as a program in Node uses it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { GatelintFault, load } from "gatelint";
import { CLASS } from "../support/samples.js";

const gatelint = await load();
const MODULE = new URL("../../pkg/dist/gatelint.wasm", import.meta.url);

test("says its version, which is that of the package", async () => {
  const manifest = JSON.parse(await readFile(new URL("../../pkg/package.json", import.meta.url), "utf8"));
  assert.equal(gatelint.version, manifest.version);
});

test("knows its releases, the oldest first", () => {
  assert.equal(gatelint.releases[0], "v1.0.0");
  assert.ok(gatelint.releases.length >= 57);
});

test("text and bytes give the same answer", () => {
  const text = gatelint.text("check", { files: [{ path: "class.yaml", text: CLASS }] });
  const bytes = gatelint.text("check", { files: [{ path: "class.yaml", bytes: new TextEncoder().encode(CLASS) }] });
  assert.equal(text, bytes);
});

test("bytes may be a part of a larger buffer, or Node's own", () => {
  const padded = new TextEncoder().encode(`--${CLASS}--`).subarray(2, -2);
  const plain = gatelint.text("check", { files: [{ path: "class.yaml", text: CLASS }] });
  assert.equal(gatelint.text("check", { files: [{ path: "class.yaml", bytes: padded }] }), plain);
  assert.equal(gatelint.text("check", { files: [{ path: "class.yaml", bytes: Buffer.from(CLASS) }] }), plain);
});

test("an answer is its canonical text, parsed", () => {
  const request = { files: [{ path: "class.yaml", text: CLASS }] };
  assert.deepEqual(gatelint.check(request), JSON.parse(gatelint.text("check", request)));
  assert.deepEqual(gatelint.resolve(request), JSON.parse(gatelint.text("resolve", request)));
});

test("a request is not changed", () => {
  const request = Object.freeze({
    files: Object.freeze([Object.freeze({ path: "class.yaml", text: CLASS })]),
    options: Object.freeze({}),
  });
  assert.doesNotThrow(() => gatelint.check(request));
});

test("absent and undefined options are the same", () => {
  const files = [{ path: "class.yaml", text: CLASS }];
  assert.equal(gatelint.text("check", { files, options: undefined }), gatelint.text("check", { files }));
  assert.equal(gatelint.text("check", { files, options: { target: undefined } }), gatelint.text("check", { files }));
});

const REFUSED = {
  "no request": [undefined, /request/],
  "a list for a request": [[], /request|files/],
  "no files": [{ files: [] }, /no files/],
  "a file without content": [{ files: [{ path: "a.yaml" }] }, /a\.yaml/],
  "a file with text and bytes": [{ files: [{ path: "a.yaml", text: "", bytes: new Uint8Array() }] }, /a\.yaml/],
  "an unknown option": [{ files: [{ path: "a.yaml", text: "" }], options: { targt: "v1.9.0" } }, /targt/],
  "an unknown member of the request": [{ files: [{ path: "a.yaml", text: "" }], option: {} }, /option/],
  "an unknown release": [{ files: [{ path: "a.yaml", text: "" }], options: { target: "v1.9.99" } }, /v1\.9\.99/],
  "an unknown group": [{ files: [{ path: "a.yaml", text: "" }], options: { only: ["pictures"] } }, /pictures/],
};

for (const [what, [request, message]] of Object.entries(REFUSED)) {
  test(`${what} is refused with a plain Error`, () => {
    assert.throws(
      () => gatelint.check(request),
      (error) => error.constructor === Error && message.test(error.message),
    );
  });
}

test("resolve takes one release", () => {
  const request = { files: [{ path: "class.yaml", text: CLASS }], options: { target: ["v1.8.3", "v1.9.0"] } };
  assert.throws(() => gatelint.resolve(request), /2/);
});

test("every rule has a page", async () => {
  for (const { rule } of gatelint.rules()) {
    const page = await gatelint.explain(rule);
    assert.match(page.markdown, /\S/, rule);
  }
});

test("an unknown rule rejects, with the nearest name", async () => {
  const [{ rule }] = gatelint.rules();
  await assert.rejects(gatelint.explain(`${rule}x`), new RegExp(`did you mean "${rule}"`));
});

test("parses image references", () => {
  const parsed = gatelint.parseImage("envoyproxy/envoy:v1");
  assert.deepEqual(parsed, {
    registry: "docker.io",
    repository: "envoyproxy/envoy",
    tag: "v1",
    normalized: "docker.io/envoyproxy/envoy:v1",
    familiar: "envoyproxy/envoy:v1",
    implicit: ["registry"],
  });
  assert.ok("error" in gatelint.parseImage("Envoy:"));
  // @ts-expect-error a number is no text
  assert.throws(() => gatelint.parseImage(5), { name: "Error", message: "parseImage takes a text" });
});

test("only calls can be asked for their text", () => {
  // @ts-expect-error the engine is the module's own
  assert.throws(() => gatelint.text("free", { files: [] }), /there is no call free; text takes one of check, /);
});

test("null options are none", async () => {
  const [request, none] = [{ files: [{ path: "class.yaml", text: CLASS }] }, /** @type {any} */ (null)];
  assert.equal(gatelint.fix(request, none).fixed, 0);
  assert.equal(gatelint.parseYaml("a: 1", none).documents.length, 1);
  assert.equal((await load(none)).version, gatelint.version);
});

test("a panic becomes an error with its text, and the next call works", () => {
  const engine = /** @type {any} */ (gatelint);
  const before = gatelint.text("check", { files: [{ path: "class.yaml", text: CLASS }] });
  for (let turn = 0; turn < 3; turn++) {
    assert.throws(
      () => engine.text("panic", "grüße 😀"),
      (error) => error instanceof GatelintFault && /grüße 😀/.test(error.message),
    );
    assert.equal(gatelint.text("check", { files: [{ path: "class.yaml", text: CLASS }] }), before);
  }
});

test("an exhausted stack becomes an error, and the next call works", () => {
  const request = {
    get files() {
      return this.files;
    },
  };
  assert.throws(() => gatelint.check(/** @type {any} */ (request)), GatelintFault);
  assert.equal(gatelint.check({ files: [{ path: "class.yaml", text: CLASS }] }).files, 1);
});

test("the module may be given as bytes, a URL or compiled", async () => {
  const bytes = await readFile(MODULE);
  for (const module of [bytes, MODULE, await WebAssembly.compile(bytes)]) {
    assert.equal((await load({ module })).version, gatelint.version);
  }
});

test("two loaded ones do not share anything", async () => {
  const other = await load();
  assert.throws(() => /** @type {any} */ (other).text("panic", "x"), GatelintFault);
  assert.equal(gatelint.check({ files: [{ path: "class.yaml", text: CLASS }] }).files, 1);
});
