// How long a training takes, and how long it said it would: a table of random features of which twenty tell the classes apart.
//
//   cargo build --release && node benches/training.mjs [ROWS COLUMNS] [options of discern train …]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "../scripts/lib/cargo.mjs";

const [rows = "5000", columns = "1000", ...options] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "discern-"));

/** Evenly from 0 to 1, the same on every machine. */
let state = 1;
const even = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
/** About normal: mean 0, standard deviation 1. */
const normal = () => Array.from({ length: 12 }, even).reduce((sum, value) => sum + value, -6);

const CLASSES = ["shape", "firstorder", "glcm", "glrlm", "glszm"];
const names = Array.from(
  { length: Number(columns) },
  (_, at) => `${["t1", "t2", "t2fs", "t1ce"][at % 4]}_original_${CLASSES[Math.floor(at / 4) % 5]}_F${at}`,
);
const row = (/** @type {number} */ at) => {
  const metastasis = even() < 0.5 ? 1 : 0;
  const split = at < 0.8 * Number(rows) ? "train" : "external";
  const age = Math.min(95, Math.max(18, 45 + 15 * metastasis + 10 * normal()));
  const values = names.map((_, column) => (normal() + (column < 20 ? 0.3 * metastasis : 0)).toPrecision(6));
  return [`c${at}`, "A", split, age.toFixed(1), metastasis, ...values].join(",");
};
const table = [
  ["case", "center", "split", "age", "label", ...names].join(","),
  ...Array.from({ length: Number(rows) }, (_, at) => row(at)),
];
writeFileSync(join(folder, "features.csv"), `${table.join("\n")}\n`);
writeFileSync(join(folder, "settings.yaml"), "{}\n");

const begun = performance.now();
const args = ["train", "features.csv", "--params", "settings.yaml", "--out", "model.json", ...options];
const { status, stderr } = spawnSync(commandLine("release"), args, { cwd: folder, encoding: "utf8" });
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
rmSync(folder, { recursive: true });
console.log(stderr.trim());
console.log(`${rows} rows × ${columns} features: ${seconds} s`);
process.exitCode = status ?? 1;
