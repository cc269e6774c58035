// What runs for one Gateway: images and why, how they are pulled, what is created, and with which labels.

import { fill, h } from "../dom.js";
import { MODES, nameOf } from "../words.js";
import { container } from "./chain.js";
import { matrix } from "./matrix.js";
import { places } from "./origin.js";
import { sources, tie } from "./tied.js";

/**
 * @typedef {import("gatelint").ResolvedGateway} ResolvedGateway
 * @typedef {import("gatelint").Traced} Traced
 */

/**
 * One line that opens; what is inside is only drawn when it does.
 * @param {ResolvedGateway} gateway
 * @param {boolean} open
 * @returns {HTMLDetailsElement}
 */
export function gateway(gateway, open) {
  const inside = h("div", { class: "gateway-inside" });
  const drawn = () => details.open && inside.childElementCount === 0 && fill(inside, ...contents(gateway));
  const details = h("details", { class: "gateway", "data-gateway": nameOf(gateway), open, ontoggle: drawn }, title(gateway), inside);
  drawn();
  return details;
}

/** @param {ResolvedGateway} gateway */
function title(gateway) {
  const { accepted, containers } = gateway;
  const image = containers.find(({ name }) => name === "envoy")?.image.value;
  return h("summary", {},
    h("span", { class: accepted ? "dot-on" : "dot-off", "aria-hidden": "true" }, accepted ? "●" : "○"),
    h("h3", {}, nameOf(gateway)),
    h("span", { class: "summary-image" }, image ?? (accepted ? "" : "not accepted")),
  );
}

/** @param {ResolvedGateway} gateway */
function contents(gateway) {
  const { containers, objects } = gateway;
  if (objects.length === 0) return [facts(gateway), h("p", { class: "dim" }, "The controller creates nothing for this Gateway.")];
  return [
    facts(gateway),
    ...containers.map(({ name, image }) => container(name, image)),
    h("dl", { class: "rows" }, pulled(gateway), created(gateway)),
    matrix(objects),
  ];
}

/** @param {ResolvedGateway} gateway */
function facts({ className, mode, accepted }) {
  return h("p", { class: "dim facts" }, `class ${className} · ${MODES[mode]}${accepted ? "" : " · not accepted"}`);
}

/** Pull policies, each once, and secrets. @param {ResolvedGateway} gateway */
function pulled({ containers, pullSecrets, infra }) {
  const policies = groups(containers, ({ pullPolicy }) => pullPolicy.value).map((group) => group[0].pullPolicy);
  return row("pulled",
    policies.map((policy) => h("div", {}, tie(h("span", {}, policy.value || "(no pull policy)"), policy.origin), written(policy))),
    pullSecrets.map((secret) => h("div", {},
      "secret ", tie(h("b", {}, secret.value), secret.origin), written(secret), h("span", { class: "dim" }, ` in namespace ${infra.namespace}`))),
    pullSecrets.length === 0 && h("div", { class: "dim" }, "no pull secrets"),
  );
}

/** Kinds of objects with the same namespace and name in one line. @param {ResolvedGateway} gateway */
function created({ objects }) {
  const named = groups(objects, ({ namespace, name }) => `${namespace}/${name.value}`);
  return row("creates", named.map(([first, ...others]) => h("div", {},
    [first, ...others].map(({ kind }) => kind).join(", "), " ",
    tie(h("b", { class: "object-name" }, `${first.namespace}/${first.name.value}`), first.name.origin), written(first.name))));
}

/** @param {string} name @param {...import("../dom.js").Child} values */
function row(name, ...values) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, values));
}

/** Where somebody wrote it, as buttons. @param {Traced} traced */
function written({ origin }) {
  return places(origin).length > 0 && [" ", sources(origin)];
}

/**
 * Items with the same key together, in the order in which each first came.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => string} key
 * @returns {T[][]}
 */
function groups(items, key) {
  /** @type {Map<string, T[]>} */
  const found = new Map();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return [...found.values()];
}
