// `gatelint images`, and the file that it writes for skopeo.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "gatelint";
import { problems, skopeo, text } from "../../pkg/formats/images.js";
import { folder, gatelint } from "../support/cli.js";
import { CLASS, GATEWAY } from "../support/samples.js";

const FILES = { "class.yaml": CLASS, "gateway.yaml": GATEWAY };
const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

/** @param {Partial<import("gatelint").Image>} image */
function image({ registry = "registry.example.com", repository = "envoy", ...rest }) {
  return { image: "any", registry, repository, usedBy: [], ...rest };
}

test("text is one reference a line, those of all releases", async (t) => {
  const cwd = folder(t, FILES);
  const { code, stdout, stderr } = await gatelint(["images", "--target=v1.8.3,v1.9.0", "."], { cwd });
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.equal(
    stdout,
    "docker.io/envoyproxy/envoy:distroless-v1.38.3\n" +
      "docker.io/envoyproxy/envoy:distroless-v1.39.0\n" +
      "docker.io/envoyproxy/gateway:v1.8.3\n" +
      "docker.io/envoyproxy/gateway:v1.9.0\n",
  );
});

test("json is the module's own text", async (t) => {
  const cwd = folder(t, FILES);
  const files = Object.entries(FILES).map(([path, text]) => ({ path, text }));
  const { stdout } = await gatelint(["images", "--target=v1.9.0", "--format=json", "."], { cwd });
  const package_ = await load();
  const request = { files, options: { target: "v1.9.0" } };
  assert.equal(stdout, package_.text("images", request) + "\n");
  assert.deepEqual(JSON.parse(stdout), package_.images(request));
});

test("every image of the rendered objects is in the list, with its container", async (t) => {
  const cwd = folder(t, FILES);
  const answer = async (command) =>
    JSON.parse((await gatelint([command, "--target=v1.9.0", "--format=json", "."], { cwd })).stdout);
  const objects = (await answer("render")).infra.flatMap((one) => one.objects);
  const rendered = objects.flatMap(({ kind, metadata, spec }) =>
    (spec?.template?.spec.containers ?? []).map(({ name, image }) =>
      [image, `${kind} ${metadata.namespace}/${metadata.name}`, name].join(" "),
    ),
  );
  const listed = (await answer("images")).images.flatMap(({ image, usedBy }) =>
    usedBy.map(({ object, container }) => [image, object, container].join(" ")),
  );
  assert.deepEqual(listed.sort(), rendered.sort());
  assert.equal(listed.length, 2);
});

test("a text that is no image is told beside the list, and ends with 1", async (t) => {
  const config = `apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-gateway-config, namespace: envoy-gateway-system }
data:
  envoy-gateway.yaml: |
    apiVersion: gateway.envoyproxy.io/v1alpha1
    kind: EnvoyGateway
    provider:
      type: Kubernetes
      kubernetes: { shutdownManager: { image: "registry.example.com//gateway" } }
`;
  const cwd = folder(t, { ...FILES, "config.yaml": config });
  const { code, stdout, stderr } = await gatelint(["images", "--target=v1.9.0", "."], { cwd });
  assert.equal(code, 1);
  assert.equal(stdout, "docker.io/envoyproxy/envoy:distroless-v1.39.0\n");
  assert.match(stderr, /^gatelint: "registry\.example\.com\/\/gateway" of Deployment \S+ shutdown-manager: .+\n$/);
  const json = await gatelint(["images", "--target=v1.9.0", "--format=json", "."], { cwd });
  assert.deepEqual([json.code, json.stderr, JSON.parse(json.stdout).problems.length], [1, "", 1]);
});

test("the file for skopeo: registries, repositories, tags and digests", async () => {
  const images = [
    image({ tag: "1.0" }),
    image({ tag: "v2" }),
    image({ repository: "tools/wait", tag: "3", digest: DIGEST }),
    image({ registry: "docker.io", repository: "library/busybox", tag: "latest" }),
  ];
  const file = skopeo({ targets: [], images, problems: [] });
  const { documents } = (await load()).parseYaml(file);
  assert.deepEqual(JSON.parse(documents[0].json), {
    "registry.example.com": { images: { envoy: ["1.0", "v2"], "tools/wait": [DIGEST] } },
    "docker.io": { images: { "library/busybox": ["latest"] } },
  });
});

test("skopeo is a format of images alone", async (t) => {
  const cwd = folder(t, FILES);
  const { code, stdout } = await gatelint(["images", "--target=v1.9.0", "--format", "skopeo", "."], { cwd });
  assert.equal(code, 0);
  assert.equal(
    stdout,
    "docker.io:\n  images:\n    envoyproxy/envoy:\n    - distroless-v1.39.0\n    envoyproxy/gateway:\n    - v1.9.0\n",
  );
  const refused = await gatelint(["check", "--format", "skopeo", "."], { cwd });
  assert.deepEqual([refused.code, refused.stderr], [2, 'gatelint: --format of check is pretty or json, not "skopeo"\n']);
});

test("nothing on a line can act on a terminal, and many uses are counted", () => {
  const use = { object: "Deployment a/b", container: "envoy", release: "v1.9.0" };
  const inventory = { targets: [], images: [], problems: [{ message: "no", image: "a\x1b[31m", usedBy: [use, use, use] }] };
  assert.deepEqual(problems(inventory), ['"a\u241b[31m" of Deployment a/b envoy and 2 others: no']);
  assert.equal(text(inventory), "");
});

test("a remark without the text of an image is of the object, or of its container", () => {
  const use = { object: "Gateway a/b", release: "v1.9.0" };
  const remark = (usedBy) => problems({ targets: [], images: [], problems: [{ message: "no", usedBy }] })[0];
  assert.equal(remark([use]), "Gateway a/b: no");
  assert.equal(remark([use, use]), "Gateway a/b and 1 other: no");
  assert.equal(remark([{ ...use, container: "envoy" }]), "the image of Gateway a/b envoy: no");
});
