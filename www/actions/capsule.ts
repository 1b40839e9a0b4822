// A case in one file, and the way back: dropped with the same images it is computed again and compared.
import type { Pool } from "../bridge.ts";
import { headlines } from "../lib/headline.ts";
import type { Found } from "../lib/files.ts";
import { absentImage } from "../lib/record.ts";
import type { CapsuleVerdict, Prediction, Problem, Sequence } from "../protocol.ts";
import * as state from "../state.ts";
import { type Opened, capsule } from "../state/beyond.ts";
import { save } from "./download.ts";

let running: AbortController | null = null;

/** Offers a capsule of the case that was answered. */
export async function sealCase(): Promise<void> {
  const [pool, now] = [state.pool.value, state.run.value];
  if (!pool || now.phase !== "done") return;
  try {
    const text = await pool.run(new AbortController().signal, "seal", now.result.made);
    save("discern-case.capsule.json", "application/json", text);
  } catch (problem) {
    capsule.value = { state: "refused", problem: problem as Problem };
  } finally {
    pool.release();
  }
}

/** How a capsule begins; told from its first bytes, whatever its name. */
const isCapsule = async (file: File) => /^\s*\{\s*"schema"\s*:\s*"discern-capsule"/.test(await file.slice(0, 200).text());

/** Opens a capsule among files and gives the others; null where there is nothing but the capsule. */
export async function takeCapsules(found: readonly Found[]): Promise<readonly Found[] | null> {
  const marks = await Promise.all(found.map(({ file }) => isCapsule(file).catch(() => false)));
  const first = found[marks.indexOf(true)];
  if (!first) return found;
  await openCapsule(first.file);
  const others = found.filter((_, at) => !marks[at]);
  return others.length > 0 ? others : null;
}

interface Summary {
  sequences: Sequence[];
  age_years: number;
  prediction: Prediction;
}

/** Opens a capsule; one that was changed is refused. */
async function openCapsule(file: File): Promise<void> {
  const pool = state.pool.value;
  if (!pool) return;
  try {
    const text = await file.text();
    const found = JSON.parse(await pool.run(new AbortController().signal, "capsule", { capsule: text })) as Summary;
    const answer = headlines(found.prediction.models).at(-1);
    const shown = { model: answer?.model ?? "", probability: answer?.probability ?? Number.NaN };
    capsule.value = { state: "opened", capsule: { text, sequences: found.sequences, age: found.age_years, ...shown } };
  } catch (problem) {
    capsule.value = { state: "refused", problem: problem as Problem };
  }
}

/** One sequence measured again from the image that stands in its place. */
async function again(pool: Pool, signal: AbortSignal, opened: Opened, sequence: Sequence): Promise<string> {
  const entry = state.entryOf(sequence);
  if (!entry || entry.problem) throw absentImage(sequence);
  const image = { file: entry.file, data: entry.data };
  try {
    return await pool.run(signal, "recompute", { capsule: opened.text, sequence, image });
  } catch (thrown) {
    if (thrown instanceof DOMException) throw thrown;
    throw { ...(thrown as Problem), origin: sequence } satisfies Problem;
  }
}

/** Computes the capsule's case again and compares every value. */
export async function verify(): Promise<void> {
  const [pool, opened] = [state.pool.value, capsule.value?.capsule];
  if (!pool || !opened || running) return;
  const { signal } = (running = new AbortController());
  let done = 0;
  const total = opened.sequences.length;
  capsule.value = { state: "busy", capsule: opened, done, total };
  try {
    const one = async (sequence: Sequence) => {
      const text = await again(pool, signal, opened, sequence);
      capsule.value = { state: "busy", capsule: opened, done: ++done, total };
      return text;
    };
    const sequences = await Promise.all(opened.sequences.map(one));
    const verdict = JSON.parse(await pool.run(signal, "compare", { capsule: opened.text, sequences })) as CapsuleVerdict;
    capsule.value = { state: "verified", capsule: opened, verdict };
  } catch (thrown) {
    capsule.value = thrown instanceof DOMException ? { state: "opened", capsule: opened } : { state: "refused", capsule: opened, problem: thrown as Problem };
  } finally {
    running?.abort(new DOMException("ended", "AbortError"));
    running = null;
    if (state.run.value.phase !== "busy") pool.release();
  }
}

export const cancelVerify = () => running?.abort(new DOMException("cancelled", "AbortError"));

export const closeCapsule = () => (capsule.value = null);
