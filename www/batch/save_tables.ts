// The tables that a batch gives: its answers, the features measured for them, and a list to fill in.
import type { Pool } from "../core/bridge.ts";
import { clinicalInputs } from "../core/clinical.ts";
import type { Held } from "../core/protocol/held.ts";
import type { Problem } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { pool } from "../core/store.ts";
import { never } from "../core/task.ts";
import { problemCell } from "../language/problem.ts";
import { save } from "../ui/download.ts";
import { fileOf, type Grouped, maskOf } from "./cases.ts";
import { type BatchCase, cases, tableOf } from "./state.ts";

/** Two lines of CSV as one. */
const joined = (first: string, second: string) => `${first.replace(/\n$/, "")},${second}`;

const line = (workers: Pool, cells: string[]) => workers.run(never, "csvLine", { cells });

/** The files of a case as its list names them, or by their paths. */
const filesLine = (workers: Pool, one: Grouped) =>
  workers.run(never, "filesLine", {
    images: one.listed?.images ?? SEQUENCES.map((sequence) => fileOf(one, sequence)?.path ?? ""),
    masks: one.listed?.masks ?? SEQUENCES.map((sequence) => maskOf(one, sequence)?.path ?? ""),
  });

const write = (name: string, lines: readonly string[]) => save(name, "text/csv", lines.join(""));

/** The row of a case that has no answer, with the reason in the language of the page. */
const problemLine = (workers: Pool, model: Held<"model">, { name, age, told }: BatchCase, problem: Problem) =>
  workers.run(never, "problemLine", { model, name, age, clinical: [...told], problem: problemCell(problem) });

/** One table of all finished cases, as `discern predict --cohort` writes it. */
export async function saveAnswers(): Promise<void> {
  const [workers, table] = [pool.value, tableOf.value];
  if (!workers || !table) return;
  const lines = [joined(table.header, await line(workers, [...SEQUENCES, "mask"]))];
  for (const one of cases.value) {
    const row = one.problem ? await problemLine(workers, table.model, one, one.problem) : one.row?.line;
    if (row) lines.push(joined(row, await filesLine(workers, one)));
  }
  write("discern-answers.csv", lines);
}

/** A case in the describing columns of a feature table; what is not known is left empty. */
const WHO = ["case", "center", "split", "age", "label", "patient"];
const whoCells = ({ name, age, who: [patient, center, split, label] }: BatchCase) => [
  name,
  center,
  split,
  age === null ? "" : String(age),
  label,
  patient || name,
];

/** What else the cases say, and what the model in use asks for. */
const others = (): string[] => [
  ...new Set([...cases.value.flatMap(({ told }) => told), ...clinicalInputs.value].map(({ name }) => name)),
];
const otherCells = ({ told }: BatchCase, names: readonly string[]) =>
  names.map((name) => told.find((one) => one.name === name)?.text ?? "");

/** Features of all answered cases, as `discern train` takes them once label and split are filled in. */
export async function saveFeatures(): Promise<void> {
  const workers = pool.value;
  const measured = cases.value.flatMap((one) => (one.row ? [{ one, row: one.row }] : []));
  const [first] = measured;
  if (!workers || !first) return;
  const names = others();
  const lines = [joined(await line(workers, [...WHO, ...names]), first.row.columns)];
  for (const { one, row } of measured)
    lines.push(joined(await line(workers, [...whoCells(one), ...otherCells(one, names)]), row.features));
  write("features.csv", lines);
}

/** A list to fill in: of the cases that are there, or with one row as an example. */
export async function saveTemplate(): Promise<void> {
  const workers = pool.value;
  if (!workers) return;
  const [files, names] = [[...SEQUENCES, "mask"], others()];
  const lines = [await line(workers, [...WHO, ...names, ...files])];
  const example = [
    "case-01",
    "A",
    "train",
    "62",
    "1",
    "patient-01",
    ...names.map(() => ""),
    ...files.map((name) => `case-01/${name}.nii.gz`),
  ];
  const there = cases.value.filter(({ leftOut }) => !leftOut);
  if (there.length === 0) lines.push(await line(workers, example));
  for (const one of there)
    lines.push(
      joined(await line(workers, [...whoCells(one), ...otherCells(one, names)]), await filesLine(workers, one)),
    );
  write("discern-list.csv", lines);
}
