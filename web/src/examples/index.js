// What the page starts with: the image of a Gateway that is never pulled, and why.

import config from "./envoy-gateway.yaml?raw";
import platform from "./class.yaml?raw";
import edge from "./public.yaml?raw";

/** @returns {import("../page/share.js").State} */
export function example() {
  return {
    files: [
      { path: "class.yaml", text: platform },
      { path: "public.yaml", text: edge },
      { path: "envoy-gateway.yaml", text: config },
    ],
    active: 1,
    options: {},
  };
}
