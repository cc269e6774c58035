// The conditions that the controller writes, object by object, as they are.

import { h } from "../dom.js";
import { nameOf } from "../words.js";
import { folded } from "./folded.js";

/**
 * @typedef {import("gatelint").Rendering} Rendering
 * @typedef {import("gatelint").Condition} Condition
 * @typedef {{ title: string, conditions: readonly Condition[] }} Status
 */

/** How many are drawn at once. */
const SHOWN = 200;

/**
 * All of them behind one line; open from the start when one is not true.
 * @param {Rendering} rendering
 * @param {import("./folded.js").IsOpen} isOpen
 */
export function statuses(rendering, isOpen) {
  const all = statusesOf(rendering).filter(({ conditions }) => conditions.length > 0);
  if (all.length === 0) return undefined;
  const others = all.flatMap(({ conditions }) => conditions).filter((one) => !isTrue(one)).length;
  const words = others === 0 ? "every condition is True" : `${others} ${others === 1 ? "condition is" : "conditions are"} not True`;
  const summary = h("summary", {}, h("h3", {}, "Statuses"), h("span", { class: "dim" }, words));
  return folded("statuses", isOpen("statuses", others > 0), "proxy", summary, () => [h("dl", { class: "statuses" }, all.slice(0, SHOWN).map(status))]);
}

/** @param {Rendering} rendering @returns {Status[]} */
function statusesOf({ gatewayClasses, gateways, envoyProxies }) {
  return [
    ...gatewayClasses.map(({ name, conditions }) => ({ title: `GatewayClass ${name}`, conditions })),
    ...gateways.flatMap((gateway) => [
      { title: `Gateway ${nameOf(gateway)}`, conditions: gateway.conditions },
      ...gateway.listeners.map(({ name, conditions }) => ({ title: `Gateway ${nameOf(gateway)}, listener ${name}`, conditions })),
    ]),
    ...envoyProxies.flatMap((proxy) => proxy.ancestors.map(({ ancestorRef, conditions }) =>
      ({ title: `EnvoyProxy ${nameOf(proxy)}, for ${ancestorRef.kind} ${nameOf(ancestorRef)}`, conditions }))),
  ];
}

/** @param {Status} status */
function status({ title, conditions }) {
  return h("div", {}, h("dt", {}, title), conditions.map((one) => h("dd", {}, condition(one))));
}

/** @param {Condition} one */
function condition(one) {
  const { type, status, reason, message } = one;
  return [
    h("code", { class: isTrue(one) ? "good" : "" }, `${type}=${status}`),
    reason !== type && h("code", { class: "dim" }, ` ${reason}`),
    h("span", { class: "dim" }, ` ${message}`),
  ];
}

/** @param {Condition} condition */
function isTrue({ status }) {
  return status === "True";
}
