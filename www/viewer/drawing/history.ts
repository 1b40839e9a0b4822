// Changes to a mask that can be taken back: runs of neighbouring voxels that had one label and got another.

/** One step: runs as start, length and the label they had; all got `after`. */
export interface Change {
  runs: Int32Array;
  after: number;
}

export interface History {
  past: readonly Change[];
  future: readonly Change[];
}

export const EMPTY: History = { past: [], future: [] };

/** Most steps, and most bytes of all steps together. */
const MAX_STEPS = 200;
const MAX_BYTES = 64 * 2 ** 20;

/** Runs of changed voxels; `before` gives the label each had. */
export function compress(before: ReadonlyMap<number, number>, after: number): Change {
  const indices = Int32Array.from(before.keys()).sort();
  const runs: number[] = [];
  for (const index of indices) {
    const had = before.get(index) ?? 0;
    const end = runs.length - 3;
    if (end >= 0 && runs[end + 2] === had && (runs[end] ?? 0) + (runs[end + 1] ?? 0) === index)
      runs[end + 1] = (runs[end + 1] ?? 0) + 1;
    else runs.push(index, 1, had);
  }
  return { runs: Int32Array.from(runs), after };
}

/** The history with a further step; steps that were undone are gone, the oldest go where it grows too large. */
export function remember({ past }: History, change: Change): History {
  if (change.runs.length === 0) return { past, future: [] };
  const kept = [...past, change].slice(-MAX_STEPS);
  let bytes = kept.reduce((sum, { runs }) => sum + runs.byteLength, 0);
  // The last step is kept however large it is.
  while (bytes > MAX_BYTES && kept.length > 1) bytes -= kept.shift()?.runs.byteLength ?? 0;
  return { past: kept, future: [] };
}

function write(labels: Int32Array, { runs, after }: Change, back: boolean) {
  for (let at = 0; at < runs.length; at += 3) {
    const [start = 0, length = 0, had = 0] = runs.subarray(at, at + 3);
    labels.fill(back ? had : after, start, start + length);
  }
}

/** Takes the last step back in `labels`. */
export function undo({ past, future }: History, labels: Int32Array): History {
  const change = past.at(-1);
  if (!change) return { past, future };
  write(labels, change, true);
  return { past: past.slice(0, -1), future: [change, ...future] };
}

/** Does a step again that was taken back. */
export function redo({ past, future }: History, labels: Int32Array): History {
  const [change, ...rest] = future;
  if (!change) return { past, future };
  write(labels, change, false);
  return { past: [...past, change], future: rest };
}

/** A step being made: every voxel is remembered as it was before the step began. */
export class Stroke {
  private readonly before = new Map<number, number>();

  constructor(
    private readonly labels: Int32Array,
    private readonly label: number,
    private readonly erase: boolean,
  ) {}

  /** Paints over background only, erases its own label only: other labels stay as they are. */
  add(indices: Iterable<number>): void {
    const [from, to] = this.erase ? [this.label, 0] : [0, this.label];
    for (const index of indices) {
      if (this.labels[index] !== from) continue;
      this.before.set(index, from);
      this.labels[index] = to;
    }
  }

  /** Voxels that changed. */
  get size(): number {
    return this.before.size;
  }

  end(): Change {
    return compress(this.before, this.erase ? 0 : this.label);
  }
}
