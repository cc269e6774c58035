// What runs for one Gateway, and why: images, pull policy, objects, labels and selectors.

import { hang } from "../../text/fold.js";
import { leaves, where } from "../../text/origin.js";
import { safe } from "../../text/safe.js";
import { pad, width } from "../../text/width.js";
import { groupBy } from "../../text/words.js";

/** The columns of the names at the left, on a wide page and on a narrow one; a longer name pushes its value on. */
const NAMES = [25, 21];
const NARROW = 72;

const MODES = {
  "controller-namespace": "controller namespace mode",
  "gateway-namespace": "Gateway namespace mode",
  merged: "merged Gateways",
};

/** Who set an image; that it is the release's own is seen by its row. */
const LEVELS = {
  release: "",
  config: "  set by the EnvoyGateway config",
  class: "  set by the class",
  gateway: "  set by the Gateway",
  patch: "  set by a patch",
};

/**
 * @param {import("../../index.js").ResolvedGateway} gateway
 * @param {string} target
 * @param {import("./page.js").Page} page
 */
export function gateway(gateway, target, page) {
  const rows = [
    ...gateway.containers.flatMap(container),
    ...pulled(gateway),
    ...created(gateway),
    ...labels(gateway),
    ...selectors(gateway),
    ...conformance(gateway),
  ];
  return [title(gateway, target, page), ...rows.map((row) => line(row, page))].join("\n");
}

/** @param {string} name @param {import("./page.js").Page} page */
function column(name, { columns }) {
  return `${pad(name, NAMES[columns < NARROW ? 1 : 0] - 1)} `;
}

/**
 * @param {import("../../index.js").ResolvedGateway} gateway
 * @param {string} target
 * @param {import("./page.js").Page} page
 */
function title({ namespace, name, className, mode, accepted }, target, page) {
  const { columns, paint } = page;
  const id = `Gateway ${safe(namespace === undefined ? name : `${namespace}/${name}`)}`;
  const facts = [
    `class ${safe(className)}`,
    MODES[mode],
    `Envoy Gateway ${target}`,
    ...(accepted ? [] : ["not accepted"]),
  ];
  const head = column(id, page);
  return paint.bold(head) + hang(" ".repeat(width(head)), facts.join(" · "), columns, paint.dim).trimStart();
}

/** A row: how deep it stands, its name, its value, whether it is said in a low voice. */
function line({ depth, name, value, quiet }, page) {
  const { columns, paint } = page;
  const head = column("  ".repeat(depth) + safe(name), page);
  const text = hang(head, safe(value), columns, quiet ? paint.dim : undefined);
  return paint[quiet ? "dim" : "bold"](head) + text.slice(head.length);
}

/** The image of a container, where it came from and what lost against it; that a default lost goes without saying. */
function container({ name, image }) {
  const quiet = { depth: 2, quiet: true };
  const lost = image.shadowed.filter(({ origin }) => origin.kind !== "default");
  return [
    { depth: 1, name, value: (image.value || "(empty)") + LEVELS[image.level] },
    ...leaves(image.winner).map((origin) => ({ ...quiet, ...described(origin) })),
    ...lost.map(({ value, origin, because }) => ({
      ...quiet,
      name: "not used",
      value: `${where(origin)}  ${value}: ${because}`,
    })),
  ];
}

/** The pull policies and secrets; an empty policy is none, and is left to the cluster. */
function pulled({ containers, pullSecrets }) {
  const policies = containers.map(({ pullPolicy }) => pullPolicy).filter(({ value }) => value !== "");
  const secrets = pullSecrets.map((secret) => `secret ${traced(secret)}`);
  const all = [...new Set(policies.map(traced)), ...secrets];
  return all.length === 0 ? [] : [{ depth: 1, name: "pulled", value: all.join(" · ") }];
}

/** Kinds of objects with the same namespace and name in one row. */
function created({ objects }) {
  const named = groupBy(objects, ({ namespace, name }) => `${namespace}/${name.value}`);
  return named.map((group, index) => ({
    depth: 1,
    name: index === 0 ? "creates" : "",
    value: `${group.map(({ kind }) => kind).join(", ")}  ${group[0].namespace}/${group[0].name.value}`,
  }));
}

/** Objects and pods with the same labels in one row, each label with the place where somebody wrote it. */
function labels({ objects }) {
  const labelled = objects.flatMap((object) => [
    object,
    ...(object.pod ? [{ kind: "Pod", labels: object.pod.labels }] : []),
  ]);
  return pairRows("labels", labelled, ({ labels }) => labels, traced);
}

/** Objects with the same selector in one row. */
function selectors({ objects }) {
  const selecting = objects.filter(({ selector }) => selector);
  return pairRows(
    "selects",
    selecting,
    ({ selector }) => selector,
    ({ value }) => value,
  );
}

/**
 * The statements of the conformance tests, and of those that do not hold why and what would help.
 * @param {import("../../index.js").ResolvedGateway} gateway
 */
function conformance(gateway) {
  return (gateway.conformance ?? []).flatMap(({ statement, holds, because, todo }, index) => [
    { depth: 1, name: index === 0 ? "conformance" : "", value: `${holds ? "✓" : "✗"} ${statement}` },
    ...(because ? [{ depth: 2, name: "because", value: because, quiet: true }] : []),
    ...(todo ? [{ depth: 2, name: "todo", value: todo, quiet: true }] : []),
  ]);
}

function pairRows(name, objects, pairsOf, valueOf) {
  const pairs = (object) =>
    Object.entries(pairsOf(object))
      .map(([key, value]) => `${key}=${valueOf(value)}`)
      .join(" · ");
  return groupBy(objects, pairs).flatMap((group) => [
    { depth: 1, name, value: group.map(({ kind }) => kind).join(", ") },
    { depth: 2, name: "", value: pairs(group[0]) || "none", quiet: true },
  ]);
}

/** A value, and the place where somebody wrote it. */
function traced({ value, origin }) {
  const written = leaves(origin).find(({ kind }) => kind === "source");
  return written ? `${value} (${where(written)})` : value;
}

/** An origin as a row: what it gave, and where it stands. */
function described(origin) {
  if (origin.kind === "default") return { name: "default", value: `${origin.name}, ${origin.release}` };
  const keys = origin.field.split(".");
  return { name: keys[keys.length - 1], value: `${where(origin)}  ${origin.field}` };
}
