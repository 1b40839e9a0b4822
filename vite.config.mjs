import { readFileSync } from "node:fs";
import { defineConfig } from "vite";
import { initSync, program_version } from "./pkg/discern.js";
import { inTarget } from "./scripts/lib/cargo.mjs";
import { metaPolicy } from "./scripts/lib/policy.mjs";

// The page says which core it holds: version and build stamp, as `discern --version` prints them.
initSync({ module: readFileSync(new URL("pkg/discern_bg.wasm", import.meta.url)) });
const version = program_version();

/** The policy as the first thing in the head, for hosts that cannot set headers. @param {"served" | "site"} target */
const policy = (target) => ({
  name: "policy",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: metaPolicy(target) },
      injectTo: /** @type {const} */ ("head-prepend"),
    },
  ],
});

/** The icon stands in the page itself: browsers ask for it again whenever they like, and the page is to ask for nothing. */
const icon = {
  name: "icon",
  transformIndexHtml: {
    order: /** @type {const} */ ("pre"),
    handler: (/** @type {string} */ html) =>
      html.replace("./www/ui/icon.svg", () => {
        const svg = readFileSync(new URL("www/ui/icon.svg", import.meta.url));
        return `data:image/svg+xml;base64,${svg.toString("base64")}`;
      }),
  },
};

/** The mode says how the page comes to its user: "site" and "file" for the kit, else it is served. */
export default defineConfig(({ mode }) => {
  const target = mode === "site" || mode === "file" ? mode : "served";
  return {
    base: "./",
    define: { VERSION: JSON.stringify(version), TARGET: JSON.stringify(target) },
    // One file takes its policy when all is in it: it names its scripts by their hashes.
    plugins: target === "file" ? [icon] : [icon, policy(target)],
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    // Workers are inlined as classic scripts: a Blob worker inherits the page's policy and runs from any host.
    worker: { format: "iife" },
    build: {
      target: "es2022",
      outDir: target === "served" ? "dist" : inTarget("kit", target),
      emptyOutDir: true,
      assetsInlineLimit: target === "file" ? Number.MAX_SAFE_INTEGER : 0,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 100_000,
    },
  };
});
