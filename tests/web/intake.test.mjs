// Files come in: they are put in their place, listed with what they hold, and no bad file takes anything away.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { file, image, mask, nifti } from "../support/nifti.mjs";
import { answer, choose, clear, counted, drop, onePage, only, openPage, settled } from "./browser.mjs";

const opened = onePage();
const { folder } = opened;
// One page serves all: each test begins with an empty case.
beforeEach(async () => {
  await clear(opened.page);
  await opened.page.fill("#age", "");
});

const FOUR = [
  file("patient_T1w.nii", image(1)),
  file("patient_T2.nii", image(2)),
  file("patient_STIR.nii", image(3)),
  file("patient_T1_gd.nii", image(4)),
];
const LESION = file("lesion.nii", mask());

const row = (/** @type {string} */ name) => opened.page.locator(`[data-file="${name}"]`);
const role = (/** @type {string} */ name) => row(name).locator("select").inputValue();

/** Adds files and waits until all are read. @param {any[]} files */
async function add(...files) {
  await choose(opened.page, files);
  await settled(opened.page);
}

/** Presses Analyse and gives what the page says is missing. */
async function missing() {
  await opened.page.locator("button:has-text('Analyse')").click();
  return opened.page.locator("[data-test=missing]").innerText();
}

/** The four sequences, the mask and the age are still there. */
async function restKept() {
  assert.deepEqual(await Promise.all(FOUR.map(({ name }) => role(name))), ["t1", "t2", "t2fs", "t1ce"]);
  assert.equal(await opened.page.locator("#age").inputValue(), "61");
}

test("files are put in their place by name and read by the core", async () => {
  await add(...FOUR, LESION);
  assert.equal(await role("lesion.nii"), "mask");
  assert.match(await row("lesion.nii").innerText(), /24 × 24 × 12 · 1 × 1 × 1\smm · 605 voxels/);
  await opened.page.fill("#age", "61");
  await restKept();
});

test("a guess can be corrected by hand", async () => {
  await add(file("a.nii", image(1)), file("b_T2.nii", image(2)));
  assert.equal(await role("a.nii"), "none");
  await row("a.nii").locator("select").selectOption("t1ce");
  await row("b_T2.nii").locator("select").selectOption("t2fs");
  const said = await missing();
  assert.doesNotMatch(said, /contrast-enhanced|fat-suppressed/);
  assert.match(
    said,
    /T1-weighted is missing[\s\S]*T2-weighted is missing[\s\S]*Lesion mask is missing[\s\S]*age is missing/,
  );
});

test("a mask with several labels is listed with their voxel counts", async () => {
  await add(
    file(
      "seg.nii",
      mask([24, 24, 12], (x) => (x > 12 ? 7 : 3)),
    ),
  );
  assert.deepEqual(await opened.page.locator("#label option").allInnerTexts(), ["3 (330 voxels)", "7 (275 voxels)"]);
});

test("a dropped folder is read with its subfolders, clutter left out, pairs joined", async () => {
  const patient = join(folder, "patient");
  mkdirSync(join(patient, "scans"), { recursive: true });
  writeFileSync(join(patient, ".DS_Store"), "x");
  writeFileSync(join(patient, "scans/T2.nii"), image(2));
  const whole = image(1);
  const header = Buffer.from(whole.subarray(0, 348));
  header.write("ni1\0", 344, "latin1");
  header.writeFloatLE(0, 108);
  writeFileSync(join(patient, "scans/T1.hdr"), header);
  writeFileSync(join(patient, "scans/T1.img"), whole.subarray(352));
  await drop(opened.page, [patient]);
  await row("patient/scans/T2.nii").waitFor();
  await settled(opened.page);
  assert.equal(await role("patient/scans/T1.hdr"), "t1");
  assert.match(await row("patient/scans/T1.hdr").innerText(), /24 × 24 × 12/);
  await counted(opened.page.locator(".file"), 2);
});

test("an empty folder says so", async () => {
  const empty = join(folder, "empty");
  mkdirSync(empty, { recursive: true });
  await drop(opened.page, [empty]);
  await opened.page.locator("[data-test=notes]", { hasText: "no files" }).waitFor();
});

test("halves of a pair that come one after the other are joined", async () => {
  const whole = image(1);
  const header = Buffer.from(whole.subarray(0, 348));
  header.write("ni1\0", 344, "latin1");
  header.writeFloatLE(0, 108);
  await add(file("T1.hdr", header));
  assert.match(await row("T1.hdr").innerText(), /\.img/);
  await add(file("T1.img", whole.subarray(352)));
  assert.equal(await role("T1.hdr"), "t1");
  assert.equal(await opened.page.locator(".problem").count(), 0);
});

const BAD = {
  "a text file": file("report_T1.nii", "no image at all\n".repeat(100)),
  "a JPEG file": file("photo.nii", Buffer.from("ffd8ffe000104a46494600010100000100010000ffdb0043", "hex")),
  "an empty file": file("empty.nii.gz", ""),
  "a 4-D series": file("series.nii", nifti({ size: [8, 8, 4, 5], voxel: (index) => index })),
  "a cut-off file": file("cut.nii", image(5).subarray(0, 5000)),
  "a header that asks for terabytes": file("huge.nii", hugeHeader()),
};

function hugeHeader() {
  const header = image(1).subarray(0, 400);
  for (let axis = 0; axis < 3; axis++) header.writeInt16LE(32000, 42 + 2 * axis);
  return header;
}

for (const [what, bad] of Object.entries(BAD)) {
  test(`${what} gets a clear message and the rest is kept`, async () => {
    await add(...FOUR, LESION);
    await opened.page.fill("#age", "61");
    await add(bad);
    await row(bad.name).locator(".problem [data-code]").waitFor();
    assert.ok(await row(bad.name).locator("select").isDisabled());
    await restKept();
  });
}

test("two masks are named and one is asked for", async () => {
  await add(
    ...FOUR,
    LESION,
    file(
      "other_seg.nii",
      mask([24, 24, 12], () => 2),
    ),
  );
  await opened.page.fill("#age", "61");
  assert.match(await missing(), /2 files are set as Mask: lesion\.nii and other_seg\.nii\. Keep one\./);
  await restKept();
});

test("the same file twice is taken once, a copy under another name too", async () => {
  await add(...FOUR);
  await add(file("patient_T1w.nii", image(1)), file("copy_of_T1.nii", image(1)));
  const notes = await opened.page.locator("[data-test=notes]").innerText();
  assert.match(notes, /patient_T1w\.nii is already in the list/);
  assert.match(notes, /copy_of_T1\.nii has the same content as patient_T1w\.nii/);
  await counted(opened.page.locator(".file"), 4);
});

test("what is missing is said all at once, and what was entered stays", async () => {
  await add(FOUR[0], FOUR[1], FOUR[3]);
  await opened.page.fill("#age", "sixty");
  const said = await missing();
  assert.match(said, /T2, fat-suppressed is missing/);
  assert.match(said, /Lesion mask is missing/);
  assert.match(said, /age must be a number of years from 0 to 120/);
  await counted(opened.page.locator(".file"), 3);
  assert.equal(await opened.page.locator("#age").inputValue(), "sixty");
});

test("names that tell nothing, and files of many patients: what to do is said, and the list stays in sight", async () => {
  const many = Array.from({ length: 6 }, (_, at) => file(`sts_${at}.nii`, image(at)));
  await add(
    ...many,
    ...Array.from({ length: 6 }, (_, at) =>
      file(
        `sts_${at}_mask.nii`,
        mask([24, 24, 12], () => at + 1),
      ),
    ),
  );
  assert.match(
    await opened.page.locator("[data-test=unused]").innerText(),
    /6 files are not in use: choose in the list/,
  );
  const said = await missing();
  assert.match(
    said,
    /6 files are set as Mask: sts_0_mask\.nii, sts_1_mask\.nii, sts_2_mask\.nii and 3 more\. Keep one\./,
  );
  assert.match(
    said,
    /choose in the list what each file is[\s\S]*the screen Batch[\s\S]*T1-weighted is missing/,
    "what to do comes first",
  );
  await row("sts_0.nii").scrollIntoViewIfNeeded();
  const [box, list] = [
    await opened.page.locator("[data-test=missing]").boundingBox(),
    await opened.page.locator(".case").boundingBox(),
  ];
  assert.ok(box && list && box.y - list.y > 250, `${box?.y} below ${list?.y}: room for the files above the message`);
  for (const [at, sequence] of ["t1", "t2", "t2fs", "t1ce"].entries())
    await row(`sts_${at}.nii`).locator("select").selectOption(sequence);
  assert.equal(await opened.page.locator("[data-test=unused]").count(), 0);
});

test("grey levels are those of the case that is shown, at no moment another's", async () => {
  const levels = opened.page.locator("[data-test=levels]");
  await add(...FOUR, LESION);
  await levels.waitFor();
  const first = await levels.getAttribute("data-voxels");
  await clear(opened.page);
  await opened.page.evaluate(() => {
    const seen = new Set();
    Object.assign(globalThis, { seen });
    const look = () => seen.add(document.querySelector("[data-test=levels]")?.getAttribute("data-voxels") ?? "none");
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await add(
    ...FOUR,
    file(
      "other_lesion.nii",
      mask([24, 24, 12], (x) => Number(x > 14)),
    ),
  );
  await levels.waitFor();
  const second = await levels.getAttribute("data-voxels");
  assert.notEqual(second, first);
  assert.deepEqual(
    (await opened.page.evaluate(() => [.../** @type {any} */ (globalThis).seen])).sort(),
    [second, "none"].sort(),
  );
});

test("a mask without a labelled voxel is refused before the analysis", async () => {
  await add(
    ...FOUR,
    file(
      "empty_mask.nii",
      mask([24, 24, 12], () => 0),
    ),
  );
  await opened.page.fill("#age", "61");
  assert.match(await missing(), /mask has no labelled voxel/);
});

/** A mask whose block lies `mm` to the patient's right of where the images are. @param {number} mm */
const moved = (mm) =>
  file(
    "lesion.nii",
    nifti({
      size: [24, 24, 12],
      affine: [
        [1, 0, 0, mm],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ],
      label: true,
      voxel: (index) => Number(index % 24 > 8 && index % 24 < 16),
    }),
  );

test("a mask that is empty, no mask, cut off or elsewhere is noticed when it is loaded, in plain words", async () => {
  const check = opened.page.locator("[data-test=mask-check]");
  const said = async (/** @type {RegExp} */ words, /** @type {any[]} */ ...files) => {
    await clear(opened.page);
    await add(...FOUR, ...files);
    await check.getByText(words).waitFor();
    const text = await check.innerText();
    assert.doesNotMatch(text, /-?\d+\.\d+ to|\bx -?\d/, "no coordinates");
    assert.equal(await opened.page.locator("[data-test=missing]").count(), 0, "before Analyse");
  };
  await said(
    /outside T1, T2, T2-FS and T1-CE[\s\S]*middles of mask and image are 300\smm apart[\s\S]*another patient/,
    moved(300),
  );
  await said(/cut off by the edge of T1, T2, T2-FS and T1-CE: only 42\.9\s% of it/, moved(12));
  await said(
    /no labelled voxel/,
    file(
      "empty_mask.nii",
      mask([24, 24, 12], () => 0),
    ),
  );
  await clear(opened.page);
  await add(...FOUR, file("something.nii", image(5)));
  assert.equal(await check.innerText(), "");
  await row("something.nii").locator("select").selectOption("mask");
  await check.getByText(/set as mask is an image/).waitFor();
  await row("something.nii").locator(".remove").click();
  await add(LESION);
  await opened.page.locator("[data-test=geometry]").waitFor();
  assert.equal(await check.innerText(), "", "a mask that fits");
  // What an analysis says of it is as plain.
  await clear(opened.page);
  await add(...FOUR, moved(300));
  await opened.page.fill("#age", "61");
  await opened.page.locator("button:has-text('Analyse')").click();
  const failure = opened.page.locator("[data-test=failure]");
  await failure.waitFor();
  assert.match(await failure.innerText(), /lesion lies 285\smm outside the image/);
});

/** An archive of files under a folder's name. @param {Record<string, {buffer: Buffer}>} files */
const archive = (files) =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, { buffer }]) => [path, buffer]))));
/** The files of a case in a folder. @param {string} folder */
const inFolder = (folder) =>
  Object.fromEntries([...FOUR, LESION].map((one) => [folder ? `${folder}/${one.name}` : one.name, one]));

test("a zip archive is read as the folder it was made of; what cannot be read of it is told, and the rest is kept", async () => {
  for (const folder of ["", "patient 7"]) {
    await clear(opened.page);
    await add(file("scan.ZIP", archive({ ...inFolder(folder), "__MACOSX/._x.nii": file("x", "clutter") })));
    await counted(opened.page.locator(".file"), 5);
    const path = ["scan", ...(folder ? [folder] : []), "patient_STIR.nii"].join("/");
    assert.equal(await role(path), "t2fs", path);
    assert.equal(await role(path.replace("patient_STIR", "lesion")), "mask");
  }
  // Beside other files, with a way out of it that leads nowhere, an archive within, and one that is broken.
  await clear(opened.page);
  const inner = file("inner.zip", archive(inFolder("")));
  await add(
    LESION,
    file("more.zip", archive({ "../../patient_T2.nii": file("patient_T2.nii", image(2)), "a/inner.zip": inner })),
    file("broken.zip", archive(inFolder("")).subarray(0, 9000)),
  );
  const notes = await opened.page.locator("[data-test=notes]").innerText();
  assert.match(notes, /more\/a\/inner\.zip is an archive within an archive; unpack it first/);
  assert.match(notes, /broken\.zip: .*zip archive is damaged/);
  await counted(opened.page.locator(".file"), 2);
  assert.equal(await role("more/patient_T2.nii"), "t2");
  assert.equal(await role("lesion.nii"), "mask");
  // A spreadsheet is written as zip, too, and is no archive of files.
  await clear(opened.page);
  await add(file("list.xlsx", Buffer.from(zipSync({ "xl/workbook.xml": strToU8("<x/>") }))));
  await counted(opened.page.locator(".file"), 1);
});

test("an archive or folder of several cases becomes a batch, with a word on it", async () => {
  const { page, context, errors } = await openPage(opened.site);
  await choose(page, [file("both.zip", archive({ ...inFolder("anna"), ...inFolder("bert") }))]);
  await page.locator("main[data-screen=batch]").waitFor();
  for (const name of ["anna", "bert"]) {
    await page.locator(`[data-case="${name}"]`).waitFor();
    assert.match(await page.locator(`[data-case="${name}"]`).innerText(), /T2-FS: patient_STIR\.nii/);
  }
  assert.match(await page.locator("[data-test=batch-notes]").innerText(), /files are of 2 cases/);
  await page.locator('.screens a[href="#/case"]').click();
  await page.locator("main[data-screen=case]").waitFor();
  assert.equal(await page.locator(".file").count(), 0);
  assert.deepEqual(errors, []);
  await context.close();
});

test("files dropped before the page is ready are taken in when it is", { skip: only("served") }, async () => {
  const page = await opened.site.browser.newPage();
  let release = () => {};
  const slow = new Promise((resolve) => (release = () => resolve(undefined)));
  await page.route(/\.wasm$/, async (route) => {
    await slow;
    await route.continue();
  });
  await page.goto(opened.site.address, { waitUntil: "commit" });
  await page.locator("main[data-screen=case]").waitFor();
  const early = join(folder, "early_T2.nii");
  writeFileSync(early, image(2));
  await drop(page, [early]);
  assert.equal(await page.locator(".drop .button:enabled").count(), 0, "not ready");
  assert.equal(await page.locator(".file").count(), 0);
  release();
  await page.locator('[data-file="early_T2.nii"] select').waitFor();
  await settled(page);
  assert.equal(await page.locator('[data-file="early_T2.nii"] select').inputValue(), "t2");
  await page.close();
});

const another = () => opened.page.locator("[data-test=another]");

/** A complete case, not analysed. */
async function complete() {
  await add(...FOUR, LESION);
  await opened.page.fill("#age", "61");
  await opened.page.fill("#case-id", "A 7");
}

/** The same, answered. */
async function answered() {
  await complete();
  await opened.page.locator("button:has-text('Analyse')").click();
  await answer(opened.page);
}

const SECOND = [file("b_T1.nii", image(11)), file("b_T2.nii", image(12))];

test("files that come after an answer are asked about: a new case takes nothing along", async () => {
  await answered();
  await choose(opened.page, [SECOND[0]]);
  await another().waitFor();
  await choose(opened.page, [SECOND[1]]);
  await another().getByText("2 more files").waitFor();
  await counted(opened.page.locator(".file"), 5, "nothing is added before it is decided");
  assert.equal(await opened.page.evaluate(() => document.activeElement?.textContent), "New case");
  await opened.page.keyboard.press("Enter");
  await row("b_T2.nii").waitFor();
  await settled(opened.page);
  await counted(opened.page.locator(".file"), 2);
  assert.equal(await another().count(), 0);
  assert.equal(await opened.page.locator("[data-test=answer]").count(), 0);
  assert.equal(await opened.page.locator("#age").inputValue(), "");
  assert.equal(await opened.page.locator("#case-id").inputValue(), "");
  assert.match(await missing(), /Lesion mask is missing[\s\S]*age is missing/);
});

test("files may be added to an answered case, and what stays of it is said; or be left out", async () => {
  await answered();
  await choose(opened.page, SECOND);
  await another().locator("button", { hasText: "Leave them out" }).click();
  await counted(opened.page.locator(".file"), 5);
  await choose(opened.page, [SECOND[0]]);
  await another().locator("button", { hasText: "Add to this case" }).click();
  await row("b_T1.nii").waitFor();
  await settled(opened.page);
  const notes = await opened.page.locator("[data-test=notes]").innerText();
  assert.match(notes, /Still of this case: the mask lesion\.nii and the age 61/);
  assert.match(await missing(), /2 files are set as T1/);
});

test("files that claim several roles of a case are asked about before any answer too", async () => {
  await complete();
  await choose(opened.page, SECOND);
  await another().waitFor();
  await another().locator("button", { hasText: "Leave them out" }).click();
  await counted(opened.page.locator(".file"), 5);
  await choose(opened.page, SECOND);
  await another().locator("button", { hasText: "New case" }).click();
  await row("b_T2.nii").waitFor();
  await settled(opened.page);
  await counted(opened.page.locator(".file"), 2);
  assert.equal(await opened.page.locator("#age").inputValue(), "");
});

test("a case that is not answered takes further files without a question", async () => {
  await add(...FOUR);
  await add(LESION);
  await add(SECOND[0]);
  assert.equal(await another().count(), 0);
  await counted(opened.page.locator(".file"), 6);
});

test("the case ID stands in the title, and in no name before it was typed", async () => {
  const title = () => opened.page.title();
  await complete();
  assert.equal(await title(), "A 7 · Case · Discern: metastasis or primary spinal tumour");
  await opened.page.fill("#case-id", "");
  assert.equal(await title(), "Case · Discern: metastasis or primary spinal tumour");
});

test("the reason of a guess is shown, goes when a person chooses, and a choice outlives later files", async () => {
  const why = (/** @type {string} */ name) => row(name).locator("[data-test=why]");
  await add(file("T1.nii", image(1)), file("压脂T1.nii", image(2)));
  assert.match(await why("压脂T1.nii").innerText(), /Guessed: its name says “t1”, “压脂”; a fat-suppressed T1 beside/);
  assert.equal(await role("压脂T1.nii"), "t1ce");
  await row("压脂T1.nii").locator("select").selectOption("none");
  assert.equal(await why("压脂T1.nii").count(), 0);
  await add(file("T2_FLAIR.nii", image(3)));
  assert.equal(await role("压脂T1.nii"), "none", "what was chosen stays");
  assert.match(
    await why("T2_FLAIR.nii").innerText(),
    /Not in use: its name says “t2”, “flair”; FLAIR makes fluid dark/,
  );
});
