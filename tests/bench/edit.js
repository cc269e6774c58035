// One edit of a document after the other, each checked in full: what an editor does. Prints milliseconds as JSON.

import { readFileSync } from "node:fs";
import { load } from "gatelint";

const EDITS = 1500;
const lines = readFileSync(new URL("edit.yaml", import.meta.url), "utf8").split("\n");
const gatelint = await load();

/** The document with one comment line, each time at another place. */
function edited(edit) {
  const at = (edit * 7) % (lines.length - 1);
  return [...lines.slice(0, at), `# edit ${edit}`, ...lines.slice(at)].join("\n");
}

function measure(edit) {
  const request = { files: [{ path: "edit.yaml", text: edited(edit) }] };
  const start = performance.now();
  const { diagnostics } = gatelint.check(request);
  const time = performance.now() - start;
  if (diagnostics.some(({ severity }) => severity === "error")) throw new Error(diagnostics[0].message);
  return time;
}

const times = Array.from({ length: EDITS }, (_, edit) => measure(edit));
const first = times.slice(0, 100);
const steady = times.slice(500).sort((a, b) => a - b);
console.log(
  JSON.stringify({
    first: first.reduce((sum, time) => sum + time, 0) / first.length,
    steady: steady[steady.length >> 1],
  }),
);
