// Drawing as arithmetic on voxels, without a browser: closed forms vouch.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";

/** A module of the page. @param {string} name @returns {Promise<any>} */
const load = async (name) =>
  (await runnerImport(join(root, `www/viewer/drawing/${name}.ts`), { configFile: false, root, logLevel: "error" }))
    .module;
const [grids, sections, brushes, growing, between, histories, viewports] = await Promise.all(
  ["grid", "section", "brush", "grow", "interpolate", "history", "viewport"].map(load),
);

/** 20 × 24 × 10 voxels of 0.5 × 0.8 × 3 mm, turned about two axes. */
const OBLIQUE = (() => {
  const [c, s, C, S] = [Math.cos(0.3), Math.sin(0.3), Math.cos(-0.4), Math.sin(-0.4)];
  const rows = [
    [c, -s * C, s * S],
    [s, c * C, -c * S],
    [0, S, C],
  ];
  return { size: [20, 24, 10], spacing_mm: [0.5, 0.8, 3], origin_mm: [-30, 12, 400], direction: rows };
})();
const FLAT = {
  size: [20, 20, 9],
  spacing_mm: [1, 1, 2],
  origin_mm: [0, 0, 0],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};
const AXIAL = sections.sectionOf(FLAT, "axial", true);
const count = (/** @type {ArrayLike<number>} */ labels) => Array.from(labels).filter((label) => label === 1).length;

test("world and voxel are inverse, and so are voxel, pixel and screen, in every plane and side", () => {
  const voxel = [3.25, 17.5, 6];
  const world = grids.worldFromVoxel(OBLIQUE, voxel);
  grids
    .voxelFromWorld(OBLIQUE, world)
    .forEach((/** @type {number} */ at, /** @type {number} */ axis) =>
      assert.ok(Math.abs(at - (voxel[axis] ?? 0)) < 1e-10),
    );
  for (const plane of sections.PLANES) {
    for (const radiological of [true, false]) {
      const section = sections.sectionOf(OBLIQUE, plane, radiological);
      const pixel = sections.pixelOf(section, OBLIQUE, voxel);
      assert.deepEqual(sections.voxelOf(section, OBLIQUE, pixel), voxel);
      const view = viewports.viewportOf(OBLIQUE, section, [300, 200], 7.5, null);
      const [x, y] = viewports.pixelAt(view, ...viewports.screenOf(view, pixel[0], pixel[1]));
      assert.ok(Math.hypot(x - pixel[0], y - pixel[1]) < 1e-10);
    }
  }
});

test("sides of the body stand where films have them, for every way an image may be stored", () => {
  for (const signs of [
    [1, 1, 1],
    [-1, -1, 1],
    [1, -1, -1],
    [-1, 1, -1],
  ]) {
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      const direction = [0, 1, 2].map((world) =>
        [0, 1, 2].map((axis) => (order[axis] === world ? (signs[axis] ?? 0) : 0)),
      );
      const grid = { ...FLAT, direction };
      const edges = (/** @type {string} */ plane, /** @type {boolean} */ side) => {
        const { left, right, top, bottom } = sections.edgeLetters(sections.sectionOf(grid, plane, side), grid);
        return left + right + top + bottom;
      };
      assert.equal(edges("axial", true), "RLAP");
      assert.equal(edges("axial", false), "LRAP");
      assert.equal(edges("coronal", true), "RLSI");
      assert.equal(edges("coronal", false), "LRSI");
      assert.equal(edges("sagittal", true), "APSI");
      assert.equal(edges("sagittal", false), "APSI");
    }
  }
});

test("a brush takes the voxels within its radius in mm, a ball those of neighbouring slices too", () => {
  const at = [10, 10, 4];
  const disc = brushes.stamp(FLAT, AXIAL, at, { radius_mm: 3, ball: false });
  assert.equal(disc.length, 29); // lattice points within a circle of radius 3
  const ball = brushes.stamp(FLAT, AXIAL, at, { radius_mm: 3, ball: true });
  assert.equal(ball.length, 29 + 2 * 21); // at 2 mm: a circle of radius sqrt(5) has 21 lattice points
  assert.deepEqual(brushes.stamp(FLAT, AXIAL, [10.3, 9.8, 4], { radius_mm: 0.1, ball: false }), [
    grids.indexOf(FLAT, [10, 10, 4]),
  ]);
  assert.deepEqual(brushes.stamp(FLAT, AXIAL, [-9, 0, 4], { radius_mm: 3, ball: true }), []);
});

test("a polygon takes the voxels whose centre it holds", () => {
  const square = [
    [2.5, 3.5],
    [7.5, 3.5],
    [7.5, 8.5],
    [2.5, 8.5],
  ];
  assert.equal(brushes.polygon(FLAT, AXIAL, 0, square).length, 25);
  const ring = [...square, [2.5, 3.5], [4.5, 5.5], [4.5, 6.5], [5.5, 6.5], [5.5, 5.5], [4.5, 5.5]];
  assert.equal(brushes.polygon(FLAT, AXIAL, 0, ring).length, 24); // even–odd: the hole stays empty
  assert.deepEqual(
    brushes.polygon(FLAT, AXIAL, 0, [
      [1, 1],
      [5, 5],
    ]),
    [],
  );
  const voxels = brushes.polygon(FLAT, sections.sectionOf(FLAT, "coronal", true), 3, square);
  assert.ok(
    voxels.every((/** @type {number} */ index) => Math.floor(index / 20) % 20 === 3),
    "in the slice of its plane",
  );
});

test("a gap fills when it is closed and is refused when it is open", () => {
  const labels = new Int32Array(20 * 20 * 9);
  for (let n = 4; n <= 10; n++)
    for (const [x, y] of [
      [n, 4],
      [n, 10],
      [4, n],
      [10, n],
    ])
      labels[grids.indexOf(FLAT, [x, y, 2])] = 1;
  assert.equal(growing.fill(labels, FLAT, AXIAL, [7, 7, 2], 1)?.length, 25);
  labels[grids.indexOf(FLAT, [7, 4, 2])] = 0;
  assert.equal(growing.fill(labels, FLAT, AXIAL, [7, 7, 2], 1), null);
});

test("growing takes what is joined and alike, within reach, in the slice when told", () => {
  const values = new Float32Array(20 * 20 * 9).map((_, index) => {
    const [x, y, z] = [index % 20, Math.floor(index / 20) % 20, Math.floor(index / 400)];
    return (x >= 5 && x < 11 && y >= 5 && y < 9 && z >= 2 && z < 5) || (x === 15 && y === 15) ? 100 : 10;
  });
  const range = { low: 90, high: 110, reach_mm: 50 };
  assert.equal(growing.grow(values, FLAT, [6, 6, 3], range).length, 6 * 4 * 3);
  assert.equal(growing.grow(values, FLAT, [6, 6, 3], { ...range, flat: AXIAL }).length, 24);
  assert.equal(growing.grow(values, FLAT, [6, 6, 3], { ...range, reach_mm: 1 }).length, 5); // four neighbours; slices are 2 mm apart
  assert.deepEqual(growing.grow(values, FLAT, [6, 6, 3], { ...range, low: 105 }), []);
});

test("slices between discs of radius 4 and 8 get discs of the radii between", () => {
  const labels = new Int32Array(20 * 20 * 9);
  for (const [z, radius] of [
    [1, 4],
    [5, 8],
  ]) {
    for (const index of brushes.stamp(FLAT, AXIAL, [9.5, 9.5, z], { radius_mm: radius, ball: false }))
      labels[index] = 1;
  }
  const found = between.interpolate(labels, 1, FLAT, 2);
  for (const z of [2, 3, 4]) {
    const area = found.filter((/** @type {number} */ index) => Math.floor(index / 400) === z).length;
    const radius = Math.sqrt(area / Math.PI);
    assert.ok(Math.abs(radius - (3 + z)) < 0.5, `slice ${z}: ${radius} mm`);
  }
  assert.ok(found.every((/** @type {number} */ index) => [2, 3, 4].includes(Math.floor(index / 400))));
});

test("every step can be taken back and done again; other labels are left alone", () => {
  const labels = new Int32Array(1000);
  labels.fill(2, 100, 110);
  let history = histories.EMPTY;
  const states = [labels.slice()];
  const steps = /** @type {const} */ ([
    [50, 160, false],
    [70, 80, true],
    [300, 301, false],
    [0, 1000, true],
  ]);
  for (const [from, to, erase] of steps) {
    const stroke = new histories.Stroke(labels, 1, erase);
    stroke.add(Array.from({ length: to - from }, (_, at) => to - 1 - at));
    stroke.add([from, from]);
    history = histories.remember(history, stroke.end());
    states.push(labels.slice());
  }
  assert.equal(count(states[1] ?? []), 100);
  assert.ok(history.past[0].runs.length <= 6, "neighbours are kept as runs");
  for (let at = steps.length - 1; at >= 0; at--) {
    history = histories.undo(history, labels);
    assert.deepEqual(labels, states[at]);
  }
  for (let at = 1; at <= steps.length; at++) {
    history = histories.redo(history, labels);
    assert.deepEqual(labels, states[at]);
  }
  for (let step = 0; step < 300; step++) {
    const stroke = new histories.Stroke(labels, 1, step % 2 === 1);
    stroke.add([step]);
    history = histories.remember(history, stroke.end());
  }
  assert.ok(history.past.length <= 200, "the oldest steps go");
});
