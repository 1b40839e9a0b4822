// What Discern is built from: every crate and node module whose code is in the command line or in the page, with its licence.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findCargo } from "./cargo.mjs";
import { root } from "./run.mjs";

/**
 * @typedef {object} Part
 * @property {"cargo" | "npm"} from
 * @property {string} name
 * @property {string} version
 * @property {string} licence as the package declares it
 * @property {string[]} authors
 * @property {string} home where its source is, empty where it does not say
 * @property {{ algorithm: "SHA-256" | "SHA-512", hex: string }} hash of the archive that the lock file names
 * @property {string[]} texts its licence files
 */

/** The command line is built for many systems; what it contains is told for the one that releases are made on. */
const PLATFORMS = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense|copyright)/i;

/** Texts of the licence files in a folder: where one of several licences may be chosen and MIT is among them, that one. @param {string} folder @param {string} licence */
function texts(folder, licence) {
  const names = readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name) && statSync(join(folder, name)).isFile())
    .sort();
  const chosen =
    /\bOR\b|\//.test(licence) && !/\bAND\b/.test(licence) ? names.filter((name) => /mit|notice/i.test(name)) : [];
  const read = chosen.some((name) => /mit/i.test(name)) ? chosen : names;
  return read.map((name) => readFileSync(join(folder, name), "utf8").replace(/\r\n?/g, "\n").trim());
}

/** The name and version of every package with its checksum, as Cargo.lock has them. */
function checksums() {
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const entries = lock.matchAll(/name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"/g);
  return new Map([...entries].map(([, name, version, sum]) => [`${name} ${version}`, sum ?? ""]));
}

/** Crates that a platform's build contains: those reached from Discern by dependencies that are not of tests or builds. @param {string} platform */
function cratesOf(platform) {
  findCargo();
  const args = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", platform];
  const text = execFileSync("cargo", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  const { packages, resolve } = JSON.parse(text);
  const nodes = new Map(resolve.nodes.map((/** @type {any} */ node) => [node.id, node]));
  const found = new Set([resolve.root]);
  for (const id of found) {
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some((/** @type {any} */ of) => of.kind === null)) found.add(pkg);
    }
  }
  return packages.filter((/** @type {any} */ one) => found.has(one.id) && one.source);
}

/** @returns {Part[]} */
function crates() {
  const sums = checksums();
  /** @type {Map<string, Part>} */
  const parts = new Map();
  for (const { name, version, license, authors, repository, manifest_path } of PLATFORMS.flatMap(cratesOf)) {
    const sum = sums.get(`${name} ${version}`);
    if (!sum || !license) throw new Error(`${name} ${version} has no checksum or licence.`);
    parts.set(`${name} ${version}`, {
      from: "cargo",
      name,
      version,
      licence: license.replaceAll("/", " OR "),
      authors,
      home: repository ?? "",
      hash: { algorithm: "SHA-256", hex: sum },
      texts: texts(dirname(manifest_path), license),
    });
  }
  return [...parts.values()];
}

/** Node modules whose code is in the page. @returns {Part[]} */
function modules() {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  const own = Object.entries(lock.packages).filter(([path, entry]) => path !== "" && !entry.dev && !entry.peer);
  return own.map(([path, { version, license, integrity }]) => {
    const folder = join(root, path);
    if (!existsSync(folder)) throw new Error(`${path} is not installed: npm ci`);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const [algorithm, sum = ""] = integrity.split("-");
    if (algorithm !== "sha512") throw new Error(`${path}: a checksum by ${algorithm}`);
    const home = typeof about.repository === "string" ? about.repository : (about.repository?.url ?? "");
    return {
      from: "npm",
      name: path.replace(/^node_modules\//, ""),
      version,
      licence: license,
      authors: [],
      home: home.replace(/^git\+/, ""),
      hash: { algorithm: "SHA-512", hex: Buffer.from(sum, "base64").toString("hex") },
      texts: texts(folder, license),
    };
  });
}

const order = (/** @type {Part} */ { from, name, version }) => `${from} ${name} ${version}`;

/** All parts, in one order on every machine. */
export const parts = () => [...crates(), ...modules()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
