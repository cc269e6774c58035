// The pretty output, line by line: frames, folding, wide characters, summaries.

import assert from "node:assert/strict";
import { test } from "node:test";
import { check, rules } from "../../pkg/formats/pretty.js";
import { diagnostic, lines, range, report } from "../support/reports.js";

/** A finding alone, without the summary. */
function shown(changes, text, view = {}) {
  const answer = report({ diagnostics: [diagnostic(changes)] });
  return check(answer, { files: [{ path: "a.yaml", text }], ...view }).split("\n\n")[0] + "\n";
}

test("a finding with a related place, help and fixes", () => {
  const files = [
    { path: "edge/public.yaml", text: "\n".repeat(13) + "  image: registry.example.com/envoy:v1\n" },
    { path: "platform/class.yaml", text: "\n".repeat(11) + "  imageRepository: mirror.example.com/envoy\n" },
  ];
  const finding = diagnostic({
    path: "edge/public.yaml",
    range: range(13, 9, 38),
    help: "A repository beats an image.",
    related: [
      { path: "edge/public.yaml", range: range(13, 9, 38), message: "not used" },
      { path: "platform/class.yaml", range: range(11, 19, 43), message: "wins" },
    ],
    fixes: [
      { title: "drop the image", safe: true, edits: [] },
      { title: "set imageRepository instead", safe: false, edits: [] },
    ],
  });
  const inferred = [{ what: "target", value: "v1.9.0", from: { path: "source.yaml", range: range(11, 0, 1) } }];
  assert.equal(
    check(report({ files: 12, documents: 41, inferred, diagnostics: [finding] }), { files, elapsed: 38.2 }),
    lines(`
      |warning[image-shadowed] the image of this Gateway is never pulled
      |  ╭─ edge/public.yaml:14:10
      |14│   image: registry.example.com/envoy:v1
      |  │          ───────────────────────────── not used
      |  ├─ platform/class.yaml:12:20
      |12│   imageRepository: mirror.example.com/envoy
      |  │                    ──────────────────────── wins
      |  = help   A repository beats an image.
      |  = fix    drop the image
      |  = fix    set imageRepository instead (check it first)
      |
      |0 errors, 1 warning in 12 files, 41 documents · target v1.9.0 (from source.yaml:12) · 38 ms
      `),
  );
});

test("related places on the line of their predecessor share it", () => {
  const related = [
    { path: "a.yaml", range: range(0, 3, 4), message: "first" },
    { path: "a.yaml", range: range(0, 9, 10), message: "second" },
  ];
  assert.equal(
    shown({ range: range(0, 0, 1), related }, "a: b, c: d\n"),
    lines(`
      |warning[image-shadowed] the image of this Gateway is never pulled
      |  ╭─ a.yaml:1:1
      | 1│ a: b, c: d
      |  │ ─
      |  │    ─ first
      |  │          ─ second
      `),
  );
});

test("wide, combining and emoji characters line up", () => {
  const line = "中文 👩‍👩‍👧 é ｆ image: x";
  const at = line.indexOf("image");
  assert.equal(
    shown({ range: range(0, at, at + 5) }, line),
    lines(`
      |warning[image-shadowed] the image of this Gateway is never pulled
      |  ╭─ a.yaml:1:17
      | 1│ 中文 👩‍👩‍👧 é ｆ image: x
      |  │              ─────
      `),
  );
});

test("an empty range is a caret, a long one ends with its first line", () => {
  assert.match(shown({ range: range(0, 2, 2) }, "a: b"), /\n {2}│ {3}\^\n$/);
  assert.match(shown({ range: range(0, 3, 1, 2) }, "a: b c\n d\n e"), /\n {2}│ {4}───\n$/);
});

test("lines end as positions count them, and a byte order mark takes no column", () => {
  assert.match(shown({ range: range(2, 0, 1) }, "a\r\nb\rc: d\ne"), / 3│ c: d\n {2}│ ─\n$/);
  assert.match(shown({ range: range(0, 1, 2) }, "\ufeffa: b"), / 1│ a: b\n {2}│ ─\n$/);
});

test("control characters and tabs are made visible", () => {
  assert.match(shown({ range: range(0, 5, 6) }, "a: \x1b\tb"), / 1│ a: ␛ {4}b\n {2}│ {9}─\n$/);
});

test("a line that is longer than the page is cut around its mark", () => {
  const text = "a".repeat(200) + "MARK" + "b".repeat(200);
  const [line, mark] = shown({ message: "short", range: range(0, 200, 204) }, text, { columns: 60 })
    .split("\n")
    .slice(2);
  assert.ok(line.length <= 60, line);
  assert.match(line, /…a+MARKb+…$/);
  assert.equal(mark.indexOf("─"), line.indexOf("MARK"));
});

test("text folds at the width of the page", () => {
  const folded = shown({ message: "word ".repeat(30).trim(), help: "help ".repeat(30).trim() }, "a: b", {
    columns: 60,
  });
  assert.ok(
    folded.split("\n").every((line) => line.length <= 60),
    folded,
  );
  assert.match(folded, /= help {3}help help.*\n {11}help/);
});

test("a label without room beside its mark stands under it", () => {
  const related = [{ path: "a.yaml", range: range(0, 0, 50), message: "a label with several words in it" }];
  assert.match(
    shown({ range: range(0, 0, 50), related }, "x".repeat(50), { columns: 64 }),
    /│ ─{50}\n {2}│ a label with several words in it\n$/,
  );
});

test("a file that is not at hand is named", () => {
  assert.match(shown({ path: "b.yaml" }, ""), /╭─ b\.yaml:1:1\n$/);
});

test("the releases that a finding holds for", () => {
  assert.match(shown({ releases: ["v1.8.3", "v1.9.0"] }, "a"), /= in {5}v1\.8\.3, v1\.9\.0\n$/);
  assert.match(
    shown({ releases: ["v1.4.6", "v1.5.0", "v1.5.1", "v1.5.2", "v1.6.0"] }, "a"),
    /= in {5}v1\.4\.6 … v1\.6\.0 \(5 releases\)\n$/,
  );
});

test("colours change nothing but the colours", () => {
  const answer = report({
    diagnostics: [diagnostic({}), diagnostic({ severity: "error" }), diagnostic({ severity: "info" })],
  });
  const view = { files: [{ path: "a.yaml", text: "a: b" }], columns: 60 };
  const colourful = check(answer, { ...view, color: true });
  assert.match(colourful, /\x1b\[1;31merror.*\x1b\[0m/);
  assert.equal(colourful.replace(/\x1b\[[\d;]*m/g, ""), check(answer, view));
});

test("the summary counts, and says what was found out and what was skipped", () => {
  const from = (line) => ({ path: "ks.yaml", range: range(line, 0, 1) });
  const answer = report({
    files: 2,
    documents: 3,
    targets: ["v1.8.0", "v1.8.1", "v1.8.2", "v1.8.3", "v1.9.0"],
    diagnostics: [diagnostic({ severity: "error", path: "?" }), diagnostic({ severity: "info", path: "?" })],
    inferred: [
      { what: "namespace", value: "edge", from: from(13) },
      { what: "namespace", value: "edge", from: from(20) },
      { what: "mode", value: "GatewayNamespace", from: from(1) },
      { what: "config", value: "eg.yaml", from: from(4), note: "not the one in b.yaml" },
    ],
    skipped: [..."abcde"]
      .map((name, document) => ({ path: `${name}.yaml`, document, reason: "a template" }))
      .concat({ path: "f.yaml", document: 0, reason: "no manifest" }),
  });
  assert.equal(
    check(answer).split("\n\n").at(-1),
    lines(`
      |skipped a.yaml (document 1), b.yaml (document 2), c.yaml (document 3) and 2 more: a template
      |skipped f.yaml (document 1): no manifest
      |1 error, 0 warnings, 1 note in 2 files, 3 documents · targets v1.8.0 … v1.9.0 (5 releases) · namespace edge (from ks.yaml:14 and 1 more) · mode GatewayNamespace (from ks.yaml:2) · config eg.yaml (from ks.yaml:5; not the one in b.yaml) · 6 skipped
      `),
  );
});

test("the list of rules is a table", () => {
  const list = [
    { rule: "image-shadowed", group: "image", severity: "warning", since: "0.1.0" },
    { rule: "yaml-syntax", group: "yaml", severity: "error", since: "0.1.0" },
  ];
  assert.equal(
    rules(/** @type {any} */ (list)),
    "image-shadowed  warning  image  since 0.1.0\nyaml-syntax     error    yaml   since 0.1.0\n",
  );
});
