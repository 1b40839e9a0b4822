// The viewer: what is drawn on the screen sits where the core's geometry says, and one crosshair links all images.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { core } from "../support/core.mjs";
import { scanOf } from "../support/files.mjs";
import { brightSpot, files, GRIDS, imageOn, TARGET, voxelOf } from "../support/oblique.mjs";
import { accessibility, choose, clear, launch, openPage, settled } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** @type {Awaited<ReturnType<typeof openPage>>} */
let shared;
before(async () => {
  site = await launch();
  shared = await openPage(site);
  await choose(shared.page, files());
  await settled(shared.page);
  await shared.page.locator(".panel").nth(3).waitFor();
});
after(async () => {
  await site.close();
  assert.deepEqual(shared.errors, []);
});

const SEQUENCES = /** @type {const} */ ({ t1: "T1", t2: "T2", t2fs: "STIR", t1ce: "T1_gd" });

/** The page with the case, all images shown as when they had come in, the crosshair in the lesion. */
async function opened() {
  const { page } = shared;
  await page.locator(".segments button", { hasText: "Axial" }).click();
  await page.locator("select:has(option[value=right])").selectOption("right");
  await page.locator("label:has-text('Window') select").selectOption("auto");
  const eye = page.locator("button[aria-label='Show the mask']");
  if ((await eye.getAttribute("aria-pressed")) === "false") await eye.click();
  await page.locator("button[aria-label='Go to the lesion']").click();
  return page;
}

/** @param {import("playwright-core").Page} page @param {string} sequence */
const panel = (page, sequence) => page.locator(`.panel[data-sequence=${sequence}]`);

/** Voxel and world (LPS) under the crosshair as a panel says. @param {import("playwright-core").Page} page @param {string} sequence */
async function under(page, sequence) {
  const read = async (/** @type {string} */ name) =>
    ((await panel(page, sequence).getAttribute(name)) ?? "").split(" ").map(Number);
  return {
    voxel: await read("data-voxel"),
    world: await read("data-world"),
    value: Number(await panel(page, sequence).getAttribute("data-value")),
  };
}

test("the core's grid of an oblique file is the file's own, turned to LPS", () => {
  for (const grid of Object.values(GRIDS)) {
    const { size, spacing_mm: spacing, origin_mm: origin, direction } = core.image_voxels(scanOf(imageOn(grid))).grid;
    assert.deepEqual(size, grid.size);
    const world = [0, 1, 2].map((row) =>
      [0, 1, 2].reduce(
        (sum, axis) => sum + (direction[row]?.[axis] ?? 0) * (spacing[axis] ?? 0) * (grid.voxel[axis] ?? 0),
        origin[row] ?? 0,
      ),
    );
    [-1, -1, 1].forEach((sign, axis) =>
      assert.ok(Math.abs((world[axis] ?? 0) - sign * (TARGET[axis] ?? 0)) < 1e-3, `${world}`),
    );
  }
});

test("one crosshair shows the same place of the body in four images turned four ways, in every plane and side", async () => {
  const page = await opened();
  for (const side of ["right", "left"]) {
    await page.locator("select:has(option[value=right])").selectOption(side);
    for (const plane of ["Axial", "Sagittal", "Coronal"]) {
      await page.locator(".segments button", { hasText: plane }).click();
      for (const [sequence, name] of Object.entries(SEQUENCES)) {
        const { voxel, world, value } = await under(page, sequence);
        assert.deepEqual(voxel, GRIDS[name]?.voxel, `${sequence} ${plane}`);
        [-1, -1, 1].forEach((sign, axis) =>
          assert.ok(Math.abs((world[axis] ?? 0) - sign * (TARGET[axis] ?? 0)) < 1e-3),
        );
        assert.equal(value, 1000);
      }
    }
  }
});

/** Waits until what is drawn is what was asked for: images are painted once a frame. @param {import("playwright-core").Page} page */
const painted = (page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))),
  );

test("a click where the block is seen reads the block's voxel; the others follow to the same place", async () => {
  const page = await opened();
  await page.locator("button[aria-label='Show the mask']").click();
  // Only the block is white in the full window.
  await page.locator("label:has-text('Window') select").selectOption("full");
  for (const plane of ["Axial", "Sagittal", "Coronal"]) {
    await page.locator(".segments button", { hasText: plane }).click();
    await painted(page);
    for (const [sequence, name] of Object.entries(SEQUENCES)) {
      const spot = await brightSpot(page, sequence);
      assert.ok(spot.count > 20, `the block is seen in ${sequence} ${plane}`);
      const canvas = panel(page, sequence).locator("canvas");
      // Away first, so that the click has to bring the crosshair back.
      await canvas.click({ position: { x: 20, y: 20 } });
      assert.notDeepEqual((await under(page, sequence)).voxel, GRIDS[name]?.voxel);
      await canvas.click({ position: { x: spot.x, y: spot.y } });
      assert.deepEqual((await under(page, sequence)).voxel, GRIDS[name]?.voxel, `${sequence} ${plane}`);
      // The click is within a pixel of the target; the others look at the voxel nearest to it there.
      for (const [other, otherName] of Object.entries(SEQUENCES)) {
        const { voxel } = await under(page, other);
        const grid = GRIDS[otherName];
        const expected = grid ? voxelOf(grid, TARGET) : [];
        voxel.forEach((n, axis) =>
          assert.ok(Math.abs(n - (expected[axis] ?? 0)) <= 1, `${other} after ${sequence} ${plane}: ${voxel}`),
        );
      }
    }
  }
});

test("whichever image is read first, the view starts by the sequence put first, and stays where the user moved it", async () => {
  const { page, context } = await openPage(site);
  const [t1, , stir] = files();
  const pressed = (/** @type {string} */ plane) =>
    page.locator(".segments button[aria-pressed=true]", { hasText: plane }).waitFor();
  const middle = (/** @type {string} */ name) => GRIDS[name]?.size.map((n) => Math.floor(n / 2)).join(" ");
  for (const moved of [false, true]) {
    await choose(page, [stir]);
    await settled(page);
    await pressed("Sagittal");
    await page.locator(`.panel[data-sequence=t2fs][data-voxel="${middle("STIR")}"]`).waitFor();
    if (moved) await panel(page, "t2fs").locator("canvas").press("PageUp");
    const { world } = await under(page, "t2fs");
    await choose(page, [t1]);
    await settled(page);
    await panel(page, "t1").waitFor();
    await pressed(moved ? "Sagittal" : "Axial");
    if (moved) (await under(page, "t2fs")).world.forEach((mm, axis) => assert.equal(mm, world[axis]));
    else assert.equal((await under(page, "t1")).voxel.join(" "), middle("T1"));
    await clear(page);
  }
  await context.close();
});

test("keys and wheel move by whole voxels and slices, zoom and window; letters stand at the sides", async () => {
  const page = await opened();
  const t2 = panel(page, "t2");
  const start = (await under(page, "t2")).voxel;
  await t2.locator("canvas").focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "PageUp"]) await page.keyboard.press(key);
  // T2 is stored with its axes along R→L … of RAS: on the screen right is towards the patient's left, x falls; down is posterior, y falls.
  const moved = (await under(page, "t2")).voxel;
  assert.deepEqual(
    moved.map((n, axis) => n - (start[axis] ?? 0)),
    [-2, -1, 1],
  );
  await t2.locator("canvas").hover();
  await page.mouse.wheel(0, 100);
  await page.waitForFunction(
    (z) => document.querySelector(".panel[data-sequence=t2]")?.getAttribute("data-voxel")?.endsWith(` ${z}`),
    start[2],
  );
  assert.equal(await t2.locator("[data-edge=right]").innerText(), "L");
  assert.equal(await t2.locator("[data-edge=top]").innerText(), "A");
  await page.locator("select:has(option[value=right])").selectOption("left");
  assert.equal(await t2.locator("[data-edge=right]").innerText(), "R");
  // T1 is turned: its sides say so.
  assert.match(await panel(page, "t1").locator("[data-edge=top]").innerText(), /^A\w+$/);
});

test("dragging with the right button changes the window of that image alone; a preset sets it back", async () => {
  const page = await opened();
  await page.locator("button[aria-label='Show the mask']").click();
  const bright = async () => (await brightSpot(page, "t2")).count;
  const before = await bright();
  const box = await panel(page, "t2").locator("canvas").boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 50, box.y + 50);
  await page.mouse.down({ button: "right" });
  await page.mouse.move(box.x + 50, box.y + 50 - 180, { steps: 6 });
  await page.mouse.up({ button: "right" });
  assert.ok((await bright()) > 3 * before, "a lower level shows more as white");
  assert.ok((await brightSpot(page, "t1")).count < 3 * before);
  const window = page.locator("label:has-text('Window') select");
  assert.equal(await window.inputValue(), "hand", "no preset is said to be in use");
  await window.selectOption("auto");
  assert.equal(await bright(), before, "the preset it had before can be chosen again");
  await window.selectOption("full");
  assert.ok((await bright()) <= before + 50);
});

test("the viewer has no accessibility violations and cuts no reading off, wide or not, while drawing or not", async () => {
  const page = await opened();
  const cut = () =>
    page
      .locator(".readout")
      .evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);
  assert.equal(await cut(), 0);
  assert.deepEqual(await accessibility(page), []);
  await page.locator("button:has-text('Correct the mask')").click();
  assert.ok(await page.locator("button[aria-label='Back to the page']").isVisible(), "drawing takes the whole window");
  assert.equal(await cut(), 0);
  assert.deepEqual(await accessibility(page), []);
  assert.ok(await page.locator(".notice").isVisible());
});
