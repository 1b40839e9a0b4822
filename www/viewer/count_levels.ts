// Counts the grey levels of the region with the core, as texture features use them, a moment after the last stroke.
import type { Pool } from "../core/bridge.ts";
import type { Sequence } from "../core/protocol/index.ts";
import { sourceOf } from "../core/source_of.ts";
import * as state from "../core/store.ts";
import { createTask } from "../core/task.ts";
import { labelInUse, shownMask } from "./crosshair.ts";
import { type Counted, type Levels, levels } from "./state.ts";

/** Time after the last stroke until the count, ms. */
const REST = 400;

let waiting: ReturnType<typeof setTimeout> | undefined;
const task = createTask({ latest: true });

/** While an analysis runs, nothing is counted: all workers are used by it. */
const isBusy = () => state.run.peek().phase === "busy";

/** What a count now would be of. */
const counted = (sequence: Sequence): Counted => ({
  entry: state.entryOf(sequence)?.id,
  voxels: shownMask()?.voxels,
  label: labelInUse(),
});

/** The last count, if it is of this sequence's image and the mask shown now. */
export function levelsOf(sequence: Sequence): Levels | null {
  const [last, now] = [levels.value, counted(sequence)];
  const isSame = last?.of.entry === now.entry && last?.of.voxels === now.voxels && last?.of.label === now.label;
  return isSame ? last : null;
}

/** Counts again after the last stroke. Gives a function that cancels it. */
export function countSoon(sequence: Sequence): () => void {
  clearTimeout(waiting);
  waiting = setTimeout(() => void count(sequence), REST);
  return () => clearTimeout(waiting);
}

async function count(sequence: Sequence): Promise<void> {
  const [model, mask, entry] = [state.model.value, shownMask(), state.entryOf(sequence)];
  task.cancel();
  if (!model || !mask || !entry || isBusy()) return;
  const of = counted(sequence);
  const picture = { grid: mask.grid, voxels: mask.voxels };
  const args = { model: model.model, image: sourceOf(entry), picture, label: of.label };
  const work = async (pool: Pool, signal: AbortSignal) => {
    levels.value = { of, found: await pool.run(signal, "levels", args) };
  };
  await task.run(work, { failed: (problem) => (levels.value = { of, problem }) });
}
