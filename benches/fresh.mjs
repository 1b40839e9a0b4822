// How the demonstration model does on simulated cases that no training has seen: AUC, calibration slope and in the large.
//
//   node benches/fresh.mjs [--cases 300] [--seed 77]
//
// The seed must not be that of the training (1). Some minutes: every case is simulated, measured and answered by the command line.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "../scripts/lib/cargo.mjs";
import { root } from "../scripts/lib/run.mjs";

const option = (name, usual) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : process.argv[at + 1];
};
const folder = mkdtempSync(join(tmpdir(), "discern-fresh-"));
const MODEL = "CRad-M logistic-regression probability";

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Rows of a table whose cells have no commas in them, by the names of its columns. */
function rowsOf(file) {
  const [names, ...rows] = readFileSync(file, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at]])));
}

const logistic = (x) => 1 / (1 + Math.exp(-x));

/** Maximum likelihood of logit p = a + b · logit p̂ (slope b), and of a where b is 1 (in the large), with standard errors. */
function calibration(points) {
  let [a, b, large] = [0, 1, 0];
  let slopeError = 0;
  let largeError = 0;
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11, g, h] = [0, 0, 0, 0, 0, 0, 0];
    for (const [x, y] of points) {
      const [p, q] = [logistic(a + b * x), logistic(large + x)];
      const weight = p * (1 - p);
      g0 += y - p;
      g1 += (y - p) * x;
      h00 += weight;
      h01 += weight * x;
      h11 += weight * x * x;
      g += y - q;
      h += q * (1 - q);
    }
    const determinant = h00 * h11 - h01 * h01;
    a += (h11 * g0 - h01 * g1) / determinant;
    b += (h00 * g1 - h01 * g0) / determinant;
    large += g / h;
    slopeError = Math.sqrt(h00 / determinant);
    largeError = 1 / Math.sqrt(h);
  }
  return { slope: [b, slopeError], large: [large, largeError] };
}

function auc(points) {
  const [ill, well] = [1, 0].map((label) => points.filter(([, y]) => y === label));
  const wins = ill.flatMap(([x]) => well.map(([other]) => (x > other ? 1 : x === other ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

run("cargo", "build", "--locked", "--release", "--bin", "discern");
const [program, list, answers] = [commandLine("release"), join(folder, "cohort.csv"), join(folder, "answers.csv")];
run(program, "simulate", "--cases", option("--cases", "300"), "--seed", option("--seed", "77"), "--out", folder);
run(program, "predict", "models/demo.json", "--cohort", list, "--out", answers);
const known = new Map(rowsOf(list).map((row) => [row.case, row]));
const all = rowsOf(answers).map((row) => {
  const p = Number(row[MODEL]);
  return { center: known.get(row.case).center, point: [Math.log(p / (1 - p)), Number(known.get(row.case).label)] };
});
const show = ([value, error]) => `${value.toFixed(2)} ± ${error.toFixed(2)}`;
console.log("| simulated cases | number | AUC | slope | in the large |\n|---|---|---|---|---|");
for (const center of [undefined, ...new Set(all.map((one) => one.center))]) {
  const points = all.filter((one) => center === undefined || one.center === center).map((one) => one.point);
  const { slope, large } = calibration(points);
  console.log(
    `| ${center ?? "all"} | ${points.length} | ${auc(points).toFixed(3)} | ${show(slope)} | ${show(large)} |`,
  );
}
rmSync(folder, { recursive: true });
