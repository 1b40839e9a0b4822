// Features of one sequence: measured in parts by all free workers, then joined in the order of the parts.
import type { Pool } from "./bridge.ts";
import type { Jobs, Progress } from "./protocol/index.ts";

let works = 0;

/**
 * Features of one sequence as JSON text; it does not depend on the number of workers. `parts` is given by the model.
 * Progress never goes backwards. Where several parts fail, the problem of the first part in order is thrown, and the
 * others are cancelled.
 */
export async function extract(
  pool: Pool,
  signal: AbortSignal,
  job: Omit<Jobs["extract"], "work" | "part"> & { parts: number },
  onProgress: (progress: Progress) => void = () => {},
): Promise<string> {
  const { parts, ...args } = job;
  const own = new AbortController();
  const stop = () => own.abort(signal.reason);
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  let reached = 0;
  const report = (progress: Progress) => {
    if (progress.done < reached) return;
    reached = progress.done;
    onProgress(progress);
  };
  const work = works++;
  const jobs = Array.from({ length: parts }, (_, part) =>
    pool.run(own.signal, "extract", { ...args, work, part }, report),
  );
  const ended = Promise.allSettled(jobs);
  try {
    const texts: string[] = [];
    for (const text of jobs) texts.push(await text);
    onProgress({ done: 1, total: 1, next: null });
    return await pool.run(signal, "join", { parts: texts });
  } catch (thrown) {
    own.abort(new DOMException("ended", "AbortError"));
    await ended;
    throw thrown;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
