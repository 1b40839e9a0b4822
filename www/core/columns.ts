// What the columns of feature tables are: the core takes their names apart, each once, and the page words the parts.
import { signal } from "@preact/signals";
import type { Pool } from "./bridge.ts";
import type { Held } from "./protocol/held.ts";
import type { ColumnParts, Description } from "./protocol/index.ts";

const known = signal<ReadonlyMap<string, ColumnParts>>(new Map());

/** The parts of a column's name; undefined for one that was never asked for. */
export const columnOf = (name: string): ColumnParts | undefined => known.value.get(name);

/** Asks the core for the parts of the names that are not known yet. */
export async function learnColumns(pool: Pool, abort: AbortSignal, names: readonly string[]): Promise<void> {
  const asked = [...new Set(names)].filter((name) => !known.peek().has(name));
  if (asked.length === 0) return;
  const found = await pool.run(abort, "columns", { names: asked });
  known.value = new Map([...known.peek(), ...found.map((parts) => [parts.column, parts] as const)]);
}

/** A model file for readers; afterwards the names of its inputs are known. */
export async function describeModel(pool: Pool, abort: AbortSignal, model: Held<"model">): Promise<Description> {
  const description = await pool.run(abort, "describe", { model });
  await learnColumns(
    pool,
    abort,
    description.models.flatMap(({ inputs }) => inputs),
  );
  return description;
}
