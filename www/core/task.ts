// Runs longer work on the workers: one at a time, cancellable, with its failure as a problem and memory freed at the
// end.
import { signal } from "@preact/signals";
import type { Pool } from "./bridge.ts";
import type { Problem } from "./protocol/index.ts";
import { problemOf } from "./protocol/problem.ts";
import { pool } from "./store.ts";

/** Work on the workers. Its jobs take the signal, which is aborted when the work is cancelled. */
type Work = (pool: Pool, signal: AbortSignal) => Promise<void>;

/** What to do when work does not finish. */
interface Otherwise {
  cancelled?: () => void;
  failed: (problem: Problem) => void;
}

/** A signal that is never aborted, for short jobs. */
export const never = new AbortController().signal;

/** Number of tasks running now. */
let going = 0;

/**
 * Runs work. When it ends, in whatever way, its remaining jobs are cancelled. When no other task runs, idle workers are
 * ended: the memory of a wasm module never shrinks, so ending the worker is the only way to free it.
 */
export async function runTask(
  work: Work,
  { cancelled, failed }: Otherwise,
  controller = new AbortController(),
): Promise<void> {
  const workers = pool.peek();
  if (!workers) return;
  going += 1;
  try {
    await work(workers, controller.signal);
  } catch (thrown) {
    if (controller.signal.aborted) cancelled?.();
    else failed(problemOf(thrown));
  } finally {
    controller.abort(new DOMException("ended", "AbortError"));
    going -= 1;
    if (going === 0) workers.release();
  }
}

/**
 * Makes a task of the page, such as the analysis, that runs once at a time: while it runs, `run` does nothing, or with
 * `latest` cancels it and starts again.
 */
export function createTask({ latest = false } = {}) {
  let current: AbortController | null = null;
  const running = signal(false);
  const cancel = () => current?.abort(new DOMException("cancelled", "AbortError"));
  return {
    /** Whether it is running. */
    running,
    cancel,
    async run(work: Work, otherwise: Otherwise): Promise<void> {
      if (!pool.peek() || (current && !latest)) return;
      cancel();
      const controller = new AbortController();
      current = controller;
      running.value = true;
      try {
        await runTask(work, otherwise, controller);
      } finally {
        if (current === controller) {
          current = null;
          running.value = false;
        }
      }
    },
  };
}
