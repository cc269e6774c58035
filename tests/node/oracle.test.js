// Objects against the verdicts of a real API server, through the package, for all releases at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { lines } from "../support/oracle.js";

const gatelint = await load();
const MOST_SHOWN = 20;

/** @param {string} name @returns {any[]} the rows, with the object as it is written: JavaScript would round its numbers */
function rowsOf(name) {
  return lines(name).map((line) => {
    const [, object, verdicts] = /** @type {RegExpExecArray} */ (/"object":(.*),"verdicts":(.*)\}$/.exec(line));
    return { id: line.slice(0, line.indexOf(",")), object, verdicts: JSON.parse(verdicts) };
  });
}

for (const name of ["crd-verdicts.jsonl", "crd-random.jsonl"]) {
  test(`an API server and check agree: ${name}`, () => {
    const rows = rowsOf(name);
    const wrong = [];
    let verdicts = 0;
    let fields = 0;
    for (const { id, object, verdicts: groups } of rows) {
      const errors = errorsOf(object);
      for (const { releases, ok = false, fields: named = [] } of groups) {
        for (const release of between(releases)) {
          const here = errors.filter((error) => error.releases?.includes(release));
          verdicts++;
          if (here.some(({ group }) => group === "schema") === ok) wrong.push(`${id} ${release}: ${ok ? "taken" : "refused"}`);
          const missed = named.filter((field) => field && !here.some((error) => names(error, field)));
          fields += named.length - missed.length;
          wrong.push(...missed.map((field) => `${id} ${release}: does not name ${field}`));
        }
      }
    }
    console.log(`${name}: ${rows.length} objects, ${verdicts} verdicts, ${fields} fields named, ${wrong.length} mismatches`);
    assert.deepEqual(wrong.slice(0, MOST_SHOWN), []);
  });
}

/** The errors for all releases. */
function errorsOf(object) {
  const request = {
    files: [{ path: "object.json", text: object }],
    options: { target: gatelint.releases, placeholders: /** @type {const} */ ("literal"), install: /** @type {const} */ ("builtin") },
  };
  return gatelint.check(request).diagnostics.filter(({ severity }) => severity === "error");
}

/** True when an error names the field, or one below it. */
function names({ field, covers = [] }, wanted) {
  return [field, ...covers].some((one) => one?.startsWith(wanted) && ["", ".", "["].includes(one.charAt(wanted.length)));
}

/** The releases of ranges joined by blanks: `v1.0.0..v1.4.6 v1.5.1..`, `v1.5.0` */
function between(ranges) {
  return ranges.split(" ").flatMap((range) => {
    const [first, last = first] = range.split("..");
    const to = last === "" ? gatelint.releases.length - 1 : gatelint.releases.indexOf(last);
    return gatelint.releases.slice(gatelint.releases.indexOf(first), to + 1);
  });
}
