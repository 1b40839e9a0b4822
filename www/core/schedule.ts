// Decides which waiting job starts next, and on which worker. This changes time and memory, never the results.

/**
 * A waiting job. Jobs with the same `work` (the parts of one sequence) share what a worker prepares for the first of
 * them.
 */
interface Waiting {
  work: number | undefined;
}

/** Jobs so far, and how long they took, ms. */
interface Spent {
  jobs: number;
  time: number;
}

const mean = ({ jobs, time }: Spent) => time / jobs;

/** Keeps track of what every worker has prepared, and of the time that takes. */
export function createTurns<Worker extends object>(now = () => performance.now()) {
  const prepared = new WeakMap<Worker, number>();
  const begun = new WeakMap<Worker, { at: number; spent: Spent | undefined }>();
  const [first, further]: [Spent, Spent] = [
    { jobs: 0, time: 0 },
    { jobs: 0, time: 0 },
  ];

  /** Whether one more worker would finish a work sooner, although it has to prepare it first. */
  function pays(left: number, workers: number): boolean {
    if (first.jobs === 0 || further.jobs === 0) return left > workers;
    return left * mean(further) > workers * mean(first);
  }

  return {
    started(worker: Worker, work: number | undefined) {
      const isFirst = prepared.get(worker) !== work;
      begun.set(worker, { at: now(), spent: work === undefined ? undefined : isFirst ? first : further });
      if (work === undefined) prepared.delete(worker);
      else prepared.set(worker, work);
    },
    finished(worker: Worker) {
      const { at, spent } = begun.get(worker) ?? { at: 0, spent: undefined };
      if (!spent) return;
      spent.jobs += 1;
      spent.time += now() - at;
    },
    /**
     * The index of a job and of an idle worker (−1: start a new one). First, a worker continues the work it has
     * prepared; then, work that no worker is doing, in order; then, the work with most jobs left, if one more worker
     * pays off. undefined: nothing should start now.
     */
    next(
      queue: readonly Waiting[],
      busy: readonly (number | undefined)[],
      idle: readonly Worker[],
    ): { job: number; worker: number } | undefined {
      for (const [worker, work] of idle.map((one) => prepared.get(one)).entries()) {
        const job = queue.findIndex((waiting) => work !== undefined && waiting.work === work);
        if (job >= 0) return { job, worker };
      }
      const worker = idle.length - 1;
      const untouched = queue.findIndex(({ work }) => work === undefined || !busy.includes(work));
      if (untouched >= 0) return { job: untouched, worker };
      const left = (work: number | undefined) => queue.filter((waiting) => waiting.work === work).length;
      const most = [...new Set(queue.map(({ work }) => work))].sort((a, b) => left(b) - left(a))[0];
      if (most === undefined || !pays(left(most), busy.filter((work) => work === most).length)) return undefined;
      return { job: queue.findIndex(({ work }) => work === most), worker };
    },
  };
}
