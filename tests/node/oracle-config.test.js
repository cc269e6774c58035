// Configurations of the controller against whether it starts with them, through the package.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { rows } from "../support/oracle.js";

const gatelint = await load();
const RELEASES = ["v1.4.6", "v1.5.9", "v1.6.7", "v1.7.5", "v1.8.3", "v1.9.0"];

test("the controller starts where check finds no error of group config", () => {
  const wrong = [];
  let verdicts = 0;
  for (const row of rows("config-verdicts.jsonl")) {
    const { diagnostics } = gatelint.check({
      files: [{ path: "envoy-gateway.yaml", text: row.yaml, as: "config" }],
      options: { target: RELEASES, placeholders: "literal", install: "builtin" },
    });
    const errors = diagnostics.filter(({ group, severity }) => group === "config" && severity === "error");
    for (const release of RELEASES) {
      const refused = Object.values(row.refused ?? {}).flat().includes(release);
      verdicts++;
      if (refused !== errors.some(({ releases }) => releases?.includes(release))) wrong.push(`${row.id} ${release}`);
    }
  }
  console.log(`config-verdicts.jsonl: ${verdicts} verdicts, ${wrong.length} mismatches`);
  assert.deepEqual(wrong.slice(0, 20), []);
  assert.equal(verdicts, 320 * RELEASES.length);
});
