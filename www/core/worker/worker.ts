// One instance of the core in a thread of its own: takes a job, answers.
import { initSync } from "../../../pkg/discern.js";
import type { Answer, Op, Request, Results } from "../protocol/index.ts";
import { isProblem, problemOf } from "../protocol/problem.ts";
import { hold, resolve } from "./open.ts";
import { operations } from "./operations.ts";
import { forget, type Report } from "./prepared.ts";
import { memory } from "./voxels.ts";

const post = (answer: Answer, transfer: Transferable[] = []) => self.postMessage(answer, transfer);

/** Passes progress on, not more often than the eye sees. */
function reporter(id: number): Report {
  let last = -Infinity;
  return (done, total, next) => {
    const now = performance.now();
    if (now - last < 50 && done < total) return;
    last = now;
    post({ id, progress: { done, total, next } });
  };
}

self.onmessage = async ({ data: request }: MessageEvent<Request>) => {
  if ("module" in request) {
    initSync({ module: request.module });
    const { lock } = request;
    const held = () => new Promise<void>(() => post({ holds: lock }));
    if (navigator.locks) navigator.locks.request(lock, held).catch(() => {});
    else post({ holds: lock });
    return;
  }
  if ("hold" in request) return hold(request.hold);
  const { id, op, args } = request;
  // Other jobs get its memory back.
  if (!("work" in args)) forget();
  // The protocol pairs op and args; the compiler cannot follow that through the table.
  const operation = operations[op] as (report: Report, args: object) => Promise<Results[Op]>;
  try {
    const ok = await operation(reporter(id), resolve(args));
    post({ id, ok }, memory(ok));
  } catch (thrown) {
    post({ id, problem: problemOf(thrown), fatal: !isProblem(thrown) });
  }
};
