// The self-test: compares what the page computes on this machine with the values that the IBSI agreed on for its
// phantom, and with the answer to the sample case that was computed elsewhere.
import type { Pool } from "../../core/bridge.ts";
import { describeModel } from "../../core/columns.ts";
import { extract } from "../../core/extract.ts";
import { Held } from "../../core/protocol/held.ts";
import type { Prediction, Source } from "../../core/protocol/index.ts";
import { SEQUENCES } from "../../core/protocol/lists.ts";
import type { Role } from "../../core/roles.ts";
import * as state from "../../core/store.ts";
import { createTask } from "../../core/task.ts";
import { nifti } from "./nifti.ts";
import phantom from "./phantom.json";
import { type Check, type Report, selfTest } from "./state.ts";

const task = createTask();

/** Parameter file: the phantom's values are grey levels already, so that a bin is 1 wide. */
const PARAMS = "imageType:\n  Original: {}\nsetting:\n  binWidth: 1\n  label: 1\n";

const fileOf = (voxels: string): Source => {
  const { size, spacing_mm } = phantom;
  return { file: new File([nifti({ size, spacing_mm, voxels })], "phantom.nii") };
};

async function onPhantom(pool: Pool, signal: AbortSignal): Promise<Check[]> {
  const job = { image: fileOf(phantom.image), mask: fileOf(phantom.mask), params: PARAMS };
  const found = JSON.parse(await pool.run(signal, "measure", job)) as Record<string, number | null>;
  return (phantom.expected as [string, string, number, number][]).map(([name, , expected, tolerance]) => ({
    name,
    expected,
    tolerance,
    found: found[name] ?? null,
  }));
}

/**
 * The answer to the sample case by the model that comes with the page, without deep features.
 */
async function answerToSample(
  pool: Pool,
  signal: AbortSignal,
  model: Held<"model">,
  sample: NonNullable<typeof state.sample.value>,
): Promise<Prediction> {
  const files = sample.files.map(({ name }) => ({ path: name, voxels: "unknown" as const }));
  const roles = (await pool.run(signal, "guess", { files })).map(({ role }) => role);
  const [source, label] = [(role: Role): Source => ({ file: sample.files[roles.indexOf(role)] as File }), 1];
  const { parts } = await describeModel(pool, signal, model);
  const measure = SEQUENCES.map((sequence) =>
    extract(pool, signal, { model, parts, sequence, image: source(sequence), mask: source("mask"), label }),
  );
  const sequences = await Promise.all(measure);
  const record = { age_years: Number(sample.age), clinical: [], sequences, deep: [], mask_changes: [], perturbed: [] };
  const args = { model, case: new Held("case", record), prevalence: null };
  const { json } = await pool.run(signal, "predict", args);
  return JSON.parse(json) as Prediction;
}

/** Checks every model's probability and contributions, which must agree to the last digit. */
function sealedChecks(expected: Prediction, found: Prediction): Check[] {
  return expected.models.flatMap((model) => {
    const other = found.models.find((one) => one.model === model.model && one.classifier === model.classifier);
    const probability = {
      name: `${model.model} ${model.classifier}`,
      expected: model.probability,
      tolerance: 0,
      found: other?.probability ?? null,
    };
    const parts = model.contributions.map((part): Check => {
      const same = other?.contributions.find(({ feature }) => feature === part.feature);
      return {
        name: `${probability.name} ${part.feature}`,
        expected: part.contribution,
        tolerance: 0,
        found: same?.contribution ?? null,
      };
    });
    return [probability, ...parts];
  });
}

/** Runs both parts. The case that was entered is not touched. */
export async function runSelfTest(): Promise<void> {
  const [model, sample] = [state.bundled.value, state.sample.value];
  if (model === null || !sample) return;
  const work = async (pool: Pool, signal: AbortSignal) => {
    selfTest.value = { phase: "busy" };
    const started = performance.now();
    const phantom = await onPhantom(pool, signal);
    const sealed = sealedChecks(
      JSON.parse(sample.answer) as Prediction,
      await answerToSample(pool, signal, model, sample),
    );
    const report: Report = { phantom, sealed, seconds: (performance.now() - started) / 1000, at: new Date() };
    selfTest.value = { phase: "done", report };
  };
  await task.run(work, { failed: (problem) => (selfTest.value = { phase: "failed", problem }) });
}
