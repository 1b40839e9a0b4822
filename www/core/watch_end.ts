// A worker may end without an event: killed for its memory, or closed. It holds a lock of its own, which the browser gives to
// the page when it ends. Where pages have no locks (plain http), such an end is not noticed.

/** A name that no other page of this origin uses. */
export const lockName = () => `discern-worker-${Math.random()}`;

/** Calls `then` when whoever holds the lock has ended. */
export function whenReleased(lock: string, then: () => void): void {
  navigator.locks?.request(lock, then).catch(() => {});
}
