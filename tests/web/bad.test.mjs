// What goes wrong in practice: a folder of other things, absurd headers, another patient's mask, a worker that dies.
// Each is told in words, and nothing that was entered is lost.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { FLAGS } from "../../scripts/lib/chromium.mjs";
import { file, image, mask, nifti } from "../support/nifti.mjs";
import { accessibility, answer, choose, counted, launch, openPage, settled } from "./browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

const SIZE = [48, 48, 20];
const FOUR = [
  file("a_T1.nii", image(1, SIZE)),
  file("a_T2.nii", image(2, SIZE)),
  file("a_STIR.nii", image(3, SIZE)),
  file("a_T1_gd.nii", image(4, SIZE)),
];
const LESION = file("lesion.nii", mask(SIZE));

/** A page with a whole case. @param {any[]} files */
async function filled(files = [...FOUR, LESION]) {
  const opened = await openPage(site);
  await choose(opened.page, files);
  await settled(opened.page);
  await opened.page.fill("#age", "61");
  return opened;
}

/** The case stands as it was entered. @param {Page} page */
async function kept(page) {
  for (const { name } of FOUR)
    assert.notEqual(await page.locator(`[data-file="${name}"] select`).inputValue(), "none", name);
  assert.equal(await page.locator("#age").inputValue(), "61");
}

/** A header that promises so many voxels along each axis, over next to no data. @param {number[]} size @param {number} bits */
function promise(size, bits = 32) {
  const header = nifti({ size: [4, 4, 4], voxel: () => 1 });
  size.forEach((n, axis) => header.writeInt16LE(n, 42 + 2 * axis));
  if (bits === 8) header.writeInt16LE(2, 70);
  header.writeInt16LE(bits, 72);
  return header;
}

const hex = (/** @type {string} */ text) => Buffer.from(text, "hex");
const OTHERS = {
  "report.pdf": Buffer.from("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"),
  "photo.jpg": hex("ffd8ffe000104a46494600010100000100010000ffdb0043"),
  "screen.png": hex("89504e470d0a1a0a0000000d49484452"),
  "notes.txt": Buffer.from("patient seen today\n"),
  "letter.docx": hex("504b030414000600080000002100"),
  "table.xlsx": hex("504b0304140008080800"),
  "values.csv": Buffer.from("a,b\n1,2\n"),
  "scan.dcm": Buffer.concat([Buffer.alloc(128), Buffer.from("DICM")]),
  "film.mp4": hex("000000186674797069736f6d"),
  "sound.wav": Buffer.from("RIFF....WAVEfmt "),
  "page.html": Buffer.from("<!doctype html><title>x</title>"),
  "data.json": Buffer.from('{"a":1}'),
  "archive.zip": hex("504b0506000000000000000000000000000000000000"),
  "archive.tar.gz": gzipSync(Buffer.alloc(1024)),
  "surface.stl": Buffer.from("solid x\nendsolid x\n"),
  "mesh.ply": Buffer.from("ply\nformat ascii 1.0\n"),
  "matrix.mat": Buffer.from("MATLAB 5.0 MAT-file"),
  "volume.mha": Buffer.from("ObjectType = Image\nNDims = 3\n"),
  "program.exe": Buffer.from("MZ\x90\x00"),
  "nothing.nii.gz": Buffer.alloc(0),
};

test("twenty files of other kinds beside a case: each is told, the case is whole", async () => {
  const { page, context, errors } = await filled([
    ...FOUR,
    LESION,
    ...Object.entries(OTHERS).map(([name, bytes]) => file(name, bytes)),
  ]);
  assert.match(await page.locator('[data-file="archive.zip"]').innerText(), /an archive without files/);
  // DICOM is of a study, in which a file alone has no place of its own.
  assert.match(await page.locator("[data-test=notes]").innerText(), /^1 DICOM file: /);
  const others = Object.keys(OTHERS).filter((name) => name !== "scan.dcm");
  for (const name of others) await page.locator(`[data-file="${name}"] .problem [data-code]`).waitFor();
  await counted(page.locator(".file"), 24);
  await kept(page);
  assert.deepEqual(await accessibility(page), []);
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=answer]").waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("headers that promise two gigabytes and more are refused for what they are", async () => {
  const { page, context, errors } = await filled();
  await choose(page, [
    file("two_gigabytes.nii", promise([1024, 1024, 512])),
    file("bytes.nii.gz", gzipSync(promise([2048, 1024, 1024], 8))),
  ]);
  await settled(page);
  for (const name of ["two_gigabytes.nii", "bytes.nii.gz"]) {
    await page.locator(`[data-file="${name}"] .problem [data-code=too-many-voxels]`).waitFor();
  }
  await kept(page);
  assert.deepEqual(errors, []);
  await context.close();
});

/** An NRRD file with other lines than a sound one's. @param {Record<string, string>} lines @param {number} bytes of voxels */
function nrrd(lines, bytes = 32) {
  const sound = {
    type: "float",
    dimension: "3",
    space: "left-posterior-superior",
    sizes: "2 2 2",
    "space directions": "(1,0,0) (0,1,0) (0,0,1)",
    encoding: "raw",
    endian: "little",
  };
  const header = Object.entries({ ...sound, ...lines }).map(([field, value]) => `${field}: ${value}\n`);
  return Buffer.concat([Buffer.from(`NRRD0004\n${header.join("")}\n`), Buffer.alloc(bytes)]);
}

test("a page in Chinese says in Chinese what is wrong with a dozen kinds of files", async () => {
  const whole = image(1);
  const [complex, dimensions] = [image(1), image(1)];
  complex.writeInt16LE(32, 70);
  dimensions.writeInt16LE(9, 40);
  const files = {
    "report.pdf": OTHERS["report.pdf"],
    "volume.mha": OTHERS["volume.mha"],
    "twice.nii.gz": gzipSync(gzipSync(whole)),
    "cut.nii": whole.subarray(0, whole.length / 2),
    "cut.nii.gz": gzipSync(whole).subarray(0, 500),
    "large.nii": promise([1024, 1024, 512]),
    "complex.nii": complex,
    "dimensions.nii": dimensions,
    "space.nrrd": nrrd({ space: "scanner-xyz-time" }),
    "encoding.nrrd": nrrd({ encoding: "hex" }),
    "sizes.nrrd": nrrd({ sizes: "2 2" }),
    "sheared.nrrd": nrrd({ "space directions": "(1,0,0) (0.5,1,0) (0,0,1)" }),
    "slices.nrrd": nrrd({ "data file": "LIST" }),
    "short.nrrd": nrrd({}, 8),
  };
  const { page, context, errors } = await openPage(site, { locale: "zh-CN" });
  await choose(
    page,
    Object.entries(files).map(([name, bytes]) => file(name, bytes)),
  );
  await settled(page);
  const codes = new Set();
  for (const name of Object.keys(files)) {
    const problem = page.locator(`[data-file="${name}"] .problem`);
    codes.add(await problem.locator("[data-code]").getAttribute("data-code"));
    const text = await problem.innerText();
    assert.match(text, /\p{Script=Han}{4,}/u, name);
    assert.doesNotMatch(text, /[A-Za-z]{3,}[ ,]+[A-Za-z]{3,}/, name);
  }
  assert.ok(codes.size >= 12, [...codes].join(", "));
  assert.deepEqual(errors, []);
  await context.close();
});

test("a mask of another patient is seen before the analysis and refused by it with how far it lies away; putting it here is recorded", async () => {
  const other = mask(SIZE);
  // Offsets of the sform's last column: the mask says that it lies 900 mm away along each axis.
  for (const offset of [292, 308, 324]) other.writeFloatLE(900, offset);
  const { page, context, errors } = await filled([...FOUR, file("lesion.nii", other)]);
  await page.locator("[data-fit=t1][data-inside='0']").waitFor();
  assert.match(
    await page.locator("[data-test=geometry]").innerText(),
    /outside of this image: an analysis will be refused/,
  );
  await page.locator("button:has-text('Analyse')").click();
  assert.match(
    await page.locator("[data-test=failure]").innerText(),
    /The lesion lies 1510\smm outside the image\. Mask and image may be of different patients/,
  );
  await kept(page);
  await page.locator("[data-fit=t1] button").click();
  await page.locator("[data-fit=t1][data-same=true]").waitFor({ state: "attached" });
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  assert.match(
    await page.locator("[data-test=warnings]").innerText(),
    /Mask put in another place.*on the voxels of T1\. Its own place was [\d.]+\smm away/,
  );
  for (const button of ["JSON", "Case capsule"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`button:has-text('${button}')`).click(),
    ]);
    assert.match(readFileSync(await download.path(), "utf8"), /"code":\s*"mask-repaired"/, button);
  }
  assert.deepEqual(errors, []);
  await context.close();
});

/**
 * Workers that get such a job die as the system would end them, until they are spared: no answer, an error event. A job is given
 * to another worker once; only then it is told.
 * @param {Page} page @param {string} op
 */
const kill = (page, op) =>
  page.evaluate((op) => {
    const [Own, own] = [Worker, /** @type {any} */ (globalThis)];
    own.deadly = op;
    globalThis.Worker = class extends Own {
      /** @override @param {any} message @param {any} transfer */
      postMessage(message, transfer) {
        if (message.op !== own.deadly) return super.postMessage(message, transfer);
        this.terminate();
        setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "killed" })));
      }
    };
  }, op);

/** @param {Page} page */
const spare = (page) =>
  page.evaluate(() => {
    /** @type {any} */ (globalThis).deadly = "";
  });

test("a worker that dies in the middle is told; the case is whole and the next analysis answers", async () => {
  const { page, context } = await filled();
  await kill(page, "extract");
  await page.locator("button:has-text('Analyse')").click();
  const failure = page.locator("[data-test=failure]");
  await failure.waitFor();
  assert.match(await failure.innerText(), /ended twice/);
  await kept(page);
  await spare(page);
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=answer]").waitFor();
  await context.close();
});

test("a worker that dies while files are read or a mask is written takes nothing away: both are done again", async () => {
  const { page, context, errors } = await openPage(site);
  await kill(page, "inspect");
  await choose(page, FOUR);
  await settled(page);
  assert.match(await page.locator(".file .problem").first().innerText(), /Computation broke off.*ended twice/);
  await spare(page);
  await choose(page, FOUR);
  await settled(page);
  await counted(page.locator(".file"), 4);
  assert.equal(await page.locator(".file .problem").count(), 0);

  await page.locator(".panel").nth(3).waitFor();
  await page.locator("button:has-text('Draw a mask')").click();
  await page.locator(".panel.drawn canvas").click();
  const drawn = await page.locator("[data-test=voxels]").innerText();
  await kill(page, "labelFile");
  await page.locator("button:has-text('Use this mask')").click();
  await page.locator("[data-test=drawing] [role=status]", { hasText: "ended twice" }).waitFor();
  assert.equal(await page.locator("[data-test=voxels]").innerText(), drawn);
  // What is not in use yet is not left without a question.
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await closing;
  await spare(page);
  await page.locator("button:has-text('Use this mask')").click();
  await page.locator("[data-file='drawn-mask.seg.nrrd']").waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test("in a browser without WebGL and WebGPU images are seen, drawn on and analysed, deep features too", async () => {
  const bare = await launch([
    ...FLAGS.filter((flag) => !flag.includes("webgpu")),
    "--disable-gpu",
    "--disable-3d-apis",
  ]);
  const { page, errors } = await openPage(bare);
  assert.deepEqual(
    await page.evaluate(async () => [
      document.createElement("canvas").getContext("webgl2"),
      (await navigator.gpu?.requestAdapter()) ?? null,
    ]),
    [null, null],
  );
  await choose(page, [...FOUR, LESION]);
  await settled(page);
  await page.fill("#age", "61");
  await page.locator(".panel").nth(3).waitFor();
  await page.locator("button:has-text('Analyse')").click();
  await answer(page);
  const shades = await page.locator(".panel[data-sequence=t1] canvas").evaluate((canvas) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
    const pen = /** @type {CanvasRenderingContext2D} */ (/** @type {HTMLCanvasElement} */ (canvas).getContext("2d"));
    return new Set(new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer)).size;
  });
  assert.ok(shades > 20, `${shades} colours of pixels`);
  await page.locator(".choice .segments button:has-text('DRad-M')").click();
  const engine = page.locator("[data-test=engine]");
  await engine.waitFor();
  assert.deepEqual(
    [await engine.getAttribute("data-engine"), await engine.getAttribute("data-why")],
    ["cpu", "unavailable"],
  );
  await page.locator(".screens a[href='#/machine']").click();
  await page.locator("main", { hasText: "No WebGPU: everything runs on the processor" }).waitFor();
  assert.deepEqual(errors, []);
  await bare.close();
});
