// The mask resampled to the grid of each image, by the core: the page shows the voxels that are measured. Computed once
// for
// each image and mask, and again a moment after a stroke.
import type { MaskOnImage } from "../core/protocol/core.ts";
import { SEQUENCES, type Sequence } from "../core/protocol/lists.ts";
import type { Carried } from "../core/protocol/voxels.ts";
import { model } from "../core/store.ts";
import { runTask } from "../core/task.ts";
import { sentence } from "../language/problem.ts";
import { labelInUse, maskOf, scanOf, shownMask } from "./crosshair.ts";
import { allVoxels } from "./drawing/slice.ts";
import * as viewer from "./state.ts";

type Mask = viewer.Labels & { version?: number };

/** Time after the last stroke until the mask on the other images is updated, ms. */
const REST = 120;

let waiting: ReturnType<typeof setTimeout> | undefined;
let running = false;

/** A mask on an image of the same grid: all of its voxels. */
const whole = ({ grid, voxels }: Mask): Carried => ({ low: [0, 0, 0], size: grid.size, voxels });

const placementOf = (mask: Mask, scan: viewer.Scan) =>
  viewer.placements.value.find((one) => one.scan === scan && one.of === mask.voxels);

/** How a mask lies on an image; undefined until the core has answered. */
export const fitOn = (mask: Mask, scan: viewer.Scan) => placementOf(mask, scan)?.fit;

/** The labels on the grid of an image, as last computed; null before. */
export function carriedTo(mask: Mask, scan: viewer.Scan): Carried | null {
  const found = placementOf(mask, scan);
  // On its own grid the mask is shown as it is drawn, without waiting for the core.
  return mask.grid === scan.grid || found?.fit.same ? whole(mask) : (found?.carried ?? null);
}

/** By how much two grids may differ and still count as one: a setting of the model in use. */
export const toleranceInUse = () => model.value?.description.geometry_tolerance ?? null;

/** The images for which the mask is not up to date. */
function left(mask: Mask): viewer.Scan[] {
  const [label, tolerance] = [labelInUse(), toleranceInUse()];
  return SEQUENCES.flatMap((sequence) => scanOf(sequence) ?? []).filter((scan) => {
    const found = placementOf(mask, scan);
    const isOther = !found || found.label !== label || found.tolerance !== tolerance;
    return isOther || (found.version !== (mask.version ?? 0) && !found.fit.same);
  });
}

/** Whether the core has answered, or failed, for every image. */
export const isPlaced = (mask: Mask) =>
  viewer.unplaced.value === mask.voxels ||
  SEQUENCES.flatMap((sequence) => scanOf(sequence) ?? []).every((scan) => placementOf(mask, scan));

/**
 * The sequence to draw on first: the one on the mask's grid, else the last, as contrast shows lesions best; undefined
 * until known.
 */
export function bestToDraw(): Sequence | undefined {
  const [mask, shown] = [maskOf(), SEQUENCES.filter((sequence) => scanOf(sequence))];
  if (!mask) return shown.at(-1);
  const isOwn = (sequence: Sequence) => {
    const scan = scanOf(sequence);
    return scan !== undefined && fitOn(mask, scan)?.same === true;
  };
  return isPlaced(mask) ? (shown.find(isOwn) ?? shown.at(-1)) : undefined;
}

/** Updates the mask on all images where it is not up to date, at once or after the last stroke. */
export function carryMask(): void {
  clearTimeout(waiting);
  const mask = shownMask();
  if (!mask || running) return;
  const isNew = left(mask).some((scan) => !placementOf(mask, scan));
  waiting = setTimeout(() => void carryAll(), isNew ? 0 : REST);
}

async function carryAll(): Promise<void> {
  const mask = shownMask();
  if (!mask || running) return;
  const scans = left(mask);
  if (scans.length === 0 || viewer.unplaced.peek() === mask.voxels) return;
  running = true;
  try {
    await place(mask, scans);
  } finally {
    running = false;
  }
  // The mask may have been changed meanwhile.
  carryMask();
}

/** Asks the core; answers for masks or images that are gone are dropped. */
async function place(mask: Mask, scans: readonly viewer.Scan[]): Promise<void> {
  const [label, version, of] = [labelInUse(), mask.version ?? 0, mask.voxels];
  const tolerance = toleranceInUse();
  await runTask(
    async (pool, signal) => {
      const picture = { grid: mask.grid, voxels: mask.voxels };
      const found = await pool.run(signal, "place", {
        picture,
        label,
        tolerance,
        grids: scans.map(({ grid }) => grid),
      });
      const own = scans.map((scan, at) => ({ scan, of, version, label, tolerance, ...(found[at] as MaskOnImage) }));
      const there = SEQUENCES.map(scanOf);
      const kept = viewer.placements.peek().filter((one) => {
        const isCurrent = one.of === maskOf()?.voxels || one.of === shownMask()?.voxels;
        return isCurrent && there.includes(one.scan) && !(one.of === of && scans.includes(one.scan));
      });
      viewer.placements.value = [...kept, ...own];
    },
    {
      failed: (problem) => {
        viewer.unplaced.value = of;
        viewer.note.value = () => sentence(problem);
      },
    },
  );
}

/** The labels of a mask on the grid of an image, to start a drawing from; null where the core failed. */
export async function carriedWhole(
  mask: Mask,
  scan: viewer.Scan,
): Promise<{ voxels: Int32Array; same: boolean } | null> {
  const isCurrent = () =>
    mask.grid === scan.grid ||
    placementOf(mask, scan)?.fit.same ||
    placementOf(mask, scan)?.version === (mask.version ?? 0);
  if (!isCurrent()) await place(mask, [scan]);
  const carried = isCurrent() && carriedTo(mask, scan);
  if (!carried) return null;
  if (carried.voxels === mask.voxels) return { voxels: mask.voxels.slice(), same: true };
  return { voxels: allVoxels(carried, scan.grid), same: false };
}
