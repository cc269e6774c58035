// What differs between two texts, line by line: unified, as `diff -u` shows it.

/** How many lines around a change are shown. */
const CONTEXT = 3;
/** Texts that differ in more pairs of lines than this are not compared closely: the cost must stay bounded. */
const MOST_PAIRS = 4_000_000;

/** @typedef {{ sign: " " | "-" | "+", text: string }} Line */

/**
 * The hunks: lines that begin with `@@`, a blank, `-` or `+`. Empty where the texts are equal.
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 * @returns {string[]}
 */
export function unified(before, after) {
  const lines = compared(before, after);
  const shown = near(lines);
  const out = [];
  let [old, now] = [1, 1];
  for (let at = 0; at < lines.length; at++) {
    if (shown[at] && !shown[at - 1]) out.push(header(lines, shown, at, old, now));
    if (shown[at]) out.push(lines[at].sign + lines[at].text);
    if (lines[at].sign !== "+") old += 1;
    if (lines[at].sign !== "-") now += 1;
  }
  return out;
}

/** Where a hunk stands, and how many lines it has on both sides. */
function header(lines, shown, from, old, now) {
  let to = from;
  while (shown[to]) to += 1;
  const hunk = lines.slice(from, to);
  const side = (start, other) => {
    const count = hunk.filter(({ sign }) => sign !== other).length;
    return `${count === 0 ? start - 1 : start}${count === 1 ? "" : `,${count}`}`;
  };
  return `@@ -${side(old, "+")} +${side(now, "-")} @@`;
}

/** Which lines are a change or near one. */
function near(lines) {
  const shown = new Array(lines.length).fill(false);
  lines.forEach(({ sign }, at) => {
    if (sign !== " ") shown.fill(true, Math.max(0, at - CONTEXT), Math.min(lines.length, at + CONTEXT + 1));
  });
  return shown;
}

/**
 * All lines of both, each with its side.
 * @returns {Line[]}
 */
function compared(before, after) {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (lines) => lines.map((text) => ({ sign: " ", text }));
  return [
    ...same(before.slice(0, start)),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

/** The lines between the first and the last difference, by their longest common subsequence. */
function middle(before, after) {
  const signed = (sign, lines) => lines.map((text) => ({ sign, text }));
  if (before.length * after.length > MOST_PAIRS) return [...signed("-", before), ...signed("+", after)];
  const length = lengths(before, after);
  const lines = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push({ sign: " ", text: before[i++] });
      j += 1;
    } else if (length[i + 1][j] >= length[i][j + 1]) lines.push({ sign: "-", text: before[i++] });
    else lines.push({ sign: "+", text: after[j++] });
  }
  return [...lines, ...signed("-", before.slice(i)), ...signed("+", after.slice(j))];
}

/** How many lines the rest from each pair of places on has in common. */
function lengths(before, after) {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const skipped = Math.max(rows[i + 1][j], rows[i][j + 1]);
      rows[i][j] = before[i] === after[j] ? rows[i + 1][j + 1] + 1 : skipped;
    }
  }
  return rows;
}
