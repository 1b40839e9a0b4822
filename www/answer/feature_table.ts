// Features of all sequences, by name.
import type { Sequence, SequenceFeatures } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import type { FeatureRow } from "../core/store.ts";

/** Makes one value for each sequence. */
export const each = <T>(make: (sequence: Sequence) => T) =>
  Object.fromEntries(SEQUENCES.map((sequence) => [sequence, make(sequence)])) as Record<Sequence, T>;

/** Features of all sequences as one table. */
export function table(extractions: readonly SequenceFeatures[]): FeatureRow[] {
  // Columns start with their sequence: `t1_original_…`.
  const rows = new Map<string, Record<Sequence, number | null>>();
  for (const { sequence, features } of extractions) {
    for (const { name, value } of features) {
      const feature = name.slice(sequence.length + 1);
      const row = rows.get(feature) ?? each(() => null);
      rows.set(feature, { ...row, [sequence]: value });
    }
  }
  return [...rows].map(([name, values]) => ({ name, values }));
}
