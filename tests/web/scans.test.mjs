// Scans as users have them: segments that overlap, channels, voxels in files of their own. What is chosen in the page is what the
// command line measures.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { MODEL, predict, SAMPLE } from "../support/cases.mjs";
import { discern } from "../support/discern.mjs";
import { answer, choose, clear, drop, onePage, openPage, settled } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const opened = onePage();
const { folder } = opened;

/** The mask of the bundled case as NIfTI, its labels, and another structure that overlaps it: the lesion's first half. */
const MASK = gunzipSync(readFileSync(SAMPLE.files.mask));
const LESION = MASK.subarray(352);
const lesionAt = [...LESION.keys()].filter((at) => LESION[at] === 1);
const HALF = Buffer.alloc(LESION.length);
for (const at of lesionAt.slice(0, lesionAt.length / 2)) HALF[at] = 1;
const [ALL, PART] = [lesionAt.length, Math.floor(lesionAt.length / 2)];
const SIZE = [0, 1, 2].map((axis) => MASK.readInt16LE(42 + 2 * axis));

/** The mask with the fourth axis last, or first. @param {Buffer[]} channels @param {boolean} first */
function nifti4d(channels, first) {
  const header = Buffer.from(MASK.subarray(0, 352));
  header.writeInt16LE(4, 40);
  const dims = first ? [channels.length, ...SIZE] : [...SIZE, channels.length];
  dims.forEach((n, axis) => header.writeInt16LE(n, 42 + 2 * axis));
  const voxels = first
    ? Buffer.from([...LESION.keys()].flatMap((at) => channels.map((channel) => channel[at] ?? 0)))
    : Buffer.concat(channels);
  return gzipSync(Buffer.concat([header, voxels]));
}

/** An NRRD header on the grid of the mask. @param {string[]} lines @param {{ layers?: number }} [options] */
function nrrdHeader(lines, { layers = 0 } = {}) {
  const rows = [0, 1, 2].map((row) => [0, 1, 2, 3].map((column) => MASK.readFloatLE(280 + 16 * row + 4 * column)));
  const vector = (/** @type {number} */ column) => `(${rows.map((row) => row[column]).join(",")})`;
  const axes = [0, 1, 2].map(vector).join(" ");
  return Buffer.from(
    [
      "NRRD0004",
      "type: uchar",
      `dimension: ${layers ? 4 : 3}`,
      "space: right-anterior-superior",
      `sizes: ${[...(layers ? [layers] : []), ...SIZE].join(" ")}`,
      `space directions: ${layers ? "none " : ""}${axes}`,
      `space origin: ${vector(3)}`,
      ...lines,
      "",
    ].join("\n"),
  );
}

const SEGMENTS = [
  ["Tumour", 1, 0],
  ["Necrosis", 1, 1],
];

/** A segmentation of two layers, as 3D Slicer saves segments that overlap. */
function segNrrd() {
  const names = SEGMENTS.flatMap(([name, label, layer], at) => [
    `Segment${at}_Name:=${name}`,
    `Segment${at}_LabelValue:=${label}`,
    `Segment${at}_Layer:=${layer}`,
  ]);
  const voxels = Buffer.from([...LESION.keys()].flatMap((at) => [LESION[at] ?? 0, HALF[at] ?? 0]));
  return Buffer.concat([nrrdHeader(["encoding: gzip", ...names, ""], { layers: 2 }), gzipSync(voxels)]);
}

before(async () => {
  assert.equal(MASK.readInt16LE(70), 2, "the bundled mask has a byte a voxel");
});
beforeEach(async () => {
  await clear(opened.page);
});

const IMAGES = [SAMPLE.files.t1, SAMPLE.files.t2, SAMPLE.files.t2fs, SAMPLE.files.t1ce];
const options = () => opened.page.locator("#label option").allInnerTexts();
const file = (/** @type {string} */ name) => opened.page.locator(`[data-file="${name}"]`);

/** A file of this test. @param {string} name @param {Buffer} bytes */
function put(name, bytes) {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

/** The answer's JSON of the case in the page. @param {Page} page */
async function answered(page) {
  await page.fill("#age", String(SAMPLE.age));
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  // The mask sensitivity comes by itself, and is part of the JSON from then on.
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("button:has-text('JSON')").click(),
  ]);
  const told = JSON.parse(readFileSync(await download.path(), "utf8"));
  return { models: told.models, sequences: told.sequences };
}

/** The same by the command line. @param {string} mask @param {number} channel */
function told(mask, channel) {
  const files = { ...SAMPLE.files, mask };
  const { models, sequences } = JSON.parse(
    predict(files, SAMPLE.age, 1, MODEL, "--label-channel", String(channel), "--format", "json"),
  );
  return { models, sequences };
}

test("segments that overlap are listed by their names and chosen like labels", async () => {
  const { page } = opened;
  const mask = put("lesions.seg.nrrd", segNrrd());
  await choose(page, [...IMAGES, mask]);
  await settled(page);
  assert.deepEqual(await options(), [`Tumour (${ALL} voxels)`, `Necrosis (${PART} voxels)`]);
  assert.equal(await page.locator("#label").inputValue(), "0");
  await page.locator("#label").selectOption({ label: `Necrosis (${PART} voxels)` });
  assert.deepEqual(await answered(page), told(mask, 1));
  // Another segment makes the answer stale, as another label does.
  await page.locator("#label").selectOption("0");
  await page.locator("[data-test=stale]").waitFor();
  assert.deepEqual(await answered(page), told(mask, 0));
});

for (const first of [true, false])
  test(`channels of a one-hot mask are offered, ${first ? "first" : "last"} axis`, async () => {
    const { page } = opened;
    const mask = put(`onehot_${first}.nii.gz`, nifti4d([HALF, LESION], first));
    await choose(page, [...IMAGES, mask]);
    await settled(page);
    assert.deepEqual(await options(), [`Channel 0, label 1 (${PART} voxels)`, `Channel 1, label 1 (${ALL} voxels)`]);
    await page.locator("#label").selectOption("1");
    assert.deepEqual(await answered(page), told(mask, 1));
  });

test("a first axis of 1 is left out, with a word", async () => {
  const { page } = opened;
  await choose(page, [...IMAGES, put("mask.nii.gz", nifti4d([LESION], true))]);
  await settled(page);
  const said = await file("mask.nii.gz").innerText();
  assert.match(said, new RegExp(`${SIZE.join(" × ")} .*${ALL.toLocaleString("en")} voxels`));
  assert.match(said, /first axis of 1/);
  assert.deepEqual(await answered(page), told(SAMPLE.files.mask, 0));
});

test("an image of several volumes is no mask of channels", async () => {
  const { page } = opened;
  const volume = gunzipSync(readFileSync(SAMPLE.files.t1));
  const header = Buffer.from(volume.subarray(0, 352));
  header.writeInt16LE(4, 40);
  header.writeInt16LE(2, 48);
  const series = gzipSync(Buffer.concat([header, volume.subarray(352), volume.subarray(352)]));
  await choose(page, [put("dynamic_T1.nii.gz", series)]);
  await settled(page);
  assert.match(await file("dynamic_T1.nii.gz").innerText(), /2 volumes/);
});

test("voxels in files of their own are found among the dropped files, below the header's folder only", async () => {
  const { page } = opened;
  const half = LESION.length / 2;
  put("drop/mask/parts/a.bin", gzipSync(LESION.subarray(0, half)));
  put("drop/mask/parts/b.bin", gzipSync(LESION.subarray(half)));
  put("drop/mask/mask.nhdr", nrrdHeader(["encoding: gzip", "data file: LIST", "parts/a.bin", "parts/b.bin"]));
  assert.equal(LESION.length % 2, 0);
  await drop(page, [join(folder, "drop")]);
  await file("drop/mask/mask.nhdr").waitFor();
  await settled(page);
  assert.match(await file("drop/mask/mask.nhdr").innerText(), new RegExp(`${ALL.toLocaleString("en")} voxels`));
  assert.equal(await page.locator(".file").count(), 1, "its voxels are no files of their own");
  await choose(page, IMAGES);
  await settled(page);
  assert.deepEqual(await answered(page), told(SAMPLE.files.mask, 0));
});

test("a batch follows headers to their voxels, as the command line does", async () => {
  const { page } = await openPage(opened.site);
  const cohort = join(folder, "cohort");
  for (const [role, path] of Object.entries(SAMPLE.files))
    if (role !== "mask") put(`cohort/anna/${role}.nii.gz`, readFileSync(path));
  put("cohort/anna/mask.nhdr", nrrdHeader(["encoding: gzip", "data file: voxels/labels.bin"]));
  put("cohort/anna/voxels/labels.bin", gzipSync(LESION));
  put("cohort/participants.tsv", Buffer.from("participant_id\tage\nanna\t55\n"));
  const out = join(folder, "answers.csv");
  discern("predict", MODEL, "--cohort", cohort, "--out", out);
  await page.locator("nav a", { hasText: "Batch" }).click();
  await page.locator("main[data-screen=batch]").waitFor();
  await drop(page, [cohort]);
  await page.locator('[data-case="anna"]').waitFor();
  await page.locator("[data-test=batch] button:has-text('Analyse')").click();
  await page.locator('[data-case="anna"][data-state=done]').waitFor();
  await page.locator("[data-test=batch][aria-busy=false]").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator("[data-test=batch] button:has-text('CSV')").click(),
  ]);
  assert.equal(readFileSync(await download.path(), "utf8"), readFileSync(out, "utf8"));
  await page.context().close();
});

const ELSEWHERE = /** @type {const} */ ([
  ["gone", "data file: gone.raw", /gone\.raw/],
  ["above", "data file: ../secret.raw", /folder/],
  ["itself", "data file: mask.nhdr", /names mask\.nhdr as its data file/],
  ["absolute", `data file: ${join(folder, "secret.raw")}`, /folder/],
]);
for (const [name, line, why] of ELSEWHERE)
  test(`a header whose voxels are elsewhere is refused by name: ${name}`, async () => {
    put(`${name}/secret.raw`, LESION);
    put("secret.raw", LESION);
    put(`${name}/below/mask.nhdr`, nrrdHeader(["encoding: raw", line]));
    await drop(opened.page, [join(folder, name, "below")]);
    await file("below/mask.nhdr").locator(".problem").waitFor();
    assert.match(await file("below/mask.nhdr").innerText(), why);
  });
