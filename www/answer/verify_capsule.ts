// Capsules: a case and its answer sealed in one file, and the verification of such a file by computing it again from
// the images.
import type { Pool } from "../core/bridge.ts";
import { caseFile } from "../core/case_id.ts";
import { absentImage } from "../core/protocol/case_record.ts";
import { Held } from "../core/protocol/held.ts";
import type { Deep, Problem, Recomputed, Sequence } from "../core/protocol/index.ts";
import { problemOf } from "../core/protocol/problem.ts";
import { sourceOf } from "../core/source_of.ts";
import { entryOf, pool, run } from "../core/store.ts";
import { createTask, never, runTask } from "../core/task.ts";
import { hasWeights, weights } from "../deep/engine_choice.ts";
import { save } from "../ui/download.ts";
import { capsule, type Opened } from "./capsule_state.ts";
import { headlines } from "./headlines.ts";
import { foundSensitivity, sensitivityInFiles } from "./state.ts";

const task = createTask();

/** Makes a capsule of the answered case and offers it as a download. */
export async function sealCase(): Promise<void> {
  const now = run.value;
  if (now.phase !== "done") return;
  const { answered, network } = now.result;
  // When the graphics card was lost in the middle, it still computed some of the features.
  const deepBy = network?.report.why === "lost" ? "webgpu" : (network?.report.engine ?? "cpu");
  const measured = (sensitivityInFiles.value && foundSensitivity.value?.case) || answered.case;
  const work = async (pool: Pool, signal: AbortSignal) => {
    const text = await pool.run(signal, "seal", { ...answered, case: measured, deepBy });
    save(caseFile("discern-case.capsule.json"), "application/json", text);
  };
  await runTask(work, { failed: (problem) => (capsule.value = { state: "refused", problem }) });
}

/** Opens a capsule; one whose content was changed after it was sealed is refused. */
export async function openCapsule(file: File): Promise<void> {
  const workers = pool.value;
  if (!workers) return;
  try {
    const content = new Held("capsule", await file.text());
    const found = await workers.run(never, "capsule", { capsule: content });
    const answer = headlines(found.prediction.models).at(-1);
    const shown = {
      model: answer?.model ?? "",
      probability: answer?.probability ?? Number.NaN,
      prevalence: found.prediction.prevalence,
    };
    capsule.value = {
      state: "opened",
      capsule: { content, sequences: found.sequences, age: found.age_years, deep: found.deep, ...shown },
    };
  } catch (thrown) {
    capsule.value = { state: "refused", problem: problemOf(thrown) };
  }
}

/** One sequence, measured again. */
interface Again {
  features: Recomputed;
  deep: Deep[];
}

/**
 * Measures one sequence again from the image that was added for it; given the weights of the network, its deep features
 * too.
 */
async function again(
  pool: Pool,
  signal: AbortSignal,
  opened: Opened,
  sequence: Sequence,
  network: Held<"network"> | null,
): Promise<Again> {
  const entry = entryOf(sequence);
  if (!entry || entry.problem) throw absentImage(sequence);
  const image = sourceOf(entry);
  try {
    const args = { capsule: opened.content, sequence, image };
    const deep = network && pool.run(signal, "recomputeDeep", { ...args, network });
    const [features, found] = await Promise.all([pool.run(signal, "recompute", args), deep]);
    return { features, deep: found === null ? [] : [found] };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw { ...problemOf(thrown), origin: sequence } satisfies Problem;
  }
}

/** The sequences of a capsule for which there is no image that can be read. */
export const absentImages = ({ sequences }: Opened) =>
  sequences.filter((sequence) => !entryOf(sequence) || entryOf(sequence)?.problem);

/**
 * Compares a capsule that was opened as soon as its images are there; until then nothing is done. Where the network is needed and
 * not here yet, it waits to be asked: no file is requested unasked.
 */
export async function verifyWhenComplete(): Promise<void> {
  const now = capsule.value;
  if (now?.state !== "opened" || run.value.phase === "busy" || (now.capsule.deep && !hasWeights())) return;
  if (absentImages(now.capsule).length === 0) await verify();
}

/** Computes everything in the capsule again and compares all values. */
export async function verify(): Promise<void> {
  const opened = capsule.value?.capsule;
  if (!opened) return;
  await task.run((pool, signal) => recompute(pool, signal, opened), {
    cancelled: () => {
      // It may have been closed.
      if (capsule.value?.capsule === opened) capsule.value = { state: "opened", capsule: opened };
    },
    failed: (problem) => (capsule.value = { state: "refused", capsule: opened, problem }),
  });
}

async function recompute(pool: Pool, signal: AbortSignal, opened: Opened): Promise<void> {
  const total = opened.sequences.length;
  let done = 0;
  const show = () => (capsule.value = { state: "busy", capsule: opened, done, total });
  show();
  const network = opened.deep ? await weights() : null;
  const one = async (sequence: Sequence) => {
    const found = await again(pool, signal, opened, sequence, network);
    done += 1;
    show();
    return found;
  };
  const all = await Promise.all(opened.sequences.map(one));
  const args = {
    capsule: opened.content,
    sequences: all.map(({ features }) => features),
    deep: all.flatMap(({ deep }) => deep),
  };
  const verdict = await pool.run(signal, "compare", args);
  capsule.value = { state: "verified", capsule: opened, verdict };
}

export const cancelVerify = task.cancel;

/** Closes the capsule; a comparison that runs is given up. */
export function closeCapsule(): void {
  capsule.value = null;
  task.cancel();
}
