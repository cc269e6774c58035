// `gatelint/formats`: the same lines as the command line prints, and what each of them is about.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { objects, proxies, remarks, rows, yaml } from "gatelint/formats";

const VALUE = { "a/~1": [{ "b: c": "yes", d: [] }, [1, "two: three"]], e: { f: null, g: {} }, h: "" };

test("rows are the lines of the YAML, each with the way to its value", () => {
  const lines = rows(VALUE);
  assert.equal(lines.map(({ lead, key, value }) => `${lead}${key}${value}\n`).join(""), yaml(VALUE));
  for (const { pointer, value } of lines) {
    const steps = pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const found = steps.reduce((part, step) => part[step], VALUE);
    const isScalar = typeof found !== "object" || found === null || Object.keys(found).length === 0;
    assert.equal(value, isScalar ? yaml(found).trimEnd() : "", pointer);
  }
});

test("a value that is no list or map is one row", () => {
  assert.deepEqual(rows("no"), [{ lead: "", key: "", value: '"no"', pointer: "" }]);
});

test("remarks lead to their cause, and stand in the text of all objects", async () => {
  const gatelint = await load();
  const text = `apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: eg}
spec:
  controllerName: gateway.envoyproxy.io/gatewayclass-controller
  parametersRef: {group: gateway.envoyproxy.io, kind: EnvoyProxy, name: p, namespace: n}
---
apiVersion: gateway.envoyproxy.io/v1alpha1
kind: EnvoyProxy
metadata: {name: p, namespace: n}
spec:
  provider: {type: Kubernetes, kubernetes: {envoyDeployment: {patch: {value: {spec: {replicas: many}}}}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: edge}
spec: {gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: refused, namespace: edge}
spec: {gatewayClassName: eg, listeners: many}
`;
  const rendering = gatelint.render({ files: [{ path: "all.yaml", text }] });
  const [{ remarks: stops, key }] = proxies(rendering);
  assert.equal(key, "edge/public");
  assert.deepEqual(stops.map(({ place }) => place?.path), ["all.yaml"]);
  const said = [...remarks(rendering), ...stops];
  assert.ok(said.length > stops.length, "a Gateway is refused");
  for (const { text } of said) assert.ok(objects(rendering).includes(`# ${text}\n`), text);
});
