// Finished rows that are kept in this browser, when asked; a store that fails is told and does without.
import { say } from "../language/index.ts";
import { forgetAll, isKept, keepRow, keptRow } from "./cache.ts";
import { batchSaid, hasKept, keeps, type Row } from "./state.ts";

/** A row from an earlier run, where rows are kept. */
export async function recall(key: string): Promise<Row | undefined> {
  if (!keeps.value) return undefined;
  return (await keptRow(key).catch(cannotKeep)) as Row | undefined;
}

/** Keeps a row, where rows are kept. */
export async function remember(key: string, row: Row): Promise<void> {
  if (!keeps.value) return;
  await keepRow(key, row).then(() => (hasKept.value = true), cannotKeep);
}

function cannotKeep(cause: unknown) {
  batchSaid.value = () => say.batch.cannotKeep(cause instanceof Error ? cause.message : String(cause));
}

/** Looks whether there is something kept. */
export const lookForKept = async () => (hasKept.value = await isKept().catch(() => false));

/** Takes away what was kept, and keeps no more. */
export async function forgetEverything(): Promise<void> {
  keeps.value = false;
  await forgetAll().catch(cannotKeep);
  await lookForKept();
}
