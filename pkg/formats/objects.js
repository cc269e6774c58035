// What `render` answers, to be read, compared or applied elsewhere. Pure functions of the answer.

import { explained } from "../text/origin.js";
import { safe } from "../text/safe.js";
import { escaped, yaml } from "./yaml.js";

/** @typedef {import("../index.js").Rendering} Rendering */
/** @typedef {"labels" | "images" | "selectors"} Aspect */

/**
 * What is said of something, and where its cause is written.
 * @typedef {{ text: string, place?: import("../index.js").Place }} Remark
 */

/**
 * The objects as YAML documents, with remarks as comments; with where values came from, where the answer has it.
 * @param {Rendering} rendering
 */
export function objects(rendering) {
  const documents = proxies(rendering).flatMap(({ heading, objects, remarks, origins }) => [
    comments([{ text: heading }, ...remarks]),
    ...objects.map((object, at) => yaml(object, words(origins[at]))),
  ]);
  return joined([said(rendering), ...documents]);
}

/**
 * Each object by its title, and what is said of the whole and of each proxy.
 * @param {Rendering} rendering
 * @returns {{ title: string, text: string }[]}
 */
export function parts(rendering) {
  const all = proxies(rendering).flatMap(({ heading, objects, remarks, origins }) => [
    ...(remarks.length > 0 ? [{ title: heading, text: comments(remarks) }] : []),
    ...objects.map((object, at) => ({ title: title(object), text: yaml(object, words(origins[at])) })),
  ]);
  return [{ title: "the whole", text: said(rendering) }, ...all];
}

/** Comments stand before the document that they are about; documents are parted by a line. */
function joined(parts) {
  const isComment = (part) => part.startsWith("#");
  return parts
    .filter((part) => part !== "")
    .map((part, at, all) => (at > 0 && !isComment(all[at - 1]) ? `---\n${part}` : part))
    .join("");
}

/** @param {Rendering} rendering */
function said(rendering) {
  return comments([{ text: `Envoy Gateway ${rendering.release}` }, ...remarks(rendering)]);
}

/** @param {Remark[]} remarks */
function comments(remarks) {
  return remarks.map(({ text }) => `# ${text.replaceAll("\n", " ")}\n`).join("");
}

/**
 * What is said of the whole.
 * @param {Rendering} rendering
 * @returns {Remark[]}
 */
export function remarks({ configErrors, loadErrors, errors = [], notes = [] }) {
  return [
    ...configErrors.map((error) => ({ text: `the controller does not start: ${error}` })),
    ...loadErrors.map(({ document, message }) => ({ text: `refused: ${document}: ${message}` })),
    ...errors.map(({ message, place }) => ({ text: message, place })),
    ...notes.map((text) => ({ text })),
  ];
}

/**
 * Each proxy, and the rate limit service, with its heading; what is known of the origins of each of its objects.
 * @param {Rendering} rendering
 * @returns {import("./index.js").Proxy[]}
 */
export function proxies({ infra, rateLimit }) {
  const all = infra.map(({ key, objects, origins, errors, skipped }) => ({
    heading: `proxy ${key}`,
    key,
    objects,
    origins: byObject(objects, origins),
    remarks: [...(skipped ? [{ text: `nothing is created or changed: ${skipped}` }] : []), ...errors.map(stop)],
  }));
  if (!rateLimit) return all;
  const { objects, origins, errors } = rateLimit;
  const service = { heading: "rate limit service", objects, origins: byObject(objects, origins) };
  return [...all, { ...service, remarks: errors.map(stop) }];
}

/** @param {import("../index.js").Failed} failed @returns {Remark} */
function stop({ object, message, place }) {
  return { text: `stops at ${object}: ${message}`, place };
}

/**
 * The origins of each object, by the pointer in that object.
 * @param {readonly unknown[]} objects
 * @param {readonly import("../index.js").ObjectOrigin[]} [origins]
 * @returns {Map<string, import("../index.js").Origin>[]}
 */
function byObject(objects, origins = []) {
  const all = objects.map(() => new Map());
  for (const { pointer, origin } of origins) {
    const [, at, rest] = /^\/objects\/(\d+)(.*)$/s.exec(pointer) ?? [];
    all[Number(at)]?.set(rest, origin);
  }
  return all;
}

/** Where the value at a pointer came from, in words; nothing where the answer does not say. */
function words(origins) {
  return (/** @type {string} */ pointer) => {
    const origin = origins.get(pointer);
    return origin && safe(explained(origin));
  };
}

/**
 * One aspect of all objects, a line each.
 * @param {Rendering} rendering
 * @param {Aspect} what
 */
export function aspect(rendering, what) {
  const rows = proxies(rendering).flatMap(({ objects, origins }) =>
    objects.flatMap((object, at) =>
      ASPECTS[what](object).map(([first, second, pointer]) => [first, second, words(origins[at])(pointer)]),
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
