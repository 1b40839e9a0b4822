// Grey levels of the region while it is drawn: counted by the core as texture will see them, a moment after the last stroke.
import type { LevelCount, Problem, Sequence } from "../core/protocol/index.ts";
import * as state from "../core/store.ts";
import { labelInUse, shownMask } from "./crosshair.ts";
import { numbersOf } from "./drawing/grid.ts";
import { type Counted, type Levels, levels } from "./state.ts";

/** How long strokes must rest, ms. */
const REST = 400;

let waiting: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | null = null;

/** An analysis has the workers to itself. */
const isBusy = () => state.run.peek().phase === "busy";

/** What would be counted now. */
const counted = (sequence: Sequence): Counted => ({ entry: state.entryOf(sequence)?.id, voxels: shownMask()?.voxels, label: labelInUse() });

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
  const [pool, model, mask, entry] = [state.pool.value, state.model.value, shownMask(), state.entryOf(sequence)];
  running?.abort(new DOMException("superseded", "AbortError"));
  if (!pool || !model || !mask || !entry || isBusy()) return;
  const mine = (running = new AbortController());
  const of = counted(sequence);
  const picture = { grid: numbersOf(mask.grid), voxels: mask.voxels };
  try {
    const text = await pool.run(mine.signal, "levels", { model: model.text, image: { file: entry.file, data: entry.data }, picture, label: of.label });
    levels.value = { of, found: JSON.parse(text) as LevelCount };
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) levels.value = { of, problem: thrown as Problem };
  } finally {
    if (running === mine) running = null;
    if (!isBusy() && running === null) pool.release();
  }
}
