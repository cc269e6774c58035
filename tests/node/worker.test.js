// The package in a worker thread of Node.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { load } from "gatelint";
import { CLASS } from "../support/samples.js";

const request = { files: [{ path: "class.yaml", text: CLASS }] };

const THREAD = `
import { parentPort, workerData } from "node:worker_threads";
const { load } = await import(workerData.entry);
const gatelint = await load({ module: workerData.module });
parentPort.postMessage(gatelint.text("check", workerData.request));
`;

/** What a worker thread answers; it gets the compiled module where one is given. */
function answerOfThread(module) {
  const url = new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`);
  const worker = new Worker(url, { workerData: { entry: import.meta.resolve("gatelint"), module, request } });
  return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
}

test("a worker thread gives the same answer", async () => {
  assert.equal(await answerOfThread(undefined), (await load()).text("check", request));
});

test("a compiled module can be handed to threads", async () => {
  const { readFile } = await import("node:fs/promises");
  const module = await WebAssembly.compile(await readFile(new URL("../../pkg/dist/gatelint.wasm", import.meta.url)));
  const answers = await Promise.all([answerOfThread(module), answerOfThread(module)]);
  assert.deepEqual(answers, Array(2).fill((await load()).text("check", request)));
});
