// Features of one sequence: measured in parts by all free workers, then joined in the order of the parts.
import type { Pool } from "./bridge.ts";
import type { Jobs, Progress, SequenceFeatures } from "./protocol/index.ts";

let works = 0;

/** A number for the jobs of one work, so that they share what a worker prepares for the first of them. */
export const newWork = () => works++;

/**
 * Runs the parts of a work and gives their results in order. Where several fail, the problem of the first part in order is
 * thrown, and the others are cancelled.
 */
export async function inParts<T>(
  signal: AbortSignal,
  parts: number,
  run: (signal: AbortSignal, part: number) => Promise<T>,
): Promise<T[]> {
  const own = new AbortController();
  const stop = () => own.abort(signal.reason);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  const jobs = Array.from({ length: parts }, (_, part) => run(own.signal, part));
  const ended = Promise.allSettled(jobs);
  try {
    const found: T[] = [];
    for (const job of jobs) found.push(await job);
    return found;
  } catch (thrown) {
    own.abort(new DOMException("ended", "AbortError"));
    await ended;
    throw thrown;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/**
 * Features of one sequence; they do not depend on the number of workers. `parts` is given by the model. Progress never
 * goes backwards.
 */
export async function extract(
  pool: Pool,
  signal: AbortSignal,
  job: Omit<Jobs["extract"], "work" | "part"> & { parts: number },
  onProgress: (progress: Progress) => void = () => {},
): Promise<SequenceFeatures> {
  const { parts: count, ...args } = job;
  let reached = 0;
  const tell = (progress: Progress) => {
    if (progress.done < reached) return;
    reached = progress.done;
    onProgress(progress);
  };
  const work = newWork();
  const parts = await inParts(signal, count, (own, part) => pool.run(own, "extract", { ...args, work, part }, tell));
  onProgress({ done: 1, total: 1, next: null });
  return pool.run(signal, "join", { parts });
}
