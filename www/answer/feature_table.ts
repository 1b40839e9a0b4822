// Features of all sequences, by name.
import { columnOf } from "../core/columns.ts";
import type { Sequence, SequenceFeatures } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import type { FeatureRow } from "../core/store.ts";

/** Makes one value for each sequence. */
export const each = <T>(make: (sequence: Sequence) => T) =>
  Object.fromEntries(SEQUENCES.map((sequence) => [sequence, make(sequence)])) as Record<Sequence, T>;

/** Features of all sequences as one table. */
export function table(extractions: readonly SequenceFeatures[]): FeatureRow[] {
  const rows = new Map<string, FeatureRow>();
  for (const { sequence, features } of extractions) {
    for (const { name, value } of features) {
      const measure = columnOf(name)?.measure ?? name;
      const { values, column } = rows.get(measure) ?? { values: each(() => null), column: name };
      rows.set(measure, { name: measure, column, values: { ...values, [sequence]: value } });
    }
  }
  return [...rows.values()];
}
