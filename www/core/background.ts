// Jobs whose results the user does not wait for run behind all others: when nothing else is waiting, and on all workers but one,
// so that
// what the user asks for next starts at once. This changes time, never the results.
import type { Op } from "./protocol/index.ts";

const BACKGROUND: readonly Op[] = ["measurePerturbed"];

interface Job {
  op: Op;
}
const isBackground = ({ op }: Job) => BACKGROUND.includes(op);

/** The waiting jobs of which one may start now, next to those that run, on `size` workers. */
export function startable<J extends Job>(waiting: readonly J[], running: readonly J[], size: number): readonly J[] {
  const others = waiting.filter((job) => !isBackground(job));
  if (others.length > 0) return others;
  return running.filter(isBackground).length < Math.max(1, size - 1) ? waiting : [];
}

/** The worker that has to make room, where the background holds every one: its job waits and begins again. */
export function inTheWay<W, J extends Job>(
  waiting: readonly J[],
  running: ReadonlyMap<W, J>,
  size: number,
): W | undefined {
  const isHeld = running.size >= size && [...running.values()].every(isBackground);
  return isHeld && !waiting.every(isBackground) ? [...running.keys()].at(-1) : undefined;
}
