// The only file that knows workers exist: a queue in front of a pool of share-nothing workers, one core each. Every job takes an
// AbortSignal; to cancel is to end the worker, at once. The work of a worker that ends by itself is given to another one.
import { inTheWay, startable } from "./background.ts";
import type { Answer, JobAnswer, Jobs, Op, Problem, Progress, Request, Results } from "./protocol/index.ts";
import { workerEnded } from "./protocol/problem.ts";
import { createTurns } from "./schedule.ts";
import { createSender } from "./send.ts";
import { watchEnd } from "./watch_end.ts";
import CoreWorker from "./worker/worker.ts?worker&inline";

interface Job {
  id: number;
  op: Op;
  args: Jobs[Op];
  /** Jobs of the same work share what a worker prepares for the first of them. */
  work: number | undefined;
  signal: AbortSignal;
  ended: number; // how many workers ended over it
  onProgress: (progress: Progress) => void;
  resolve: (result: Results[Op]) => void;
  reject: (reason: Problem | DOMException) => void;
}

/** Workers that may end over a job: the second time it is the job, and not the worker, that is too much for the machine. */
const MOST_ENDED = 2;

export interface Pool {
  /** Runs one job as soon as a worker is free. Rejects with a `Problem`, or the signal's reason when aborted. */
  run<O extends Op>(
    signal: AbortSignal,
    op: O,
    args: Jobs[O],
    onProgress?: (progress: Progress) => void,
  ): Promise<Results[O]>;
  /** Ends idle workers; the next job starts new ones. */
  release(): void;
}

/** A pool of at most `size` workers around one compiled core; workers start when there is work. */
export function createPool(module: WebAssembly.Module, size: number): Pool {
  const queue: Job[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job>();
  const send = createSender();
  const turns = createTurns<Worker>();
  let nextId = 0;

  function start(): Worker {
    const worker = new CoreWorker();
    const watched = watchEnd(() => onEnd(worker));
    worker.onmessage = ({ data }: MessageEvent<Answer>) =>
      "holds" in data ? watched.started() : onAnswer(worker, data);
    worker.onerror = (event) => onEnd(worker, event.message);
    worker.onmessageerror = () => onEnd(worker, "an answer that could not be read");
    worker.postMessage({ module, lock: watched.lock } satisfies Request);
    return worker;
  }

  /** A worker is of no more use; its job, if it has one, is the next one of another. */
  function onEnd(worker: Worker, message = "") {
    const job = busy.get(worker);
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    if (!job) return worker.terminate();
    job.ended += 1;
    if (job.ended === MOST_ENDED) return onAnswer(worker, { id: job.id, fatal: true, problem: workerEnded(message) });
    queue.unshift(stop(worker));
    pump();
  }

  function onAnswer(worker: Worker, answer: JobAnswer) {
    const job = busy.get(worker);
    if (!job || job.id !== answer.id) return;
    if ("progress" in answer) return job.onProgress(answer.progress);
    busy.delete(worker);
    turns.finished(worker);
    if ("ok" in answer) job.resolve(answer.ok);
    else job.reject(answer.problem);
    if ("fatal" in answer && answer.fatal) worker.terminate();
    else idle.push(worker);
    pump();
  }

  /** Ends a worker in the middle of a job, and gives the job. */
  function stop(worker: Worker): Job {
    const job = busy.get(worker) as Job;
    worker.terminate();
    busy.delete(worker);
    return job;
  }

  function pump() {
    const held = inTheWay(queue, busy, size);
    if (held) queue.push(stop(held));
    while (busy.size < size) {
      const running = [...busy.values()];
      const waiting = startable(queue, running, size);
      const works = running.map(({ work }) => work);
      const turn = turns.next(waiting, works, idle);
      const job = turn && waiting[turn.job];
      if (!job) return;
      queue.splice(queue.indexOf(job), 1);
      const [worker = start()] = turn.worker < 0 ? [] : idle.splice(turn.worker, 1);
      busy.set(worker, job);
      turns.started(worker, job.work);
      send(worker, job);
    }
  }

  /** Ends all jobs whose signals were aborted, before another of theirs can start. */
  function abort() {
    for (const job of queue.splice(0)) {
      if (job.signal.aborted) job.reject(job.signal.reason);
      else queue.push(job);
    }
    for (const [worker, { signal }] of [...busy]) if (signal.aborted) stop(worker).reject(signal.reason);
    pump();
  }

  return {
    run: <O extends Op>(signal: AbortSignal, op: O, args: Jobs[O], onProgress: Job["onProgress"] = () => {}) =>
      new Promise<Results[O]>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        // One of its own for each job: jobs of a signal end one by one.
        const onAbort = () => abort();
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            signal.removeEventListener("abort", onAbort);
            then(value);
          };
        signal.addEventListener("abort", onAbort);
        queue.push({
          id: nextId++,
          op,
          args,
          work: "work" in args ? args.work : undefined,
          signal,
          ended: 0,
          onProgress,
          resolve: settle((result: Results[Op]) => resolve(result as Results[O])),
          reject: settle(reject),
        });
        // Jobs that are given together wait together: only then is it known which are nobody's yet.
        queueMicrotask(pump);
      }),
    release() {
      for (const worker of idle.splice(0)) worker.terminate();
    },
  };
}
