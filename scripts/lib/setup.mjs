// Set-up of a fresh machine: node modules, the wasm target, the wasm package, the page.
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { findCargo, inTarget, NO_RUST, nameless } from "./cargo.mjs";
import { must, root, run, SetupError } from "./run.mjs";
import { unlessFresh } from "./stamp.mjs";

const WASM = "wasm32-unknown-unknown";

/**
 * Functions are put into one another only where little is gained in size by not doing so; what is hot says so itself
 * (`inline(always)`): a tenth less wasm. The pass makes vectors of straight code: the release's level of optimisation has it, the page's
 * has not, and without it deep features would take four times as long.
 */
const SMALL = [
  "-Cllvm-args=-inline-threshold=22 -inlinehint-threshold=80",
  "-Cpasses=function(slp-vectorizer,vector-combine)",
];

/** Rust with the wasm target and, for the tests, its formatter and linter. @param {string[]} components */
export async function rust(components = []) {
  findCargo();
  const { code, output } = await run("rustc", ["--print", "target-libdir", "--target", WASM], { quiet: true });
  if (code === 127) throw new SetupError(NO_RUST);
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

/** A profile of Cargo.toml: `quick` compiles in half the time and is as fast, but its wasm is a third larger. @typedef {"page" | "quick"} Profile */

/** A wasm package in a folder. @param {string} folder @param {{ profile?: Profile, features?: string[] }} [how] features: more of cargo's arguments */
export async function compile(folder, { profile = "page", features = [] } = {}) {
  const bindings = ["--locked", "--quiet", "--package", "xtask", "--profile", "tool"];
  await Promise.all([
    must("Compiling the core", "cargo", [
      "build",
      "--locked",
      "--lib",
      "--profile",
      profile,
      "--target",
      WASM,
      ...nameless(WASM, SMALL),
      ...features,
    ]),
    must("Compiling the maker of the wasm package", "cargo", ["build", ...bindings]),
  ]);
  await must("Making the wasm package", "cargo", [
    "run",
    ...bindings,
    "--",
    inTarget(WASM, profile, "discern.wasm"),
    folder,
  ]);
  if (profile === "quick") return;
  const optimise = join(root, "node_modules/binaryen/bin/wasm-opt");
  // For size: what the compiler made for speed stays as fast. Not --all-features: browsers refuse the newer encodings it would then use. Low memory is the stack's far end, where no
  // reference points: so that sums of an address and a small number can go into the loads themselves.
  const args = [optimise, "-Oz", "--low-memory-unused", `${folder}/discern_bg.wasm`, "-o", `${folder}/discern_bg.wasm`];
  await must("Optimising the wasm", process.execPath, args);
}

/** A wasm package in a folder, unless it is there. @param {Profile} profile @param {string} folder pkg: the page's */
export async function wasmPackage(profile = "page", folder = "pkg") {
  const inputs = [
    "src",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "xtask",
    "scripts/lib/setup.mjs",
    "scripts/lib/cargo.mjs",
  ];
  // Whoever is content with the quick package is with the other one too.
  await unlessFresh({ product: `${folder}/discern_bg.wasm`, inputs, salt: profile, orSalt: "page" }, async () => {
    console.log("Compiling the core to WebAssembly (some minutes the first time) …");
    await compile(folder, { profile });
  });
}

/** The program's own licence, what came from others into its sources, and what it is built from: they go wherever it goes. */
export const LICENCES = ["LICENSE", "NOTICE", "THIRD-PARTY.txt"];

/** What a build of the page is made from. */
export const pageInputs = [
  ...LICENCES,
  "www",
  "index.html",
  "vite.config.mjs",
  "package.json",
  "package-lock.json",
  "pkg",
  "models",
  "scripts/lib",
];

/** dist/: the page as plain files for any static host. */
export async function page() {
  await unlessFresh({ product: "dist/index.html", inputs: pageInputs }, async () => {
    console.log("Building the page …");
    await must("Building the page", process.execPath, ["node_modules/vite/bin/vite.js", "build"], { quiet: true });
    for (const name of LICENCES) copyFileSync(join(root, name), join(root, "dist", name));
  });
}

/** The page in dist/, and all that it needs. @param {Profile} [profile] of the core */
export async function build(profile) {
  const modules = nodeModules();
  // The release is optimised by one of node's modules; the quick package waits for none.
  const core = rust()
    .then(() => (profile === "quick" ? undefined : modules))
    .then(() => wasmPackage(profile));
  await Promise.all([modules, core]);
  await page();
}
