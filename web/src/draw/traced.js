// What the engine knows of a created object's parts: by the path of a part, where its value came from.

import { nameOf } from "../words.js";

/**
 * @typedef {import("gatelint").KubernetesObject} KubernetesObject
 * @typedef {import("gatelint").ResolvedGateway} ResolvedGateway
 * @typedef {import("gatelint").ResolvedObject} ResolvedObject
 * @typedef {import("gatelint").Traced} Traced
 * @typedef {import("gatelint").Origin} Origin
 * @typedef {readonly (string | number)[]} Path
 */

/** The origins of the parts of one object. */
export class Origins {
  /** @type {Map<string, Origin>} */
  #byPath = new Map();

  /** @param {Path} path */
  at(path) {
    return this.#byPath.get(JSON.stringify(path));
  }

  /** @param {Path} path @param {Origin | undefined} origin */
  note(path, origin) {
    if (origin) this.#byPath.set(JSON.stringify(path), origin);
  }

  /** The values of a map. @param {Path} path @param {Record<string, Traced> | undefined} entries */
  noteAll(path, entries = {}) {
    for (const [key, { origin }] of Object.entries(entries)) this.note([...path, key], origin);
  }
}

/**
 * The Gateway that a proxy belongs to: by its key, or, where Gateways are merged, one of those with that proxy.
 * @param {readonly ResolvedGateway[]} gateways
 * @param {import("gatelint").Rendering["infra"][number]} infra
 */
export function ownerOf(gateways, { key, name, namespace }) {
  const same = (/** @type {ResolvedGateway} */ { infra }) => infra.name === name && infra.namespace === namespace;
  return gateways.find((one) => nameOf(one) === key) ?? gateways.find(same);
}

/**
 * Where the name, labels, annotations, selector, images, pull policies and pull secrets of an object came from.
 * @param {KubernetesObject} object
 * @param {ResolvedGateway | undefined} gateway
 * @returns {Origins}
 */
export function originsOf(object, gateway) {
  const origins = new Origins();
  const resolved = gateway?.objects.find((one) => isSame(one, object));
  if (!gateway || !resolved) return origins;
  origins.note(["metadata", "name"], resolved.name.origin);
  origins.noteAll(["metadata", "labels"], resolved.labels);
  origins.noteAll(["metadata", "annotations"], resolved.annotations);
  origins.noteAll(object.kind === "Service" ? ["spec", "selector"] : ["spec", "selector", "matchLabels"], resolved.selector);
  origins.noteAll(["spec", "template", "metadata", "labels"], resolved.pod?.labels);
  origins.noteAll(["spec", "template", "metadata", "annotations"], resolved.pod?.annotations);
  notePod(origins, object.spec?.template?.spec, gateway);
  return origins;
}

/** @param {Origins} origins @param {any} pod its spec @param {ResolvedGateway} gateway */
function notePod(origins, pod, { containers, pullSecrets }) {
  const path = ["spec", "template", "spec"];
  for (const list of ["initContainers", "containers"]) {
    for (const [at, { name }] of (pod?.[list] ?? []).entries()) {
      const container = containers.find((one) => one.name === name);
      origins.note([...path, list, at, "image"], container?.image.winner);
      origins.note([...path, list, at, "imagePullPolicy"], container?.pullPolicy.origin);
    }
  }
  for (const [at, { name }] of (pod?.imagePullSecrets ?? []).entries()) {
    origins.note([...path, "imagePullSecrets", at, "name"], pullSecrets.find(({ value }) => value === name)?.origin);
  }
}

/** @param {ResolvedObject} resolved @param {KubernetesObject} object */
function isSame({ kind, namespace, name }, object) {
  const { metadata } = object;
  return kind === object.kind && name.value === metadata.name && namespace === (metadata.namespace ?? "");
}
