// The editor page. Addresses are relative, so that it works in any folder of any server.

import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    target: "es2023",
    outDir: "dist",
    // Nothing becomes a data: address; the page's policy would not let it be fetched.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
});
