// EnvoyProxies that the API server takes against the controller's own validation, through the package.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { lines, rows } from "../support/oracle.js";

const gatelint = await load();

/** The recorded answers leave out what this release says of a bootstrap. */
const WITHOUT_BOOTSTRAP = "v1.5.9";

test("the controller refuses where check has an error of group controller", () => {
  const texts = new Map(lines("crd-verdicts.jsonl").map((line) => [JSON.parse(line).id, objectOf(line)]));
  const wrong = [];
  let verdicts = 0;
  for (const row of rows("envoy-proxies.jsonl")) {
    const errors = errorsOf(texts.get(row.id));
    for (const { releases, ...steps } of [{ releases: row.taken ?? "" }, ...(row.refused ?? [])]) {
      const isRefused = Object.values(steps).some((fields) => fields.length > 0);
      for (const release of releases.split(" ").filter(Boolean)) {
        verdicts++;
        const here = errors.filter(({ field, releases: of }) => of.includes(release) && isKnown(release, field));
        if (here.length > 0 !== isRefused) wrong.push(`${row.id} ${release}: ${isRefused ? "refused" : "taken"}`);
      }
    }
  }
  console.log(`envoy-proxies.jsonl: ${verdicts} verdicts, ${wrong.length} mismatches`);
  assert.deepEqual(wrong.slice(0, 20), []);
  assert.ok(verdicts > 2500);
});

/** The object as it is written: JavaScript would round its numbers. */
function objectOf(line) {
  return /** @type {RegExpExecArray} */ (/"object":(.*),"verdicts":/.exec(line))[1];
}

function errorsOf(text) {
  const { diagnostics } = gatelint.check({
    files: [{ path: "object.json", text }],
    options: { target: gatelint.releases, placeholders: "literal", install: "builtin" },
  });
  return diagnostics.filter(({ severity, group }) => severity === "error" && group === "controller");
}

function isKnown(release, field) {
  return release !== WITHOUT_BOOTSTRAP || !field?.startsWith("spec.bootstrap");
}
