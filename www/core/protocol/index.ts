// What crosses between the page and its workers: the types of the core (core.ts, codes.ts, lists.ts, written from Rust) and those
// of the page alone. Types only, no code.
import type { Problem } from "./base.ts";
import type { Task } from "./codes.ts";
import type { Held, Kind, Sent } from "./held.ts";
import type { Jobs, Op } from "./jobs.ts";
import type { Results } from "./results.ts";

export type * from "./answer.ts";
export type * from "./base.ts";
export type * from "./codes.ts";
export type * from "./core.ts";
export type * from "./deep.ts";
export type * from "./jobs.ts";
export type * from "./lists.ts";
export type * from "./results.ts";
export type * from "./voxels.ts";

/**
 * Page to worker. The compiled core comes first, once, with the name of a lock for the worker to hold as long as it lives; what
 * jobs name comes before them.
 */
export type Request =
  | { module: WebAssembly.Module; lock: string }
  | { hold: { [K in Kind]: Pick<Held<K>, "kind" | "id" | "content"> }[Kind] }
  | { [O in Op]: { id: number; op: O; args: Sent<Jobs[O]> } }[Op];

/** How far a job is: `done` of `total` steps, `next` is being done, where that is known. */
export interface Progress {
  done: number;
  total: number;
  next: Task | null;
}

/** Worker to page: that it has started and holds its lock, where there are locks; and what comes of jobs. */
export type Answer = { holds: string } | JobAnswer;

/** What comes of a job. After `fatal` the worker is of no more use. */
export type JobAnswer =
  | { id: number; progress: Progress }
  | { id: number; ok: Results[Op] }
  | { id: number; problem: Problem; fatal: boolean };
