// npm run release: all files of a release, in release/, with their sums: the command line for this system, both kits, the
// licences and the bill of materials. The same sources and compilers give the same bytes, wherever they lie.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kit, licences, zip } from "./kit.mjs";
import { bill } from "./lib/bill.mjs";
import { inTarget, nameless } from "./lib/cargo.mjs";
import { parts } from "./lib/parts.mjs";
import { command, must, root, run, SetupError } from "./lib/run.mjs";
import { build, nodeModules } from "./lib/setup.mjs";

const folder = join(root, "release");

const text = (/** @type {string} */ path) => readFileSync(join(root, path));

/** The triple of this system, as the compiler names it. */
async function system() {
  const output = await must("Asking the compiler", "rustc", ["-vV"], { quiet: true });
  return /^host: (.+)$/m.exec(output)?.[1] ?? "unknown";
}

/** The command line without a word of where it was built; in a folder of its own, as other builds name their folders. @param {string} triple */
async function commandLine(triple) {
  const target = inTarget("release-build");
  const args = ["build", "--locked", "--release", "--bin", "discern", "--target", triple, "--target-dir", target];
  await must("Building the command line", "cargo", [...args, ...nameless(triple)]);
  const name = triple.includes("windows") ? "discern.exe" : "discern";
  return { name, content: readFileSync(join(target, triple, "release", name)) };
}

await command(async () => {
  await nodeModules();
  const stale = (await run(process.execPath, ["scripts/licences.mjs", "--check"])).code !== 0;
  if (stale) throw new SetupError("A release says truly what it is built from.");
  const { version } = JSON.parse(text("package.json").toString());
  const triple = await system();
  await build();
  await kit();
  const program = await commandLine(triple);
  /** @type {Record<string, Uint8Array | string>} */
  const files = {
    [`discern-${version}-${triple}.zip`]: await zip({ ...licences(), [program.name]: program.content }, [program.name]),
    [`discern-${version}.html`]: text("kit/discern.html"),
    [`discern-${version}-site.zip`]: text("kit/discern-site.zip"),
    [`discern-${version}.cdx.json`]: bill(version, parts()),
    ...licences(),
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = Object.keys(files).sort();
  const sums = names.map((name) => {
    const content = files[name] ?? "";
    writeFileSync(join(folder, name), content);
    return `${createHash("sha256").update(content).digest("hex")}  ${name}\n`;
  });
  writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
  console.log(`release/:\n${sums.join("")}`);
});
