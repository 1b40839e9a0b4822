// How much the network of deep features adds to the page's wasm: the package built with and without its door.
//
//   node benches/wasm-size.mjs
//
// Without the door nothing calls the network and its GPU, and the linker leaves them out. Both are built and optimised as
// the page's is (two builds of the core; some minutes). The weights are a file of their own and not in it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { inTarget } from "../scripts/lib/cargo.mjs";
import { command } from "../scripts/lib/run.mjs";
import { compile, nodeModules, rust } from "../scripts/lib/setup.mjs";

const LIMIT_KB = 150;

/** Bytes of the package's wasm and glue: as they are, and as hosts send them. */
function sizes(folder) {
  const files = ["discern_bg.wasm", "discern.js"].map((name) => readFileSync(join(folder, name)));
  const sum = (size) => files.reduce((total, bytes) => total + size(bytes), 0);
  return [
    files[0].length,
    sum((bytes) => bytes.length),
    sum((bytes) => gzipSync(bytes, { level: 9 }).length),
    sum((bytes) => brotliCompressSync(bytes).length),
  ];
}

await command(async () => {
  await nodeModules();
  await rust();
  const [bare, full] = ["without", "with"].map((name) => inTarget("wasm-size", name));
  await compile(bare, { features: ["--no-default-features"] });
  await compile(full);
  const [without, whole] = [bare, full].map(sizes);
  const row = (name, numbers) =>
    console.log(`| ${name} | ${numbers.map((bytes) => (bytes / 1000).toFixed(1)).join(" | ")} |`);
  console.log("| kB | wasm | wasm + glue | gzip -9 | brotli |\n| --- | ---: | ---: | ---: | ---: |");
  row("without the network", without);
  row("with it", whole);
  const growth = whole.map((bytes, at) => bytes - without[at]);
  row("growth", growth);
  console.log(`The aim is at most ${LIMIT_KB} kB of wasm: ${growth[0] <= LIMIT_KB * 1000 ? "kept" : "MISSED"}.`);
});
