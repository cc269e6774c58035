// Node gives the bytes that the native crate gave.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { answerOf, readCorpus } from "../support/corpus.js";

const gatelint = await load();

for (const { name, request, answers } of readCorpus()) {
  test(name, () => {
    for (const { call, expected } of answers) assert.equal(answerOf(gatelint, call, request), expected, call);
  });
}
