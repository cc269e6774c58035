// The editor page. Addresses are relative, so that it works in any folder of any server.

import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    // The first that know light-dark(), popovers and decompression.
    target: ["chrome123", "firefox125", "safari17.5"],
    outDir: "dist",
    // Nothing becomes a data: address; the page's policy would not let it be fetched.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
