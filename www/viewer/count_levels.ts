// Grey levels of the region while it is drawn: counted by the core as texture will see them, a moment after the last
// stroke.
import type { Pool } from "../core/bridge.ts";
import type { LevelCount, Sequence } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { createTask } from "../core/task.ts";
import { labelInUse, shownMask } from "./crosshair.ts";
import { type Counted, type Levels, levels } from "./state.ts";

/** How long strokes must rest, ms. */
const REST = 400;

let waiting: ReturnType<typeof setTimeout> | undefined;
const task = createTask({ latest: true });

/** An analysis has the workers to itself. */
const isBusy = () => state.run.peek().phase === "busy";

/** What would be counted now. */
const counted = (sequence: Sequence): Counted => ({
  entry: state.entryOf(sequence)?.id,
  voxels: shownMask()?.voxels,
  label: labelInUse(),
});

/** The last count, where it is of this sequence's image and the mask that is shown: never another case's. */
export function levelsOf(sequence: Sequence): Levels | null {
  const [last, now] = [levels.value, counted(sequence)];
  const isSame = last?.of.entry === now.entry && last?.of.voxels === now.voxels && last?.of.label === now.label;
  return isSame ? last : null;
}

/** Counts anew once the mask rests. Gives what stops it. */
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
  const args = { model: model.text, image: { file: entry.file, data: entry.data }, picture, label: of.label };
  const work = async (pool: Pool, signal: AbortSignal) => {
    levels.value = { of, found: JSON.parse(await pool.run(signal, "levels", args)) as LevelCount };
  };
  await task.run(work, { failed: (problem) => (levels.value = { of, problem }) });
}
