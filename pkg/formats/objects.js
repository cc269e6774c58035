// What `render` answers, to be read, compared or applied elsewhere. Pure functions of the answer.

import { explained } from "../text/origin.js";
import { safe } from "../text/safe.js";
import { escaped, yaml } from "./yaml.js";

/** @typedef {import("../index.js").Rendering} Rendering */
/** @typedef {"labels" | "images" | "selectors"} Aspect */

/**
 * The objects as YAML documents, with remarks as comments; with where values came from, where the answer has it.
 * @param {Rendering} rendering
 */
export function objects(rendering) {
  const documents = proxies(rendering).flatMap(({ heading, objects, remarks, origin }) => [
    comments([heading, ...remarks]),
    ...objects.map((object, at) => yaml(object, (pointer) => origin(`/objects/${at}${pointer}`))),
  ]);
  return joined([comments(remarks(rendering)), ...documents]);
}

/**
 * Each object by its title, and what is said of the whole and of each proxy.
 * @param {Rendering} rendering
 * @returns {{ title: string, text: string }[]}
 */
export function parts(rendering) {
  const all = proxies(rendering).flatMap(({ heading, objects, remarks, origin }) => [
    ...(remarks.length > 0 ? [{ title: heading, text: comments(remarks) }] : []),
    ...objects.map((object, at) => ({
      title: title(object),
      text: yaml(object, (pointer) => origin(`/objects/${at}${pointer}`)),
    })),
  ]);
  return [{ title: "the whole", text: comments(remarks(rendering)) }, ...all];
}

/** Comments stand before the document that they are about; documents are parted by a line. */
function joined(parts) {
  const isComment = (part) => part.startsWith("#");
  return parts
    .filter((part) => part !== "")
    .map((part, at, all) => (at > 0 && !isComment(all[at - 1]) ? `---\n${part}` : part))
    .join("");
}

/**
 * What is said of the whole.
 * @param {Rendering} rendering
 */
function remarks({ release, configErrors, loadErrors, errors = [], notes = [] }) {
  const said = [
    `Envoy Gateway ${release}`,
    ...configErrors.map((error) => `the controller does not start: ${error}`),
    ...loadErrors.map(({ document, message }) => `refused: ${document}: ${message}`),
    ...errors.map(({ message }) => message),
    ...notes,
  ];
  return said;
}

/** @param {readonly string[]} lines */
function comments(lines) {
  return lines.map((line) => `# ${line.replaceAll("\n", " ")}\n`).join("");
}

/**
 * Each proxy, and the rate limit service, with its heading.
 * @param {Rendering} rendering
 */
function proxies({ infra, rateLimit }) {
  const all = infra.map(({ key, objects, origins, errors, skipped }) => ({
    heading: `proxy ${key}`,
    objects,
    origin: by(origins),
    remarks: [
      ...(skipped ? [`nothing is created or changed: ${skipped}`] : []),
      ...errors.map(({ object, message }) => `stops at ${object}: ${message}`),
    ],
  }));
  if (!rateLimit) return all;
  const remarks = rateLimit.errors.map(({ object, message }) => `stops at ${object}: ${message}`);
  const { objects, origins } = rateLimit;
  return [...all, { heading: "rate limit service", objects, origin: by(origins), remarks }];
}

/** Where the value at a pointer came from, in words; nothing where the answer does not say. */
function by(origins = []) {
  const places = new Map(origins.map(({ pointer, origin }) => [pointer, safe(explained(origin))]));
  return (/** @type {string} */ pointer) => places.get(pointer);
}

/**
 * One aspect of all objects, a line each.
 * @param {Rendering} rendering
 * @param {Aspect} what
 */
export function aspect(rendering, what) {
  const rows = proxies(rendering).flatMap(({ objects, origin }) =>
    objects.flatMap((object, at) =>
      ASPECTS[what](object).map(([first, second, pointer]) => [first, second, origin(`/objects/${at}${pointer}`)]),
    ),
  );
  const columns = rows.reduce((most, [first]) => Math.max(most, first.length), 0);
  return rows.map(([first, second, from]) => `${first.padEnd(columns)}  ${second}${from ? `  # ${from}` : ""}\n`).join("");
}

/** Two columns, and the pointer of what they are about. */
const ASPECTS = {
  labels: (object) => [
    ...pairs(object, object.metadata.labels, "/metadata/labels"),
    ...pairs(object, object.spec?.template?.metadata?.labels, "/spec/template/metadata/labels", " (pods)"),
  ],
  selectors: (object) => {
    const selector = object.spec?.selector;
    if (selector?.matchLabels) return pairs(object, selector.matchLabels, "/spec/selector/matchLabels");
    return object.kind === "Service" ? pairs(object, selector, "/spec/selector") : [];
  },
  images: (object) =>
    ["initContainers", "containers"].flatMap((list) =>
      (object.spec?.template?.spec?.[list] ?? []).map(({ name, image }, at) => [
        image ?? "",
        `${title(object)} ${name}`,
        `/spec/template/spec/${list}/${at}/image`,
      ]),
    ),
};

function pairs(object, map = {}, pointer = "", note = "") {
  return Object.entries(map).map(([key, value]) => [
    title(object) + note,
    `${key}=${value}`,
    `${pointer}/${escaped(key)}`,
  ]);
}

function title({ kind, metadata }) {
  return `${kind} ${metadata.namespace ?? ""}/${metadata.name ?? ""}`;
}
