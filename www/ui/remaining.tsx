// How long work will still take, by its pace since this came into sight; nothing where that is short, or not known yet.
import { useRef } from "preact/hooks";
import { say } from "../language/index.ts";

/** What is left is told from then on, s; a pace is trusted after that many, s. */
const [LONG_S, TRUSTED_S] = [10, 2];

/** Seconds that are left by the pace so far; null where that is not known. */
export function remaining_s(done: number, total: number, elapsed_s: number): number | null {
  if (done <= 0 || total <= done || elapsed_s < TRUSTED_S) return null;
  return ((total - done) * elapsed_s) / done;
}

/** `done` of `total`, in any unit. */
export function Remaining({ done, total }: { done: number; total: number }) {
  const start = useRef({ at: performance.now(), done });
  const { at, done: before } = start.current;
  const left = remaining_s(done - before, total - before, (performance.now() - at) / 1000);
  if (left === null || left < LONG_S) return null;
  return (
    <span class="quiet" data-test="remaining">
      {left < 90 ? say.terms.secondsLeft(Math.round(left / 5) * 5) : say.terms.minutesLeft(Math.round(left / 60))}
    </span>
  );
}
