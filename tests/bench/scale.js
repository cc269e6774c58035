// A folder of files with one Gateway each: what rendering costs by their number, and an edit in a workspace of 1,000
// documents. Prints milliseconds as JSON: of an edit, and of the renderings.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "gatelint";

const GATEWAYS = [100, 1000, 10000];
const WORKSPACE_FILES = 200;
const EDITS = 60;
const RUNS = 3;

const folder = process.argv[2];
const gatelint = await load();
const files = readdirSync(folder).map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));

/** @param {() => void} action */
function time(action) {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** @param {number[]} times */
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

function render(count) {
  const request = { files: files.slice(0, count) };
  return median(Array.from({ length: RUNS }, () => time(() => gatelint.text("render", request))));
}

/** One more comment in a file, and the findings of all. */
function edits() {
  const workspace = gatelint.open({ files: files.slice(0, WORKSPACE_FILES) });
  workspace.check();
  const edit = (number) => {
    const { path, bytes } = files[(number * 7) % WORKSPACE_FILES];
    const text = `${new TextDecoder().decode(bytes)}# edit ${number}\n`;
    return time(() => {
      workspace.update(path, text);
      workspace.check();
    });
  };
  return median(Array.from({ length: EDITS }, (_, number) => edit(number)));
}

console.log(JSON.stringify([edits(), GATEWAYS.map(render)]));
