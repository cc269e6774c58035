// What `render` answers, to be read, compared or applied elsewhere. Pure functions of the answer.

import { yaml } from "./yaml.js";

/** @typedef {import("../index.js").Rendering} Rendering */
/** @typedef {"labels" | "images" | "selectors"} Aspect */

/**
 * What is said of something, and where its cause is written.
 * @typedef {{ text: string, place?: import("../index.js").Place }} Remark
 */

/**
 * The objects as YAML documents, with remarks as comments.
 * @param {Rendering} rendering
 */
export function objects(rendering) {
  const documents = proxies(rendering).flatMap(({ heading, objects, remarks }) => [
    comments([{ text: heading }, ...remarks]),
    ...objects.map(yaml),
  ]);
  return joined([comments([{ text: `Envoy Gateway ${rendering.release}` }, ...remarks(rendering)]), ...documents]);
}

/** Comments stand before the document that they are about; documents are parted by a line. */
function joined(parts) {
  const isComment = (part) => part.startsWith("#");
  return parts
    .filter((part) => part !== "")
    .map((part, at, all) => (at > 0 && !isComment(all[at - 1]) ? `---\n${part}` : part))
    .join("");
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
 * Each proxy, and the rate limit service, with its heading.
 * @param {Rendering} rendering
 * @returns {{ heading: string, key?: string, objects: import("../index.js").KubernetesObject[], remarks: Remark[] }[]}
 */
export function proxies({ infra, rateLimit }) {
  const all = infra.map(({ key, objects, errors, skipped }) => ({
    heading: `proxy ${key}`,
    key,
    objects,
    remarks: [
      ...(skipped ? [{ text: `nothing is created or changed: ${skipped}` }] : []),
      ...errors.map(stop),
    ],
  }));
  if (!rateLimit) return all;
  return [...all, { heading: "rate limit service", objects: rateLimit.objects, remarks: rateLimit.errors.map(stop) }];
}

/** @param {import("../index.js").Failed} failed @returns {Remark} */
function stop({ object, message, place }) {
  return { text: `stops at ${object}: ${message}`, place };
}

/**
 * One aspect of all objects, a line each.
 * @param {Rendering} rendering
 * @param {Aspect} what
 */
export function aspect(rendering, what) {
  const rows = proxies(rendering).flatMap(({ objects }) => objects.flatMap((object) => ASPECTS[what](object)));
  const columns = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${first.padEnd(columns)}  ${second}\n`).join("");
}

const ASPECTS = {
  labels: (object) => [
    ...pairs(object, object.metadata.labels),
    ...pairs(object, object.spec?.template?.metadata?.labels, " (pods)"),
  ],
  selectors: (object) => {
    const selector = object.spec?.selector;
    return pairs(object, selector?.matchLabels ?? (object.kind === "Service" ? selector : undefined));
  },
  images: (object) => {
    const pod = object.spec?.template?.spec;
    const containers = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
    return containers.map(({ name, image }) => [image ?? "", `${title(object)} ${name}`]);
  },
};

function pairs(object, map = {}, note = "") {
  return Object.entries(map).map(([key, value]) => [title(object) + note, `${key}=${value}`]);
}

function title({ kind, metadata }) {
  return `${kind} ${metadata.namespace ?? ""}/${metadata.name ?? ""}`;
}
