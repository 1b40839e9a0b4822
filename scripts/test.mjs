// npm test: everything, from a fresh machine: format, lints, native tests, wasm tests, types, browser tests.
// npm test -- web (or native, wasm, kit, lint): that part alone.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run as runTests } from "node:test";
import { kit } from "./kit.mjs";
import { inTarget } from "./lib/cargo.mjs";
import { chromium } from "./lib/chromium.mjs";
import { command, must, root, run } from "./lib/run.mjs";
import { nodeModules, page, rust, wasmPackage } from "./lib/setup.mjs";
import { Tally } from "./lib/tally.mjs";

const tally = new Tally();

/**
 * One command that either passes or fails.
 * @param {string} name @param {string} program @param {string[]} args @param {Record<string, string>} [env]
 */
async function check(name, program, args, env = {}) {
  console.log(`\n# ${name}`);
  const { code } = await run(program, args, { env });
  tally.check(name, code === 0);
}

/** Licences and sources of all crates, where cargo-deny is installed: a fresh machine would compile it for minutes. */
async function crates() {
  const name = "cargo deny";
  if ((await run("cargo", ["deny", "--version"], { quiet: true })).code === 0) {
    return check(name, "cargo", ["deny", "--locked", "check", "licenses", "bans", "sources"]);
  }
  console.log(`\nSKIPPED ${name}: not installed (cargo install --locked cargo-deny)`);
  tally.skip(name);
}

async function lint() {
  await check("cargo fmt", "cargo", ["fmt", "--all", "--check"]);
  await check("cargo clippy", "cargo", ["clippy", "--locked", "--all-targets", "--", "-D", "warnings"]);
  const wasm = ["clippy", "--locked", "--lib", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
  await check("cargo clippy, wasm", "cargo", wasm);
  const doc = ["doc", "--locked", "--no-deps", "--lib"];
  await check("cargo doc", "cargo", doc, { RUSTDOCFLAGS: "-D warnings" });
  await crates();
  await check("licences of what it is built from", process.execPath, ["scripts/licences.mjs", "--check"]);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  for (const part of ["tsconfig.json", "tsconfig.worker.json", "tsconfig.scripts.json"]) {
    await check(`types of ${part}`, process.execPath, [tsc, "-p", part]);
  }
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  await check("format and lint of the page, scripts and tests", process.execPath, [
    biome,
    "check",
    "--error-on-warnings",
  ]);
}

async function native() {
  console.log("\n# native tests");
  const before = tally.failed;
  const args = ["test", "--locked", "--no-fail-fast", "--", "--show-output"];
  const { code } = await run("cargo", args, { onLine: (line) => tally.cargoLine(line) });
  if (code !== 0 && tally.failed === before) tally.fail("cargo test (did not run to its end)");
}

/** Test files that open no page: of the sources, of single functions, of the engines. The way a page comes makes no difference to them. */
const PAGELESS = ["deep", "drawing", "lists", "release", "schedule", "server", "source", "target", "task"].map(
  (name) => `${name}.test.mjs`,
);

/** Files that take long come first: none is left to run alone at the end. */
const LONG = ["cases", "network", "deep", "bad", "draw", "beyond", "access"].map((name) => `${name}.test.mjs`);
const rank = (/** @type {string} */ name) => LONG.indexOf(name) + 1 || LONG.length + 1;

/** Runs the test files of a folder, each in a process of its own, two at a time. @param {string} folder @param {string[]} [without] */
async function node(folder, without = []) {
  console.log(`\n# ${folder}`);
  const all = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".test.mjs"))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const names = all.filter((name) => !without.includes(name));
  const files = names.map((name) => join(root, folder, name));
  const events = runTests({ files, concurrency: 2, timeout: 3_600_000 });
  events.on("test:pass", ({ name, details, skip }) => {
    if (details.type === "suite" || files.includes(name)) return;
    if (skip === undefined) tally.check(name, true);
    else tally.skip(name);
    console.log(skip === undefined ? `ok ${name} (${Math.round(details.duration_ms)} ms)` : `SKIPPED ${name}: ${skip}`);
  });
  events.on("test:fail", ({ name, details }) => {
    if (details.type === "suite") return;
    const why = details.error.cause?.stack ?? details.error.stack ?? "";
    tally.fail(`${name} (${[folder, process.env["DISCERN_TARGET"]].filter(Boolean).join(", ")})`, why);
    console.log(`FAILED ${name}\n${why}`);
  });
  events.on("test:stderr", ({ message }) => process.stdout.write(message));
  for await (const _ of events);
}

/** The core as wasm: the package of the page, then the one that `npm start` makes first. */
async function wasm() {
  await node("tests/wasm");
  const folder = inTarget("quick");
  await wasmPackage("quick", folder);
  process.env["DISCERN_PACKAGE"] = folder;
  console.log("\n# the quick package");
  await node("tests/wasm", ["model_file.test.mjs"]);
  delete process.env["DISCERN_PACKAGE"];
}

/** The browser tests again on both ways of the kit, with the network cut. */
async function taken() {
  await kit();
  for (const target of ["file", "site"]) {
    process.env["DISCERN_TARGET"] = target;
    console.log(`\n# the kit: ${target}`);
    await node("tests/web", PAGELESS);
  }
  delete process.env["DISCERN_TARGET"];
}

const parts = {
  lint,
  native,
  wasm,
  web: () => node("tests/web"),
  kit: taken,
};

await command(async () => {
  const wanted = process.argv.slice(2);
  const chosen = Object.entries(parts).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  await nodeModules();
  await rust(["rustfmt", "clippy"]);
  process.env["CHROMIUM"] = await chromium();
  // Link-time optimisation keeps one core busy; the other builds the command line.
  const program = must("Building the command line", "cargo", ["build", "--locked", "--quiet"]);
  await Promise.all([program, wasmPackage().then(page)]);
  for (const [, part] of chosen) await part();
  tally.close();
});
