// Texts against what Kubernetes' own tools read of them, through `parseYaml`; crate/tests/oracle_yaml.rs says how the
// data is written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { rows } from "../support/oracle.js";

const gatelint = await load();

/** Of two keys with the same JSON text and different types the real tools keep one by chance: the JSON is not compared. */
const CHANCE = new Set(["fuzz-0197"]);

for (const strict of [true, false]) {
  test(`Kubernetes' tools and parseYaml agree, ${strict ? "strict" : "lenient"}`, () => {
    const wrong = [];
    let documents = 0;
    for (const row of rows("yaml-typing.jsonl")) {
      const bytes = row.base64 === undefined ? row.yaml : Buffer.from(row.base64, "base64");
      const parsed = gatelint.parseYaml(bytes, { strict });
      const answers = row.documents.map((answer) => taken(answer, strict));
      const wanted = answers.filter((answer) => answer !== undefined && !answer.includes("null"));
      documents += answers.length;
      const refuses = parsed.diagnostics.some(({ severity }) => severity === "error");
      const agrees =
        wanted.length === parsed.documents.length &&
        wanted.every((answer, at) => CHANCE.has(row.id) || answer.includes(form(parsed.documents[at].json))) &&
        refuses === (row.stops === true || answers.includes(undefined));
      if (!agrees) wrong.push(`${row.id}: ${JSON.stringify(parsed).slice(0, 300)}`);
    }
    console.log(`yaml-typing.jsonl: ${documents} documents, ${wrong.length} mismatches`);
    assert.deepEqual(wrong.slice(0, 20), []);
  });
}

test("bytes and text are the same, and anything else is refused with a clear error", () => {
  const text = "größe: 1.0\n---\n# nothing\n---\nb: 18446744073709551615\n";
  const parsed = gatelint.parseYaml(text);
  assert.deepEqual(parsed, { documents: [{ json: '{"größe":1}' }, { json: '{"b":18446744073709551615}' }], diagnostics: [] });
  assert.deepEqual(gatelint.parseYaml(new TextEncoder().encode(text)), parsed);
  assert.throws(() => gatelint.parseYaml(/** @type {any} */ (7)), /a text or a Uint8Array/);
});

test("a key that stands twice is refused where reading is strict", () => {
  const [strict, lenient] = [true, false].map((strict) => gatelint.parseYaml("a: 1\na: 2\n", { strict }));
  assert.deepEqual([strict.documents, lenient.documents], [[], [{ json: '{"a":2}' }]]);
  assert.deepEqual([strict, lenient].map(({ diagnostics: [{ severity }] }) => severity), ["error", "warning"]);
});

/** The JSON texts that are right for a recorded answer; undefined where the document is refused. */
function taken(answer, strict) {
  if (answer === false || (answer.lenient !== undefined && strict)) return undefined;
  if (answer.lenient !== undefined) return [form(answer.lenient)];
  return (answer.either ?? [answer]).map(form);
}

/** A JSON text, or its length and FNV-1a hash where it is long. */
function form(json) {
  if (typeof json !== "string") return `${json.bytes} ${json.fnv}`;
  const bytes = Buffer.from(json);
  if (bytes.length < 4000) return json;
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return `${bytes.length} ${hash.toString(16).padStart(16, "0")}`;
}
