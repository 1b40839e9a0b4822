// A lesion is drawn with the mouse and with keys, used, saved, and dropped back: the same voxels each time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { core } from "../support/core.mjs";
import { scanOf } from "../support/files.mjs";
import { file } from "../support/nifti.mjs";
import { brightSpot, files, GRIDS, imageOn, maskOn, TARGET } from "../support/oblique.mjs";
import { choose, clear, counted, launch, openPage, settled } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {Awaited<ReturnType<typeof openPage>>} */
let shared;
before(async () => {
  site = await launch();
  shared = await openPage(site);
});
after(() => site.close());

/** The page that serves one test after another: nothing entered, nothing drawn. */
async function empty() {
  const leave = shared.page.locator("[data-test=drawing] button", { hasText: /iscard|Close$/ });
  while (await leave.count()) await leave.click();
  await clear(shared.page);
  return shared;
}

/** @typedef {import("playwright-core").Page} Page */

/** The page with four images and no mask, drawing begun on a sequence. @param {string} on */
async function drawing(on = "t1") {
  const opened = await empty();
  await choose(opened.page, files({ mask: false }));
  await settled(opened.page);
  await opened.page.locator(".panel").nth(3).waitFor();
  await opened.page.locator("button:has-text('Draw a mask')").click();
  await opened.page.locator("[data-test=drawn-sequence]").selectOption(on);
  return opened;
}

const canvas = (/** @type {Page} */ page, /** @type {string} */ sequence) =>
  page.locator(`.panel[data-sequence=${sequence}] canvas`);
const tool = (/** @type {Page} */ page, /** @type {string} */ name) =>
  page.locator(`[data-test=drawing] button[aria-label='${name}']`).click();
const voxels = async (/** @type {Page} */ page) =>
  Number((await page.locator("[data-test=voxels]").innerText()).replace(/\D/g, ""));
const volume = async (/** @type {Page} */ page) =>
  Number(await page.locator("[data-test=volume]").getAttribute("value"));

/** Drags over a panel along points given as shares of its width and height. @param {Page} page @param {string} sequence @param {[number, number][]} points */
async function dragOver(page, sequence, points) {
  const box = await canvas(page, sequence).boundingBox();
  assert.ok(box);
  const [first, ...rest] = points.map(
    ([x, y]) => /** @type {[number, number]} */ ([box.x + x * box.width, box.y + y * box.height]),
  );
  await page.mouse.move(...(first ?? [0, 0]));
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point, { steps: 8 });
  await page.mouse.up();
}

/** Saves the mask and gives the file's bytes. @param {Page} page @param {string} button */
async function saved(page, button) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(`button:has-text('${button}')`).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** All numbers of a grid, in one list. @param {{ size: number[], spacing_mm: number[], origin_mm: number[], direction: number[][] }} grid */
const numbersOf = ({ size, spacing_mm, origin_mm, direction }) => [size, spacing_mm, origin_mm, ...direction].flat();

/** Grid and labels of a file, as the core reads them. @param {Buffer} bytes */
function read(bytes) {
  const { grid, voxels } = core.label_voxels(scanOf(bytes));
  return { grid: numbersOf(grid), labels: [...voxels] };
}

test("the image stays in its place while one draws, at every width", async () => {
  const { page } = await drawing();
  const place = async () => {
    const box = await canvas(page, "t1").boundingBox();
    return box && [box.x, box.y + (await page.evaluate(() => scrollY)), box.width, box.height].map(Math.round);
  };
  for (const [width, height] of /** @type {const} */ ([
    [1440, 900],
    [1280, 720],
    [1024, 768],
    [768, 1024],
    [390, 844],
  ])) {
    await page.setViewportSize({ width, height });
    for (const name of ["Brush", "Eraser", "Outline"]) {
      await tool(page, name);
      await canvas(page, "t1").scrollIntoViewIfNeeded();
      const before = await place();
      const at = await canvas(page, "t1").boundingBox();
      assert.ok(at);
      await page.mouse.move(at.x + 0.45 * at.width, at.y + 0.4 * at.height);
      await page.mouse.down();
      await page.mouse.move(at.x + 0.55 * at.width, at.y + 0.5 * at.height, { steps: 4 });
      assert.deepEqual(await place(), before, `${width}, ${name}: during the stroke`);
      await page.mouse.move(at.x + 0.45 * at.width, at.y + 0.5 * at.height, { steps: 4 });
      await page.mouse.up();
      assert.deepEqual(await place(), before, `${width}, ${name}: after it`);
    }
    await tool(page, "Erase all");
  }
  await page.setViewportSize({ width: 1280, height: 720 });
});

test("by finger: a lesion is drawn and the image stays in its place, a second finger paints nothing, the slice and the pan follow; targets are wide", async () => {
  const { page, context, errors } = await openPage(site, {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 768, height: 1024 },
  });
  await choose(page, files({ mask: false }));
  await settled(page);
  await page.locator(".panel").nth(3).waitFor();
  await page.locator("button:has-text('Draw a mask')").tap();
  await page.locator("[data-test=drawing]").waitFor();
  await page.locator("[data-test=drawn-sequence]").selectOption("t1");
  await canvas(page, "t1").scrollIntoViewIfNeeded();
  const devtools = await context.newCDPSession(page);
  const place = async () => {
    const box = await canvas(page, "t1").boundingBox();
    assert.ok(box);
    return box;
  };
  // Another tool has other settings: the image may stand elsewhere then, but not during a stroke.
  let box = await place();
  /** @param {"touchStart" | "touchMove" | "touchEnd"} type @param {...[number, number]} fingers shares of the image's width and height */
  const touch = (type, ...fingers) =>
    devtools.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: fingers.map(([x, y], id) => ({ x: box.x + x * box.width, y: box.y + y * box.height, id })),
    });
  const stroke = async (/** @type {[number, number][]} */ ...points) => {
    const [first = [0, 0], ...rest] = points;
    box = await place();
    await touch("touchStart", first);
    for (const point of rest) {
      await touch("touchMove", point);
      assert.deepEqual(await place(), box, "the image stays where it is");
    }
    await touch("touchEnd");
    assert.deepEqual(await place(), box, "after the stroke too");
  };
  await stroke([0.45, 0.4], [0.5, 0.45], [0.55, 0.5]);
  const painted = await voxels(page);
  assert.ok(painted > 20, `${painted} voxels`);
  // One finger paints; another that comes down far away leaves nothing there, nor on the way.
  await touch("touchStart", [0.45, 0.4]);
  await touch("touchMove", [0.45, 0.4], [0.9, 0.9]);
  await touch("touchMove", [0.45, 0.4], [0.8, 0.9]);
  await touch("touchEnd");
  assert.equal(await voxels(page), painted);
  await page.locator("[data-test=drawing] button[aria-label='Outline']").tap();
  await stroke([0.3, 0.3], [0.7, 0.3], [0.7, 0.7], [0.3, 0.7], [0.31, 0.31]);
  assert.ok((await voxels(page)) > painted);
  // To pan by a finger moves the image in its frame, and the frame nowhere.
  await page.locator(".viewer-bar button[aria-label^='Move the images']").first().tap();
  const look = () => canvas(page, "t1").evaluate((one) => /** @type {HTMLCanvasElement} */ (one).toDataURL());
  const before = await look();
  await stroke([0.5, 0.5], [0.6, 0.6]);
  await page.waitForFunction(
    (before) =>
      /** @type {HTMLCanvasElement | null} */ (
        document.querySelector(".panel[data-sequence=t1] canvas")
      )?.toDataURL() !== before,
    before,
  );
  const low = await page.locator("input[type=range], button:not(.term), input[type=checkbox]").evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility() && !one.closest(".skip, .visually-hidden"))
      .map((one) => ({ text: one.outerHTML.slice(0, 80), box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 24 || box.width < 24))
      .map(({ text, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${text}`),
  );
  assert.deepEqual(low, []);
  for (const one of await page.locator("input.slices").all())
    assert.ok(((await one.boundingBox())?.height ?? 0) >= 44, "a slider as high as a finger is wide");
  assert.deepEqual(errors, []);
  await context.close();
});

test("a brush stroke, an outline and an eraser change the volume; undo and redo go back and forth", async () => {
  const { page, errors } = await drawing();
  assert.equal(await voxels(page), 0);
  await page.locator("label:has-text('Size') input").fill("8");
  await dragOver(page, "t1", [
    [0.45, 0.4],
    [0.55, 0.5],
  ]);
  const painted = await voxels(page);
  assert.ok(painted > 60, `${painted}`);
  assert.ok(
    Math.abs((await volume(page)) - (painted * 1.1 * 1.1 * 3.5) / 1000) < 1e-5,
    "mL of voxels of 1.1 × 1.1 × 3.5 mm",
  );
  await tool(page, "Outline");
  await dragOver(page, "t1", [
    [0.35, 0.55],
    [0.6, 0.55],
    [0.6, 0.8],
    [0.35, 0.8],
  ]);
  const outlined = await voxels(page);
  assert.ok(outlined > painted + 60, `${outlined}`);
  await tool(page, "Eraser");
  await dragOver(page, "t1", [
    [0.45, 0.4],
    [0.5, 0.45],
  ]);
  const erased = await voxels(page);
  assert.ok(erased < outlined);
  for (const expected of [outlined, painted, 0]) {
    await page.keyboard.press("Control+z");
    assert.equal(await voxels(page), expected);
  }
  for (const expected of [painted, outlined, erased]) {
    await tool(page, "Redo");
    assert.equal(await voxels(page), expected);
  }
  assert.deepEqual(errors, []);
});

test("another sequence to draw on keeps the steps: undo goes back to the first, redo to the second", async () => {
  const { page, errors } = await drawing();
  await dragOver(page, "t1", [
    [0.45, 0.4],
    [0.55, 0.5],
  ]);
  const first = await voxels(page);
  await page.locator("[data-test=drawn-sequence]").selectOption("t2");
  // The core carries the mask over.
  await page.locator(".panel.drawn[data-sequence=t2]").waitFor();
  const carried = await voxels(page);
  await canvas(page, "t2").focus();
  await page.keyboard.press("ArrowLeft");
  await dragOver(page, "t2", [
    [0.3, 0.3],
    [0.4, 0.35],
  ]);
  const second = await voxels(page);
  assert.ok(second > carried);
  await page.keyboard.press("Control+z");
  assert.equal(await voxels(page), carried);
  await page.keyboard.press("Control+z");
  assert.equal(await page.locator("[data-test=drawn-sequence]").inputValue(), "t1");
  assert.equal(await voxels(page), first);
  await page.keyboard.press("Control+z");
  assert.equal(await voxels(page), 0);
  for (const expected of [first, carried, second]) {
    await page.keyboard.press("Control+y");
    assert.equal(await voxels(page), expected);
  }
  assert.equal(await page.locator("[data-test=drawn-sequence]").inputValue(), "t2");
  assert.deepEqual(errors, []);
});

test("with keys alone: single voxels, a stroke, slices between, a gap filled, all taken back", async () => {
  const { page, errors } = await drawing("t2");
  await page.locator("label:has-text('Size') input").fill("1");
  await page.locator("select[aria-label='Unit of the size']").selectOption("voxels");
  await canvas(page, "t2").focus();
  const press = async (/** @type {string} */ keys) => {
    for (const key of keys.split(" ")) await page.keyboard.press(key === "Space" ? " " : key);
  };
  await press("Space");
  assert.equal(await voxels(page), 1);
  await press(
    "Shift+ArrowRight Shift+ArrowRight Shift+ArrowDown Shift+ArrowDown Shift+ArrowLeft Shift+ArrowLeft Shift+ArrowUp",
  );
  assert.equal(await voxels(page), 8, "a ring around one voxel");
  await press("ArrowRight f Space");
  assert.equal(await voxels(page), 9);
  await press("PageDown PageDown PageDown b ] ] Space");
  const two = await voxels(page);
  assert.equal(two, 9 + 9, "3 voxels across: centres within 1.35 mm of spacings 0.9 and 1 mm");
  await page.locator("button[aria-label='Fill slices between drawn ones']").click();
  assert.equal(await voxels(page), two + 2 * 9, "equal slices give equal slices between");
  await canvas(page, "t2").focus();
  await press("e Space");
  assert.equal(await voxels(page), 3 * 9);
  for (let step = 0; step < 12; step++) await press("Control+z");
  assert.equal(await voxels(page), 0);
  // Corners set one by one; a voxel on an edge belongs to one side of it.
  const three = (/** @type {string} */ key) => `${key} ${key} ${key}`;
  await press(`l Space ${three("ArrowRight")} Space ${three("ArrowDown")} Space ${three("ArrowLeft")} Space Enter`);
  assert.equal(await voxels(page), 9, "an outline of three by three voxels");
  assert.deepEqual(errors, []);
});

test("a key draws in the slice that the keys before it went to, seen yet or not", async () => {
  const { page, errors } = await drawing("t2");
  await page.locator("label:has-text('Size') input").fill("1");
  await canvas(page, "t2").focus();
  // All in one task: nothing is shown between them.
  const together = (/** @type {string[]} */ keys) =>
    canvas(page, "t2").evaluate((element, keys) => {
      for (const key of keys)
        element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }, keys);
  await together([" ", "PageUp", " "]);
  assert.equal(await voxels(page), 2);
  await together(["PageDown", "e", " "]);
  assert.equal(await voxels(page), 1);
  assert.deepEqual(errors, []);
});

test("what is drawn is used, saved in both formats on the image's own voxels, and comes back the same", async () => {
  const { page, requests, errors } = await drawing();
  const before = requests.length;
  await page.locator("label:has-text('Window') select").selectOption("full");
  // A brush far larger than the block, of the block's values alone: 3 × 3 voxels, and as a ball three slices of them.
  await page.locator("label:has-text('Size') input").fill("30");
  await page.locator("label:has-text('Only values') input").check();
  await page.locator("[data-test=drawing] label", { hasText: /^from/ }).locator("input").fill("900");
  await page.locator("[data-test=drawing] label", { hasText: /^to/ }).locator("input").fill("1100");
  for (const [ball, expected] of /** @type {const} */ ([
    [false, 9],
    [true, 27],
  ])) {
    await page.locator("label:has-text('Ball') input").setChecked(ball);
    // Settings may have moved the image.
    await canvas(page, "t1").click({ position: await brightSpot(page, "t1") });
    assert.equal(await voxels(page), expected);
    await page.keyboard.press("Control+z");
  }
  await tool(page, "Grow from a point");
  await canvas(page, "t1").click({ position: await brightSpot(page, "t1") });
  assert.equal(await voxels(page), 27, "the block, and nothing else");
  const grid = /** @type {import("../support/oblique.mjs").Placed} */ (GRIDS["T1"]);
  const [image, expected] = [core.image_voxels(scanOf(imageOn(grid))), read(maskOn(grid))];
  const files = [await saved(page, "NIfTI"), await saved(page, "Slicer")];
  assert.deepEqual(
    files.map(({ name }) => name),
    ["drawn-mask.nii.gz", "drawn-mask.seg.nrrd"],
  );
  for (const { bytes, name } of files) {
    const found = read(bytes);
    assert.deepEqual(found.labels, expected.labels, name);
    const apart = numbersOf(image.grid).map((value, at) => Math.abs(value - (found.grid[at] ?? 0)));
    assert.ok(Math.max(...apart) < (name.endsWith("nrrd") ? 1e-12 : 1e-4), `${name}: ${Math.max(...apart)}`);
  }
  await page.locator("button:has-text('Use this mask')").click();
  await page.locator("[data-test=drawing]").waitFor({ state: "detached" });
  const row = page.locator("[data-file='drawn-mask.seg.nrrd']");
  assert.equal(await row.locator("select").inputValue(), "mask");
  assert.match(await row.innerText(), /27 voxels/);
  assert.deepEqual(requests.slice(before), []);
  assert.deepEqual(errors, []);
  await reopened(files[1]?.bytes ?? Buffer.alloc(0));
});

/** The saved file beside the images: the same mask, ready to be corrected. @param {Buffer} bytes */
async function reopened(bytes) {
  const { page, errors } = await empty();
  await choose(page, [...files({ mask: false }), file("lesion.seg.nrrd", bytes)]);
  await settled(page);
  assert.match(await page.locator("[data-file='lesion.seg.nrrd']").innerText(), /27 voxels/);
  await page.locator("button:has-text('Correct the mask')").click();
  assert.equal(await page.locator("[data-test=drawn-sequence]").inputValue(), "t1", "the sequence it was drawn on");
  assert.equal(await voxels(page), 27);
  // On another sequence the block is the block there: carried through the world.
  await page.locator("[data-test=drawn-sequence]").selectOption("t2");
  const mm3 = 27 * 1.1 * 1.1 * 3.5;
  assert.ok(Math.abs((await volume(page)) * 1000 - mm3) < 0.5 * mm3);
  assert.deepEqual(errors, []);
}

test("images and masks as NRRD are read, alone or with their voxels beside them", async () => {
  const { page } = await empty();
  const head = (/** @type {string} */ data) =>
    "NRRD0004\ntype: float\ndimension: 3\nspace: left-posterior-superior\nsizes: 8 9 4\nspace directions: (0.5,0,0) (0,0.5,0) (0,0,3)\n" +
    `kinds: domain domain domain\nendian: little\nencoding: raw\nspace origin: (1,2,3)\n${data}\n`;
  const values = Buffer.from(Float32Array.from({ length: 8 * 9 * 4 }, (_, at) => at + 0.5).buffer);
  await choose(page, [
    file("a_T1.nrrd", Buffer.concat([Buffer.from(head("")), values])),
    file("a_T2.nhdr", head("data file: a_T2.raw\n")),
    file("a_T2.raw", Buffer.from(values).reverse()),
  ]);
  await settled(page);
  for (const name of ["a_T1.nrrd", "a_T2.nhdr"]) {
    assert.match(await page.locator(`[data-file="${name}"]`).innerText(), /8 × 9 × 4 · 0.5 × 0.5 × 3\smm/);
  }
  assert.equal(await page.locator('[data-file="a_T2.nhdr"] select').inputValue(), "t2");
  await counted(page.locator(".file"), 2);
});

test("a mask that lost its place is seen as such, can be put on its image's voxels, and fits then", async () => {
  const { page, errors } = await empty();
  const grid = /** @type {import("../support/oblique.mjs").Placed} */ (GRIDS["T1"]);
  const lost = {
    ...grid,
    affine: grid.affine.map((row, axis) => [...row.slice(0, 3), (row[3] ?? 0) + 500 + (TARGET[axis] ?? 0)]),
  };
  await choose(page, [...files({ mask: false }), file("case_mask.nii", maskOn(lost))]);
  await settled(page);
  const fit = (/** @type {string} */ sequence) => page.locator(`[data-fit=${sequence}]`);
  await fit("t1").waitFor();
  await counted(page.locator("[data-fit]"), 4);
  assert.equal(await fit("t1").getAttribute("data-inside"), "0");
  assert.match(await fit("t2").innerText(), /will be refused/);
  await counted(page.locator("[data-fit] button"), 1, "only an image of the mask's size can have lost it");
  const placed = page.locator("[data-placed=t1]");
  assert.deepEqual([await placed.getAttribute("data-by"), await placed.getAttribute("data-apart")], ["sform", "false"]);
  assert.match(
    await fit("t1").innerText(),
    /0\s% of the lesion within this image; 0\s% of the mask’s box in the image’s/,
  );
  await page.locator("button:has-text('Do not use this mask')").click();
  await fit("t1").waitFor({ state: "detached" });
  assert.match(await page.locator("[data-test=notes]").innerText(), /case_mask\.nii stays in the list, unused/);
  await page.locator("[data-file='case_mask.nii'] select").selectOption("mask");
  await fit("t1").waitFor();
  await fit("t1").locator("button").click();
  await page.locator("[data-fit=t1][data-same=true]").waitFor({ state: "attached" });
  for (const sequence of ["t1", "t2", "t2fs", "t1ce"])
    await page.locator(`[data-fit=${sequence}][data-inside="27"]`).waitFor({ state: "attached" });
  assert.equal(await fit("t1").getAttribute("data-boxes"), "1 1");
  assert.equal(await page.locator("[data-placed=mask]").getAttribute("data-by"), "space-directions");
  assert.equal(await page.locator("[data-file='mask-placed-on-t1.seg.nrrd'] select").inputValue(), "mask");
  assert.equal(await page.locator("[data-file='case_mask.nii'] select").inputValue(), "none");
  await page.locator("button[aria-label='Go to the lesion']").click();
  const voxel = await page.locator(".panel[data-sequence=t1]").getAttribute("data-voxel");
  assert.equal(voxel, grid.voxel.join(" "));
  assert.deepEqual(errors, []);
});
