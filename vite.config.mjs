import { readFileSync } from "node:fs";
import { defineConfig } from "vite";
import { META_POLICY } from "./scripts/lib/policy.mjs";

/** The policy as the first thing in the head, for hosts that cannot set headers. */
const policy = {
  name: "policy",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: META_POLICY },
      injectTo: /** @type {const} */ ("head-prepend"),
    },
  ],
};

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

export default defineConfig({
  base: "./",
  define: { VERSION: JSON.stringify(version) },
  plugins: [policy],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Workers are inlined as classic scripts: a Blob worker inherits the page's policy and runs from any host.
  worker: { format: "iife" },
  build: {
    target: "es2022",
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
});
