// Every number that was measured: features down, sequences across, searchable.
import { useState } from "preact/hooks";
import { ROLES, SEQUENCES } from "../lib/assign.ts";
import { readName } from "../lib/feature.ts";
import type { FeatureRow } from "../state.ts";
import { Icon } from "../widgets/icons.tsx";
import { Num } from "../widgets/number.tsx";

/** Rows in which every word of the query occurs. */
function matching(rows: readonly FeatureRow[], query: string): readonly FeatureRow[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name }) => {
    const { family, name: words } = readName(name);
    const text = `${name} ${family} ${words}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export function Features({ rows }: { rows: readonly FeatureRow[] }) {
  const [query, search] = useState("");
  const shown = matching(rows, query);
  return (
    <section class="card" aria-labelledby="features-title" data-test="features">
      <div class="card-head">
        <h2 id="features-title">Features</h2>
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">Search features</span>
          <input
            type="search"
            placeholder={`Search ${rows.length} features`}
            value={query}
            onInput={(event) => search(event.currentTarget.value)}
          />
        </label>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label="Feature values">
        <table class="features">
          <thead>
            <tr>
              <th scope="col">Feature</th>
              {ROLES.filter(({ role }) => role !== "mask").map(({ role, short, name }) => (
                <th key={role} scope="col" class="number" title={name}>{short}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, values }) => (
              <tr key={name} data-feature={name}>
                <th scope="row" title={name}>
                  {readName(name).name} <span class="quiet">{readName(name).family}</span>
                </th>
                {SEQUENCES.map((sequence) => {
                  const value = values[sequence];
                  return <td key={sequence} class="number">{value === null ? "none" : <Num value={value} />}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet" role="status">
        {shown.length === rows.length ? `${rows.length} features of each sequence` : `${shown.length} of ${rows.length} features`}
      </p>
    </section>
  );
}
