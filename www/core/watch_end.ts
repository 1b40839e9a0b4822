// A worker may end without an event: killed for its memory, or closed. It holds a lock of its own, which the browser gives to
// the page when it ends; where pages have no locks (plain http), such an end is noticed only of a worker that never started.

/** Longest time until a worker has started, ms; a worker that takes longer is not waited for. */
const PATIENCE_MS = 60_000;

export interface Watched {
  /** The lock that the worker is to hold, of a name that no other page of this origin uses. */
  lock: string;
  /** To be called when the worker has started and holds the lock: only then can it be waited for. */
  started(): void;
}

/** Calls `then` when the worker that holds the lock has ended, or does not start. */
export function watchEnd(then: () => void): Watched {
  const lock = `discern-worker-${Math.random()}`;
  const patience = setTimeout(then, PATIENCE_MS);
  return {
    lock,
    started() {
      clearTimeout(patience);
      navigator.locks?.request(lock, then).catch(() => {});
    },
  };
}
