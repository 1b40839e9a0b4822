// Sends jobs to workers: before a job goes what it names, where the worker does not keep that open yet.
import { Held, type Kind } from "./protocol/held.ts";

/** What a job is for a worker; arguments that a worker is to keep open are replaced by their numbers. */
interface Message {
  id: number;
  op: string;
  args: object;
}

/** Gives what sends a job to a worker. A new worker gets all that it needs again. */
export function createSender() {
  const kept = new WeakMap<Worker, Map<Kind, number>>();
  return (worker: Worker, { id, op, args }: Message): void => {
    const open = kept.get(worker) ?? new Map<Kind, number>();
    kept.set(worker, open);
    const named = Object.entries(args).map(([name, value]) => {
      if (!(value instanceof Held)) return [name, value];
      const { kind, id, content } = value;
      if (open.get(kind) !== id) worker.postMessage({ hold: { kind, id, content } });
      open.set(kind, id);
      return [name, id];
    });
    worker.postMessage({ id, op, args: Object.fromEntries(named) });
  };
}
