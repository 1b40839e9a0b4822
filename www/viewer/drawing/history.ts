// Undo and redo of changes to a mask. A change is stored as runs of neighbouring voxels with their former label.

/** One change: runs as start, length and former label; all of them got the label `after`. */
export interface Change {
  runs: Int32Array;
  after: number;
}

export interface History {
  past: readonly Change[];
  future: readonly Change[];
}

export const EMPTY: History = { past: [], future: [] };

/** Limits of the history: number of changes, and bytes of all of them. */
const MAX_STEPS = 200;
const MAX_BYTES = 64 * 2 ** 20;

/** Runs of changed voxels; `before` gives the former label of each. */
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

/** The history with one more change. Undone changes are dropped, and the oldest ones where it grows too large. */
export function remember({ past }: History, change: Change): History {
  if (change.runs.length === 0) return { past, future: [] };
  const kept = [...past, change].slice(-MAX_STEPS);
  let bytes = kept.reduce((sum, { runs }) => sum + runs.byteLength, 0);
  // The last change is kept, however large.
  while (bytes > MAX_BYTES && kept.length > 1) bytes -= kept.shift()?.runs.byteLength ?? 0;
  return { past: kept, future: [] };
}

function write(labels: Int32Array, { runs, after }: Change, back: boolean) {
  for (let at = 0; at < runs.length; at += 3) {
    const [start = 0, length = 0, had = 0] = runs.subarray(at, at + 3);
    labels.fill(back ? had : after, start, start + length);
  }
}

/** Undoes the last change in `labels`. */
export function undo({ past, future }: History, labels: Int32Array): History {
  const change = past.at(-1);
  if (!change) return { past, future };
  write(labels, change, true);
  return { past: past.slice(0, -1), future: [change, ...future] };
}

/** Redoes the change undone last. */
export function redo({ past, future }: History, labels: Int32Array): History {
  const [change, ...rest] = future;
  if (!change) return { past, future };
  write(labels, change, false);
  return { past: [...past, change], future: rest };
}

/** A change being made: remembers the label every voxel had before it began. */
export class Stroke {
  private readonly before = new Map<number, number>();

  constructor(
    private readonly labels: Int32Array,
    private readonly label: number,
    private readonly erase: boolean,
  ) {}

  /** Paints over background only, and erases only its own label: other labels are never changed. */
  add(indices: Iterable<number>): void {
    const [from, to] = this.erase ? [this.label, 0] : [0, this.label];
    for (const index of indices) {
      if (this.labels[index] !== from) continue;
      this.before.set(index, from);
      this.labels[index] = to;
    }
  }

  /** Number of changed voxels. */
  get size(): number {
    return this.before.size;
  }

  end(): Change {
    return compress(this.before, this.erase ? 0 : this.label);
  }
}
