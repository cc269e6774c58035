// What the real controller creates, and what the package says in Node: every object of every recorded case and release.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { rows } from "../support/oracle.js";

const bases = new Map([...rows("render/bases.jsonl")].map(({ release, base, object }) => [`${release} ${base}`, flat(object)]));

test("the objects are those that the controller creates", async () => {
  const gatelint = await load();
  let compared = 0;
  for (const { case: name, input, expected } of rows("render/cases.jsonl")) {
    for (const { releases, infra = [], rateLimit, loadErrors, configErrors } of expected) {
      for (const release of loadErrors || configErrors ? [] : releases) {
        const files = [{ path: "case.yaml", text: input }];
        const options = { target: release, install: "builtin", placeholders: "literal" };
        const rendering = gatelint.render({ files, options });
        const wanted = [...infra, ...(rateLimit ? [rateLimit] : [])].flatMap(({ objects = [] }) => objects);
        const got = [...rendering.infra, ...(rendering.rateLimit ? [rendering.rateLimit] : [])];
        const objects = got.flatMap((one) => one.objects);
        assert.equal(objects.length, wanted.length, `${name} ${release}`);
        wanted.forEach((delta, at) => {
          assert.deepEqual(sorted(flat(objects[at])), sorted(applied(release, delta)), `${name} ${release} object ${at}`);
          compared += 1;
        });
      }
    }
  }
  console.log(`${compared} objects compared, 0 differ`);
  assert.ok(compared > 16_000);
});

/** The leaves of a recorded object: those of its base, without what is dropped and with what is set. */
function applied(release, { base, drop = [], set = {} }) {
  const leaves = new Map(bases.get(`${release} ${base}`));
  for (const pointer of drop) leaves.delete(pointer);
  for (const [pointer, value] of Object.entries(set)) leaves.set(pointer, value);
  return leaves;
}

/** A value's leaves by JSON pointer; an empty list or map is one. */
function flat(value, pointer = "", leaves = new Map()) {
  const entries = value !== null && typeof value === "object" ? Object.entries(value) : [];
  if (entries.length === 0) return leaves.set(pointer, value);
  const escaped = (key) => key.replaceAll("~", "~0").replaceAll("/", "~1");
  for (const [key, inner] of entries) flat(inner, `${pointer}/${escaped(key)}`, leaves);
  return leaves;
}

function sorted(leaves) {
  return [...leaves].sort(([a], [b]) => (a < b ? -1 : 1));
}
