// Features of one sequence: its parts as jobs, spread over the workers that are free, and put together by their place.
import type { Pool } from "./bridge.ts";
import type { Jobs, Progress } from "./protocol/index.ts";

let works = 0;

/**
 * Features of one sequence as JSON text, the same whatever the number of workers. `parts` is the model's; progress never
 * goes back, and is whole once all parts are measured. The problem told is the first in the order of the parts, whichever
 * came first; the others end with it.
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
  const tell = (progress: Progress) => {
    if (progress.done < reached) return;
    reached = progress.done;
    onProgress(progress);
  };
  const work = works++;
  const jobs = Array.from({ length: parts }, (_, part) =>
    pool.run(own.signal, "extract", { ...args, work, part }, tell),
  );
  const ended = Promise.allSettled(jobs);
  try {
    const texts: string[] = [];
    for (const text of jobs) texts.push(await text);
    onProgress({ done: 1, total: 1, what: "" });
    return await pool.run(signal, "join", { parts: texts });
  } catch (thrown) {
    own.abort(new DOMException("ended", "AbortError"));
    await ended;
    throw thrown;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
