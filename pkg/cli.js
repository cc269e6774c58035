#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { load } from "./node.js";
const g = await load();
console.log(g.text("check", { files: process.argv.slice(3).map((path) => ({ path, bytes: readFileSync(path) })) }));
