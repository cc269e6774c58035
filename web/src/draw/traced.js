// What the engine knows of a created object's parts: by the JSON pointer of a part, where its value came from.

import { escaped } from "gatelint/formats";
import { nameOf } from "../words.js";

/**
 * @typedef {import("gatelint").KubernetesObject} KubernetesObject
 * @typedef {import("gatelint").ResolvedGateway} ResolvedGateway
 * @typedef {import("gatelint").ResolvedObject} ResolvedObject
 * @typedef {import("gatelint").Traced} Traced
 * @typedef {import("gatelint").Origin} Origin
 * @typedef {Map<string, Origin>} Origins
 */

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
  /** @type {Origins} */
  const origins = new Map();
  const resolved = gateway?.objects.find((one) => isSame(one, object));
  if (!gateway || !resolved) return origins;
  origins.set("/metadata/name", resolved.name.origin);
  noteAll(origins, "/metadata/labels", resolved.labels);
  noteAll(origins, "/metadata/annotations", resolved.annotations);
  noteAll(origins, object.kind === "Service" ? "/spec/selector" : "/spec/selector/matchLabels", resolved.selector);
  noteAll(origins, "/spec/template/metadata/labels", resolved.pod?.labels);
  noteAll(origins, "/spec/template/metadata/annotations", resolved.pod?.annotations);
  notePod(origins, object.spec?.template?.spec, gateway);
  return origins;
}

/** The values of a map. @param {Origins} origins @param {string} pointer @param {Record<string, Traced> | undefined} entries */
function noteAll(origins, pointer, entries = {}) {
  for (const [key, { origin }] of Object.entries(entries)) origins.set(`${pointer}/${escaped(key)}`, origin);
}

/** @param {Origins} origins @param {any} pod its spec @param {ResolvedGateway} gateway */
function notePod(origins, pod, { containers, pullSecrets }) {
  const pointer = "/spec/template/spec";
  for (const list of ["initContainers", "containers"]) {
    for (const [at, { name }] of (pod?.[list] ?? []).entries()) {
      const container = containers.find((one) => one.name === name);
      if (!container) continue;
      origins.set(`${pointer}/${list}/${at}/image`, container.image.winner);
      origins.set(`${pointer}/${list}/${at}/imagePullPolicy`, container.pullPolicy.origin);
    }
  }
  for (const [at, { name }] of (pod?.imagePullSecrets ?? []).entries()) {
    const secret = pullSecrets.find(({ value }) => value === name);
    if (secret) origins.set(`${pointer}/imagePullSecrets/${at}/name`, secret.origin);
  }
}

/** @param {ResolvedObject} resolved @param {KubernetesObject} object */
function isSame({ kind, namespace, name }, object) {
  const { metadata } = object;
  return kind === object.kind && name.value === metadata.name && namespace === (metadata.namespace ?? "");
}
