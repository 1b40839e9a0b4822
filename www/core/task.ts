// Work that takes a while: run with the workers, cancelled, ended and cleared up, all in one place.
import { signal } from "@preact/signals";
import type { Pool } from "./bridge.ts";
import type { Problem } from "./protocol/index.ts";
import { problemOf } from "./protocol/problem.ts";
import { pool } from "./store.ts";

/** Work to be done; its jobs take the signal, which is aborted when the work is cancelled. */
type Work = (pool: Pool, signal: AbortSignal) => Promise<void>;

/** What is to happen when work is not done. */
interface Otherwise {
  cancelled?: () => void;
  failed: (problem: Problem) => void;
}

/** A signal for short jobs that nobody cancels. */
export const never = new AbortController().signal;

/** How many pieces of work are going on. */
let going = 0;

/**
 * Does a piece of work. When it ends, in whatever way, its own jobs end too; when it was the last one going on, idle workers
 * are ended: the memory of a wasm module never shrinks, so that only an ended worker gives its memory back.
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
 * A task of the page, such as the analysis, of which one runs at a time: while it runs, `run` does nothing, or, where only
 * the latest counts, cancels it and starts anew.
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
