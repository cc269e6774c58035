// <gatelint-playground>: one script, the Wasm module and the rule pages beside it, to be copied to any docs site.

import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    // The first that know light-dark(), popovers and decompression.
    target: ["chrome123", "firefox125", "safari17.5"],
    outDir: "dist/playground",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: "src/playground/element.js",
      output: {
        entryFileNames: "gatelint-playground.js",
        assetFileNames: "[name][extname]",
        codeSplitting: false,
      },
    },
  },
});
