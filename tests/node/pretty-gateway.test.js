// The pretty view of a Gateway: which image and why, names, labels, selectors.

import assert from "node:assert/strict";
import { test } from "node:test";
import { resolve } from "../../pkg/formats/pretty.js";
import { lines, source, traced } from "../support/reports.js";

const LABELS = {
  "app.kubernetes.io/name": traced("envoy"),
  team: traced("media", source("edge/public.yaml", 9, "spec.infrastructure.labels.team")),
};

/** @type {import("gatelint").ResolvedGateway} */
const GATEWAY = {
  namespace: "edge",
  name: "public",
  className: "eg",
  mode: "gateway-namespace",
  infra: { namespace: "edge", name: "public" },
  accepted: true,
  containers: [
    {
      name: "envoy",
      image: {
        value: "mirror.example.com/envoy:distroless-v1.39.0",
        winner: {
          kind: "derived",
          rule: "the release's tag",
          from: [
            source("platform/class.yaml", 12, "spec.container.imageRepository"),
            { kind: "default", release: "v1.9.0", name: "envoy tag" },
          ],
        },
        level: "class",
        shadowed: [
          {
            value: "registry.example.com/envoy:v1",
            level: "gateway",
            origin: source("edge/public.yaml", 14, "spec.container.image"),
            because: "a repository beats an image",
          },
        ],
      },
      pullPolicy: traced("IfNotPresent"),
    },
    {
      name: "shutdown-manager",
      image: {
        value: "docker.io/envoyproxy/gateway:v1.9.0",
        winner: { kind: "default", release: "v1.9.0", name: "gateway image" },
        level: "release",
        shadowed: [],
      },
      pullPolicy: traced("IfNotPresent"),
    },
  ],
  pullSecrets: [traced("regcred", source("platform/class.yaml", 20, "spec.pod.imagePullSecrets[0].name"))],
  objects: ["ServiceAccount", "Deployment", "Service"].map((kind) => ({
    kind,
    namespace: "edge",
    name: traced("public"),
    labels: LABELS,
    annotations: {},
    ...(kind !== "ServiceAccount" && { selector: LABELS }),
    ...(kind === "Deployment" && { pod: { labels: { ...LABELS, tier: traced("edge") }, annotations: {} } }),
  })),
};

test("which image, and why", () => {
  assert.equal(
    resolve({ target: "v1.9.0", gateways: [GATEWAY], diagnostics: [] }),
    lines(`
      |Gateway edge/public      class eg · Gateway namespace mode · Envoy Gateway v1.9.0
      |  envoy                  mirror.example.com/envoy:distroless-v1.39.0  set by the class
      |    imageRepository      platform/class.yaml:12  spec.container.imageRepository
      |    default              envoy tag, v1.9.0
      |    not used             edge/public.yaml:14  registry.example.com/envoy:v1: a repository beats an image
      |  shutdown-manager       docker.io/envoyproxy/gateway:v1.9.0
      |    default              gateway image, v1.9.0
      |  pulled                 IfNotPresent · secret regcred (platform/class.yaml:20)
      |  creates                ServiceAccount, Deployment, Service  edge/public
      |  labels                 ServiceAccount, Deployment, Service
      |                         app.kubernetes.io/name=envoy · team=media (edge/public.yaml:9)
      |  labels                 Pod
      |                         app.kubernetes.io/name=envoy · team=media (edge/public.yaml:9) · tier=edge
      |  selects                Deployment, Service
      |                         app.kubernetes.io/name=envoy · team=media
      |
      |0 errors, 0 warnings · target v1.9.0
      `),
  );
});

test("an empty pull policy is not shown", () => {
  const [first, ...others] = GATEWAY.containers;
  const pulled = (containers, pullSecrets) => {
    const gateway = { ...GATEWAY, containers, pullSecrets };
    return /^ +pulled +(.*)$/m.exec(resolve({ target: "v1.9.0", gateways: [gateway], diagnostics: [] }))?.[1];
  };
  const empty = { ...first, pullPolicy: traced("") };
  assert.equal(pulled([empty, ...others], []), "IfNotPresent");
  assert.equal(pulled([empty], [traced("regcred")]), "secret regcred");
  assert.equal(pulled([empty], []), undefined);
});

test("a Gateway that is not accepted says so, and no Gateway at all does, too", () => {
  assert.match(
    resolve({ target: "v1.9.0", gateways: [{ ...GATEWAY, accepted: false }], diagnostics: [] }),
    /· not accepted\n/,
  );
  assert.equal(
    resolve({ target: "v1.9.0", gateways: [], diagnostics: [] }),
    "no Gateway in these files · target v1.9.0\n",
  );
});

test("on a narrow page no line is too wide", () => {
  const narrow = resolve({ target: "v1.9.0", gateways: [GATEWAY], diagnostics: [] }, { columns: 50 });
  assert.ok(
    narrow.split("\n").every((line) => line.length <= 50),
    narrow,
  );
});
