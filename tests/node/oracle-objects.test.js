// Which created objects the API server refuses, and what `check` says in Node, for every recorded case and release.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { rows } from "../support/oracle.js";

test("every refused object is predicted, and nothing else", async () => {
  const gatelint = await load();
  const wanted = new Map();
  for (const row of rows("object-verdicts.jsonl")) {
    for (const release of row.releases) {
      const key = `${row.case} ${release}`;
      wanted.set(key, [...(wanted.get(key) ?? []), row]);
    }
  }
  let refused = 0;
  let taken = 0;
  for (const { case: name, input, expected } of rows("render/cases.jsonl")) {
    for (const release of expected.flatMap(({ releases }) => releases)) {
      const options = { target: release, install: "builtin", placeholders: "literal" };
      const { diagnostics } = gatelint.check({ files: [{ path: "case.yaml", text: input }], options });
      const errors = (...groups) => diagnostics.filter((said) => said.severity === "error" && groups.includes(said.group));
      const key = `${name} ${release}`;
      if (!wanted.has(key)) {
        assert.deepEqual(errors("render").map((said) => said.message), [], key);
        taken += 1;
      }
      const covered = new Set(errors("render", "image", "labels").flatMap((said) => said.covers ?? []));
      for (const { kind, fields } of wanted.get(key) ?? []) {
        assert.ok(fields.some((field) => covered.has(field)), `${key}: the ${kind} is refused`);
        refused += 1;
      }
    }
  }
  console.log(`${refused} refused objects predicted, ${taken} runs without one, 0 wrong`);
  assert.ok(refused > 500 && taken > 4000);
});
