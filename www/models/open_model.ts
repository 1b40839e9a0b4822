// Opens model files and puts them in use; a case that was answered is answered again by the new model.
import { batch } from "@preact/signals";
import type { Assets } from "../core/assets.ts";
import type { Pool } from "../core/bridge.ts";
import { describeModel } from "../core/columns.ts";
import { inputs, stale } from "../core/inputs.ts";
import { Held } from "../core/protocol/held.ts";
import type { Prediction } from "../core/protocol/index.ts";
import { modelTooLarge, problemOf } from "../core/protocol/problem.ts";
import * as state from "../core/store.ts";
import { never } from "../core/task.ts";
import { type Sentence, say } from "../language/index.ts";
import { sentence } from "../language/problem.ts";
import * as study from "./state.ts";

/** Largest model file that is read, bytes. */
const LARGEST = 256e6;

/**
 * Sets the workers, the model that comes with the page and the sample case, all at once: nothing can be started before
 * all of them are there.
 */
export async function begin(pool: Pool, assets: Pick<Assets, "model" | "sample">): Promise<void> {
  const model = new Held("model", assets.model);
  const description = await describeModel(pool, never, model);
  batch(() => {
    state.bundled.value = model;
    state.model.value = { model, description, origin: "bundled" };
    state.sample.value = assets.sample;
    state.pool.value = pool;
  });
}

/**
 * Puts a model file in use. A case that was extracted with the same settings is answered again at once.
 * @throws `Problem` when the file is refused; then the model in use stays.
 */
export async function useModelFile(model: Held<"model">, origin: state.ModelInUse["origin"]): Promise<void> {
  const pool = state.pool.value;
  if (!pool) return;
  const description = await describeModel(pool, never, model);
  const [now, isStale] = [state.run.value, stale.value];
  const kept = now.phase === "done" && now.result.settings === description.settings ? now.result : null;
  const sameNetwork = JSON.stringify(state.model.value?.description.deep) === JSON.stringify(description.deep);
  const anew = kept && (await answer(model, sameNetwork ? kept : withoutNetwork(kept)).catch(() => null));
  batch(() => {
    state.model.value = { model, description, origin };
    // An analysis that ended meanwhile is newer. The new answer is stale where the former was.
    if (!anew || state.run.value !== now) return;
    state.run.value = { phase: "done", result: { ...anew, inputs: isStale ? anew.inputs : inputs.value } };
  });
}

/** A result without its deep features: those of another network are of no use to a model. */
const withoutNetwork = (result: state.Result): state.Result => ({
  ...result,
  network: null,
  answered: { ...result.answered, case: new Held("case", { ...result.answered.case.content, deep: [] }) },
});

/** The answer of a model to features that were extracted earlier. */
async function answer(model: Held<"model">, result: state.Result): Promise<state.Result | null> {
  const pool = state.pool.value;
  if (!pool) return null;
  // Another model uses other features: those on perturbed masks are not its own.
  const answered = {
    ...result.answered,
    model,
    case: new Held("case", { ...result.answered.case.content, perturbed: [] }),
  };
  const { json, csv } = await pool.run(never, "predict", answered);
  return { ...result, answered, prediction: JSON.parse(json) as Prediction, json, csv };
}

/** Opens a model file of the user. Gives a sentence: it was opened, or why not. */
export async function openModelFile(file: File): Promise<Sentence> {
  study.opening.value = true;
  try {
    if (file.size > LARGEST) throw modelTooLarge(file.size, LARGEST);
    await useModelFile(new Held("model", await file.text()), "opened");
    study.opened.value = { name: file.name, problem: null };
    return () => say.models.opened(file.name);
  } catch (thrown) {
    const problem = problemOf(thrown);
    study.opened.value = { name: file.name, problem };
    return () => say.terms.labelled(say.models.refused(file.name), sentence(problem));
  } finally {
    study.opening.value = false;
  }
}

/** Puts the model that comes with the page in use again. */
export async function useBundledModel(): Promise<void> {
  if (state.bundled.value !== null) await useModelFile(state.bundled.value, "bundled");
  study.opened.value = null;
}
