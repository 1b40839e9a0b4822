// Files of many cases put in their place, without a browser: folders, BIDS trees with participants.tsv, lists.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";

/** @type {any} */
const { agesOf, grouped, listed } = (
  await runnerImport(join(root, "www/batch/cases.ts"), { configFile: false, root, logLevel: "error" })
).module;

const found = (/** @type {string[]} */ ...paths) =>
  paths.map((path) => ({ path, file: new File([path], path.split("/").at(-1) ?? path) }));
const shape = (/** @type {any[]} */ groups) =>
  groups.map(({ name, age, files }) => [
    name,
    age,
    Object.fromEntries(Object.entries(files).map(([role, source]) => [role, /** @type {any} */ (source).file.name])),
  ]);

const NAMES = ["T1w", "T2w", "STIR", "ce-gd_T1w"];
const anat = (/** @type {string} */ subject, session = "") =>
  ["T1w", "T2w", "STIR", "acq-post_T1w"].map(
    (name) =>
      `study/${subject}/${session && `${session}/`}anat/${[subject, session, name].filter(Boolean).join("_")}.nii.gz`,
  );

test("ages come from participants.tsv, by subject; what is no number is missing", () => {
  const ages = agesOf("sex\tparticipant_id\tage\r\nF\tsub-01\t61\r\nM\tsub-02\tn/a\r\nF\tsub-03\t47.5\r\n\r\n");
  assert.deepEqual(
    [...ages],
    [
      ["sub-01", 61],
      ["sub-03", 47.5],
    ],
  );
  assert.equal(agesOf("participant_id\tsex\nsub-01\tF\n").size, 0);
});

test("a BIDS tree: subjects, and sessions of a subject with its age, each with its own files", () => {
  const paths = [
    ...anat("sub-02"),
    ...anat("sub-01", "ses-a"),
    ...anat("sub-01", "ses-b"),
    "study/sub-02/anat/sub-02_label-lesion_mask.nii.gz",
    "study/README",
    "study/sub-02/anat/sub-02_T1w.json",
  ];
  const groups = shape(grouped(found(...paths), new Map([["sub-01", 61]])));
  assert.deepEqual(
    groups.map(([name, age]) => [name, age]),
    [
      ["sub-01_ses-a", 61],
      ["sub-01_ses-b", 61],
      ["sub-02", null],
    ],
  );
  const [, , files] = groups[2] ?? [];
  assert.deepEqual(files, {
    t1: "sub-02_T1w.nii.gz",
    t2: "sub-02_T2w.nii.gz",
    t2fs: "sub-02_STIR.nii.gz",
    t1ce: "sub-02_acq-post_T1w.nii.gz",
    mask: "sub-02_label-lesion_mask.nii.gz",
  });
});

test("one folder a case; a folder with a single image is none", () => {
  const groups = shape(
    grouped(
      found(
        ...NAMES.map((name) => `cases/b/${name}.nii`),
        ...NAMES.map((name) => `cases/a/${name}.nrrd`),
        "cases/c/T1w.nii",
      ),
      new Map(),
    ),
  );
  assert.deepEqual(
    groups.map(([name]) => name),
    ["a", "b"],
  );
});

test("rows of a list find their files from the list's own folder; what is not there is left open", () => {
  const row = {
    case: "one",
    age_years: 50,
    images: ["a/t1.nii", "./a/t2.nii", "a\\t2fs.nii", "a/gone.nii"],
    masks: Array(4).fill("m/one.nii"),
  };
  const [group] = listed(
    [row],
    "folder/list.csv",
    found("folder/a/t1.nii", "folder/a/t2.nii", "folder/a/t2fs.nii", "a/gone.nii", "folder/m/one.nii"),
  );
  assert.deepEqual(
    [Object.keys(group.files), Object.keys(group.masks), group.age],
    [["t1", "t2", "t2fs"], ["t1", "t2", "t2fs", "t1ce"], 50],
  );
});
