// The table of all features: one row a feature, one column a sequence, with a search field.
import { useState } from "preact/hooks";
import { SEQUENCES } from "../core/protocol/lists.ts";
import type { FeatureRow } from "../core/store.ts";
import { FeatureTerm } from "../glossary/term.tsx";
import { readName } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { roleName, roleShort } from "../language/names.ts";
import { Icon } from "../ui/icons.tsx";
import { Num } from "../ui/number.tsx";

/** Rows in which every word of the query occurs. */
function matching(rows: readonly FeatureRow[], query: string): readonly FeatureRow[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name, column }) => {
    const { family, name: words } = readName(column);
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
        <h2 id="features-title">{say.answer.features}</h2>
        <label class="search">
          <Icon name="search" />
          <span class="visually-hidden">{say.answer.searchFeatures}</span>
          <input
            type="search"
            placeholder={say.answer.searchAmong(rows.length)}
            value={query}
            onInput={(event) => search(event.currentTarget.value)}
          />
        </label>
      </div>
      <div class="scroll" tabIndex={0} role="region" aria-label={say.answer.featureValues}>
        <table class="features">
          <thead>
            <tr>
              <th scope="col">{say.answer.columnFeature}</th>
              {SEQUENCES.map((role) => (
                <th key={role} scope="col" class="number" title={roleName(role)}>
                  {roleShort(role)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, column, values }) => (
              <tr key={name} data-feature={name}>
                <th scope="row" title={name}>
                  <FeatureTerm column={column}>{readName(column).name}</FeatureTerm>{" "}
                  <span class="quiet">{readName(column).family}</span>
                </th>
                {SEQUENCES.map((sequence) => {
                  const value = values[sequence];
                  return (
                    <td key={sequence} class="number">
                      {value === null ? say.terms.none : <Num value={value} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet" role="status">
        {shown.length === rows.length
          ? say.answer.allFeatures(rows.length)
          : say.answer.someFeatures(shown.length, rows.length)}
      </p>
    </section>
  );
}
