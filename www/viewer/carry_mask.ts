// The mask on each image, as the core carries it: what is seen is what is measured. Once for each image and mask, and anew a
// moment after a stroke.
import type { Carried, MaskOnImage } from "../core/protocol/voxels.ts";
import { SEQUENCES } from "../core/roles.ts";
import { runTask } from "../core/task.ts";
import { sentence } from "../language/problem.ts";
import { labelInUse, maskOf, scanOf, shownMask } from "./crosshair.ts";
import { allVoxels } from "./drawing/slice.ts";
import * as reading from "./state.ts";

type Mask = reading.Labels & { version?: number };

/** How long strokes must rest before the other images follow, ms. */
const REST = 120;

let waiting: ReturnType<typeof setTimeout> | undefined;
let running = false;

/** All of a mask on an image of its own grid. */
const whole = ({ grid, voxels }: Mask): Carried => ({ low: [0, 0, 0], size: grid.size, voxels });

const placementOf = (mask: Mask, scan: reading.Scan) =>
  reading.placements.value.find((one) => one.scan === scan && one.of === mask.voxels);

/** How a mask lies on an image, once the core has said so. */
export const fitOn = (mask: Mask, scan: reading.Scan) => placementOf(mask, scan)?.fit;

/** The labels on an image, as last carried; null before that. */
export function carriedTo(mask: Mask, scan: reading.Scan): Carried | null {
  const found = placementOf(mask, scan);
  // Of its own grid it is shown as it is drawn, without a wait.
  return mask.grid === scan.grid || found?.fit.same ? whole(mask) : (found?.carried ?? null);
}

/** The images that a mask has not been put on as it is now. */
function left(mask: Mask): reading.Scan[] {
  const label = labelInUse();
  return SEQUENCES.flatMap((sequence) => scanOf(sequence) ?? []).filter((scan) => {
    const found = placementOf(mask, scan);
    return !found || found.label !== label || (found.version !== (mask.version ?? 0) && !found.fit.same);
  });
}

/** Whether it is known of every image how the shown mask lies on it, or that this cannot be found. */
export const isPlaced = (mask: Mask) =>
  reading.unplaced.value === mask.voxels ||
  SEQUENCES.flatMap((sequence) => scanOf(sequence) ?? []).every((scan) => placementOf(mask, scan));

/** Puts the mask on the images that it is not on yet, now or once it rests. */
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
  if (scans.length === 0 || reading.unplaced.peek() === mask.voxels) return;
  running = true;
  try {
    await place(mask, scans);
  } finally {
    running = false;
  }
  // It may have been drawn on meanwhile.
  carryMask();
}

/** Asks the core, and keeps what it says of masks and images that are still there. */
async function place(mask: Mask, scans: readonly reading.Scan[]): Promise<void> {
  const [label, version, of] = [labelInUse(), mask.version ?? 0, mask.voxels];
  await runTask(
    async (pool, signal) => {
      const picture = { grid: mask.grid, voxels: mask.voxels };
      const found = await pool.run(signal, "place", { picture, label, grids: scans.map(({ grid }) => grid) });
      const own = scans.map((scan, at) => ({ scan, of, version, label, ...(found[at] as MaskOnImage) }));
      const there = SEQUENCES.map(scanOf);
      const kept = reading.placements.peek().filter((one) => {
        const isCurrent = one.of === maskOf()?.voxels || one.of === shownMask()?.voxels;
        return isCurrent && there.includes(one.scan) && !(one.of === of && scans.includes(one.scan));
      });
      reading.placements.value = [...kept, ...own];
    },
    {
      failed: (problem) => {
        reading.unplaced.value = of;
        reading.said.value = () => sentence(problem);
      },
    },
  );
}

/** The labels of a mask on all voxels of an image, for a drawing to go on from; null where they cannot be had. */
export async function carriedWhole(
  mask: Mask,
  scan: reading.Scan,
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
