// What `render` answers, to be read, compared or applied elsewhere. Pure functions of the answer.

import { yaml } from "./yaml.js";

/** @typedef {import("../index.js").Rendering} Rendering */
/** @typedef {"labels" | "images" | "selectors"} Aspect */

/**
 * The objects as YAML documents, with remarks as comments.
 * @param {Rendering} rendering
 */
export function objects(rendering) {
  const documents = proxies(rendering).flatMap(({ heading, objects, remarks }) => [
    [heading, ...remarks].map((line) => `# ${line}\n`).join(""),
    ...objects.map(yaml),
  ]);
  return joined([remarks(rendering), ...documents]);
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
  return said.map((line) => `# ${line.replaceAll("\n", " ")}\n`).join("");
}

/**
 * Each proxy, and the rate limit service, with its heading.
 * @param {Rendering} rendering
 */
function proxies({ infra, rateLimit }) {
  const all = infra.map(({ key, objects, errors, skipped }) => ({
    heading: `proxy ${key}`,
    objects,
    remarks: [
      ...(skipped ? [`nothing is created or changed: ${skipped}`] : []),
      ...errors.map(({ object, message }) => `stops at ${object}: ${message}`),
    ],
  }));
  if (!rateLimit) return all;
  const remarks = rateLimit.errors.map(({ object, message }) => `stops at ${object}: ${message}`);
  return [...all, { heading: "rate limit service", objects: rateLimit.objects, remarks }];
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
