// Hand-made answers for the formats: pure functions need no module.

/** @returns {import("gatelint").Range} characters of one line, both zero-based */
export function range(line, from, to, lastLine = line) {
  const offset = (line, character) => line * 1000 + character;
  return {
    start: { line, character: from, offset: offset(line, from) },
    end: { line: lastLine, character: to, offset: offset(lastLine, to) },
  };
}

/** @returns {import("gatelint").Diagnostic} */
export function diagnostic(changes) {
  return {
    rule: "image-shadowed",
    group: "image",
    severity: "warning",
    message: "the image of this Gateway is never pulled",
    path: "a.yaml",
    range: range(0, 0, 1),
    related: [],
    fixes: [],
    docs: "",
    ...changes,
  };
}

/** @returns {import("gatelint").Report} */
export function report(changes) {
  return { targets: ["v1.9.0"], files: 1, documents: 1, skipped: [], inferred: [], diagnostics: [], ...changes };
}

/** @returns {import("gatelint").Origin} */
export function source(path, line, field) {
  return { kind: "source", place: { path, range: range(line - 1, 0, 1) }, field };
}

/** @returns {import("gatelint").Traced} */
export function traced(value, origin = { kind: "derived", rule: "fixed", from: [] }) {
  return { value, origin };
}

/** A text, written with an indentation and a bar before each line. */
export function lines(text) {
  return (
    text
      .split("\n")
      .slice(1, -1)
      .map((line) => line.trimStart().replace(/^\|/, ""))
      .join("\n") + "\n"
  );
}
