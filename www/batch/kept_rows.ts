// Stores and looks up finished rows, where the user asked for it. When storing fails, the page says so and goes on
// without.
import type { CaseLine } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { forgetAll, isKept, keepRow, keptRow } from "./cache.ts";
import { batchNotes, hasKept, keeps } from "./state.ts";

/** A row from an earlier run, where rows are kept. */
export async function recall(key: string): Promise<CaseLine | undefined> {
  if (!keeps.value) return undefined;
  return (await keptRow(key).catch(cannotKeep)) as CaseLine | undefined;
}

/** Keeps a row, where rows are kept. */
export async function remember(key: string, row: CaseLine): Promise<void> {
  if (!keeps.value) return;
  await keepRow(key, row).then(() => (hasKept.value = true), cannotKeep);
}

function cannotKeep(cause: unknown) {
  batchNotes.value = [() => say.batch.cannotKeep(cause instanceof Error ? cause.message : String(cause))];
}

/** Looks whether rows are stored. */
export const lookForKept = async () => (hasKept.value = await isKept().catch(() => false));

/** Deletes what was stored, and stores no more. */
export async function forgetEverything(): Promise<void> {
  keeps.value = false;
  await forgetAll().catch(cannotKeep);
  await lookForKept();
}
