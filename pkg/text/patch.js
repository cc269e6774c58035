// What changed between two texts, as a patch: a unified diff that other programs apply.

const CONTEXT = 3;

/**
 * A unified diff, as `git apply` and `patch -p1` take it; empty where nothing changed.
 * @param {string} path
 * @param {string} before
 * @param {string} after
 */
export function unifiedDiff(path, before, after) {
  const [old, fresh] = [lines(before), lines(after)];
  const name = named(path);
  const hunks = hunksOf(changes(old, fresh), old);
  return hunks.length === 0 ? "" : `--- a/${name}\n+++ b/${name}\n${hunks.join("")}`;
}

/** The name of a file in a header: without detours, and below the folder where the patch is applied. */
function named(path) {
  const parts = [];
  for (const part of path.replace(/^[A-Za-z]:\//, "").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/**
 * The hunks between two lists of lines: lines that begin with `@@`, a blank, `-` or `+`.
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 * @returns {string[]}
 */
export function unified(before, after) {
  const [old, fresh] = [before, after].map((list) => list.map((line) => `${line}\n`));
  return hunksOf(changes(old, fresh), old).join("").split("\n").slice(0, -1);
}

/** Lines with their ends. */
function lines(text) {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Changed places, each with the lines that come.
 * @typedef {{ at: number, gone: number, came: string[], to: number }} Change `at` in the old lines, `to` in the new ones
 * @param {string[]} old @param {string[]} fresh @returns {Change[]}
 */
function changes(old, fresh) {
  /** @type {Change[]} */
  const found = [];
  let [x, y] = [0, 0];
  for (const [keptOld, keptFresh] of [...kept(old, fresh), [old.length, fresh.length]]) {
    if (keptOld > x || keptFresh > y) found.push({ at: x, gone: keptOld - x, came: fresh.slice(y, keptFresh), to: y });
    [x, y] = [keptOld + 1, keptFresh + 1];
  }
  return found;
}

/** The pairs of lines that stay: a longest common subsequence, by Myers' greedy search. */
function kept(old, fresh) {
  /** @type {Map<number, any>} by diagonal, how far in the old lines */
  let furthest = new Map([[1, 0]]);
  const trace = [];
  for (let edits = 0; ; edits++) {
    trace.push(furthest);
    furthest = new Map(furthest);
    for (let k = -edits; k <= edits; k += 2) {
      let x = goesDown(furthest, k, edits) ? furthest.get(k + 1) : furthest.get(k - 1) + 1;
      while (x < old.length && x - k < fresh.length && old[x] === fresh[x - k]) x++;
      furthest.set(k, x);
      if (x >= old.length && x - k >= fresh.length) return backtrack(trace, old.length, fresh.length);
    }
  }
}

function goesDown(furthest, k, edits) {
  return k === -edits || (k !== edits && furthest.get(k - 1) < furthest.get(k + 1));
}

function backtrack(trace, x, y) {
  const pairs = [];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits];
    const k = x - y;
    const previous = goesDown(furthest, k, edits) ? k + 1 : k - 1;
    const [fromX, fromY] = edits === 0 ? [0, 0] : [furthest.get(previous), furthest.get(previous) - previous];
    while (x > fromX && y > fromY) pairs.unshift([--x, --y]);
    [x, y] = [fromX, fromY];
  }
  return pairs;
}

/** Changes that are near one another share a hunk. */
function hunksOf(all, old) {
  /** @type {Change[][]} */
  const groups = [];
  for (const change of all) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.at - (last.at + last.gone) <= 2 * CONTEXT) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups.map((group) => hunk(group, old));
}

function hunk(group, old) {
  const [first, last] = [group[0], group[group.length - 1]];
  const start = Math.max(0, first.at - CONTEXT);
  const end = Math.min(old.length, last.at + last.gone + CONTEXT);
  const to = first.to - (first.at - start);
  let at = start;
  let body = "";
  let added = 0;
  for (const { at: place, gone, came } of group) {
    body += marked(" ", old.slice(at, place)) + marked("-", old.slice(place, place + gone)) + marked("+", came);
    at = place + gone;
    added += came.length - gone;
  }
  const head = `@@ -${range(start, end - start)} +${range(to, end - start + added)} @@\n`;
  return head + body + marked(" ", old.slice(at, end));
}

/** Where a hunk is, counted from 1; an empty one stands behind the line before it. */
function range(start, count) {
  return `${count === 0 ? start : start + 1}${count === 1 ? "" : `,${count}`}`;
}

function marked(mark, lines) {
  return lines.map((line) => mark + line + (line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n")).join("");
}
