// Asks a model about a case that was measured.
import type { Pool } from "../core/bridge.ts";
import type { Prediction } from "../core/protocol/index.ts";
import type { AnsweredCase, Result } from "../core/store.ts";

/** Its answer, as data and as the texts that the command line prints. */
export async function askModel(
  pool: Pool,
  signal: AbortSignal,
  { model, case: measured, prevalence }: Pick<AnsweredCase, "model" | "case" | "prevalence">,
): Promise<Pick<Result, "prediction" | "json" | "csv">> {
  const { json, csv } = await pool.run(signal, "predict", { model, case: measured, prevalence });
  return { prediction: JSON.parse(json) as Prediction, json, csv };
}
