// Set-up of a fresh machine: node modules, the wasm target, the wasm package, the page.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { homedir } from "node:os";
import { SetupError, must, root, run } from "./run.mjs";
import { unlessFresh } from "./stamp.mjs";

const WASM = "wasm32-unknown-unknown";

/** A new shell may not know cargo yet, although rustup has installed it. */
function findCargo() {
  const bin = join(process.env["CARGO_HOME"] ?? join(homedir(), ".cargo"), "bin");
  if (existsSync(bin)) process.env["PATH"] = `${process.env["PATH"]}${delimiter}${bin}`;
}

/** Rust with the wasm target and, for the tests, its formatter and linter. @param {string[]} components */
export async function rust(components = []) {
  findCargo();
  const { code, output } = await run("rustc", ["--print", "target-libdir", "--target", WASM], { quiet: true });
  if (code === 127) {
    throw new SetupError("Rust was not found. Install it from https://rustup.rs, then run this command again.");
  }
  if (!existsSync(output.trim().split("\n").at(-1) ?? "")) {
    console.log(`Adding the Rust target ${WASM} …`);
    await must(`Adding the Rust target ${WASM}`, "rustup", ["target", "add", WASM]);
  }
  for (const component of components) {
    const tool = component === "clippy" ? "clippy-driver" : component;
    if ((await run(tool, ["--version"], { quiet: true })).code === 0) continue;
    await must(`Adding ${component}`, "rustup", ["component", "add", component]);
  }
}

/** Node modules as the lock file says. */
export async function nodeModules() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
  await unlessFresh({ product: "node_modules", inputs: ["package-lock.json"], salt: process.version }, async () => {
    console.log("Installing node modules …");
    await must("Installing node modules", "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  });
}

/** The core as an optimised wasm package in a folder. @param {string} folder @param {string[]} [features] more of cargo's arguments */
export async function compile(folder, features = []) {
  await must("Compiling the core", "cargo", ["build", "--locked", "--lib", "--release", "--target", WASM, ...features]);
  const compiled = `target/${WASM}/release/discern.wasm`;
  await must("Making the wasm package", "cargo", ["run", "--locked", "--quiet", "-p", "xtask", "--", compiled, folder]);
  const optimise = join(root, "node_modules/binaryen/bin/wasm-opt");
  // Not --all-features: browsers refuse the newer encodings it would then use. Low memory is the stack's far end, where no
  // reference points: so that sums of an address and a small number can go into the loads themselves.
  const args = [optimise, "-O3", "--low-memory-unused", `${folder}/discern_bg.wasm`, "-o", `${folder}/discern_bg.wasm`];
  await must("Optimising the wasm", process.execPath, args);
}

/** pkg/: the page's package. */
export async function wasmPackage() {
  const inputs = ["src", "Cargo.toml", "Cargo.lock", ".cargo", "xtask", "scripts/lib/setup.mjs"];
  await unlessFresh({ product: "pkg/discern_bg.wasm", inputs }, async () => {
    console.log("Compiling the core to WebAssembly (a few minutes the first time) …");
    await compile("pkg");
  });
}

/** What a build of the page is made from. */
export const pageInputs = ["www", "index.html", "vite.config.mjs", "package.json", "package-lock.json", "pkg", "models", "scripts/lib"];

/** dist/: the page as plain files for any static host. */
export async function page() {
  await unlessFresh({ product: "dist/index.html", inputs: pageInputs }, async () => {
    console.log("Building the page …");
    await must("Building the page", process.execPath, ["node_modules/vite/bin/vite.js", "build"], { quiet: true });
  });
}

/** Everything `npm start` needs. */
export async function build() {
  await nodeModules();
  await rust();
  await wasmPackage();
  await page();
}
