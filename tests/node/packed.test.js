// The package as npm publishes it: packed, installed elsewhere, used from there.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { folder } from "../support/cli.js";
import { CLASS } from "../support/samples.js";

const PACKAGE = fileURLToPath(new URL("../../pkg", import.meta.url));
const USE = `
import { load } from "gatelint";
const gatelint = await load();
console.log(gatelint.check({ files: [{ path: "class.yaml", text: ${JSON.stringify(CLASS)} }] }).documents);
`;

test("the packed package works where it is installed", (t) => {
  const cwd = folder(t, {
    "package.json": '{ "private": true, "type": "module" }',
    "class.yaml": CLASS,
    "use.js": USE,
  });
  const run = (program, ...words) => execFileSync(program, words, { cwd, encoding: "utf8" });
  run("npm", "pack", "--silent", "--pack-destination", cwd, PACKAGE);
  const [archive] = readdirSync(cwd).filter((name) => name.endsWith(".tgz"));
  run("npm", "install", "--silent", "--offline", "--no-fund", "--no-audit", `./${archive}`);
  assert.equal(run(process.execPath, "use.js").trim(), "1");
  assert.match(run(join(cwd, "node_modules/.bin/gatelint"), "check", "class.yaml"), /^0 errors/m);
  assert.deepEqual(readdirSync(join(cwd, "node_modules/gatelint/dist")).sort(), [
    "gatelint.wasm",
    "glue.js",
    "notes.js", "rules.json",
  ]);
});
