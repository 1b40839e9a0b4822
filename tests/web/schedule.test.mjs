// Whose turn it is among jobs and workers, without a browser: simulated workers that take as long as they are told.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";

const { createTurns } = (
  await runnerImport(join(root, "www/core/schedule.ts"), { configFile: false, root, logLevel: "error" })
).module;

/** @typedef {{ work: number | undefined, part: number }} Job @typedef {{ worker: number, job: Job, start: number, end: number, first: boolean }} Done */

/**
 * Runs jobs on a pool of so many workers: `first` is what preparing takes before a part of a work, `each` what a part takes.
 * @param {Job[]} jobs @param {number} size @param {{ first: number, each: number }} takes @returns {Done[]}
 */
function simulate(jobs, size, { first, each }) {
  let clock = 0;
  const turns = createTurns(() => clock);
  const queue = [...jobs];
  /** @type {{ name: number, prepared?: number | undefined }[]} */
  const idle = [];
  /** @type {Map<{ name: number, prepared?: number | undefined }, Done>} */
  const busy = new Map();
  /** @type {Done[]} */
  const done = [];
  for (let workers = 0; queue.length + busy.size > 0; ) {
    while (busy.size < size) {
      const turn = turns.next(
        queue,
        [...busy.values()].map(({ job }) => job.work),
        idle,
      );
      if (!turn) break;
      const [job] = /** @type {[Job]} */ (queue.splice(turn.job, 1));
      const worker = (turn.worker < 0 ? undefined : idle.splice(turn.worker, 1)[0]) ?? { name: workers++ };
      turns.started(worker, job.work);
      const isFirst = job.work === undefined || worker.prepared !== job.work;
      worker.prepared = job.work;
      busy.set(worker, {
        worker: worker.name,
        job,
        start: clock,
        end: clock + each + (isFirst ? first : 0),
        first: isFirst,
      });
    }
    const [worker, next] =
      [...busy].sort((a, b) => a[1].end - b[1].end)[0] ?? assert.fail("nothing runs, something waits");
    clock = next.end;
    busy.delete(worker);
    turns.finished(worker);
    idle.push(worker);
    done.push(next);
  }
  return done;
}

const parts = (/** @type {number} */ work, count = 10) => Array.from({ length: count }, (_, part) => ({ work, part }));
const end = (/** @type {Done[]} */ done) => Math.max(...done.map((one) => one.end));
const preparations = (/** @type {Done[]} */ done) => done.filter(({ first }) => first).length;

test("every job is done once, whatever the number of workers", () => {
  const jobs = [...parts(1), ...parts(2), { work: undefined, part: 0 }, ...parts(3, 4)];
  for (const size of [1, 2, 3, 8]) {
    const done = simulate(jobs, size, { first: 3, each: 1 });
    assert.equal(new Set(done.map(({ job }) => job)).size, jobs.length, `${size} workers`);
    assert.ok(new Set(done.map(({ worker }) => worker)).size <= size);
  }
});

test("a worker ends what it has prepared before it prepares another, and the first part comes first", () => {
  const done = simulate(
    [1, 2, 3, 4].flatMap((work) => parts(work)),
    2,
    { first: 5, each: 1 },
  );
  assert.equal(preparations(done), 4, "nothing is prepared twice while there is other work");
  for (const work of [1, 2, 3, 4]) {
    const mine = done.filter(({ job }) => job.work === work).sort((a, b) => a.start - b.start);
    assert.deepEqual(
      mine.map(({ job }) => job.part),
      parts(work).map(({ part }) => part),
    );
  }
  assert.equal(end(done), 30);
});

test("one image alone is shared by all workers", () => {
  const [alone, shared] = [1, 8].map((size) => end(simulate(parts(1, 40), size, { first: 2, each: 1 })));
  assert.equal(alone, 42);
  assert.ok(Number(shared) <= 9, `${shared}`);
});

test("a sequence that is slower than the others is shared at the end, when that pays", () => {
  const three = [...parts(1), ...parts(2), ...parts(3)];
  assert.ok(end(simulate(three, 2, { first: 2, each: 1 })) < 24);
  // To prepare it again would take longer than what is left.
  const done = simulate(three, 2, { first: 12, each: 1 });
  assert.equal(preparations(done), 3);
  assert.equal(end(done), 44);
});

test("help never makes it later than a worker a sequence would be", () => {
  for (const first of [0, 0.5, 1, 3, 8, 20]) {
    for (const size of [1, 2, 3, 4, 6, 8]) {
      for (const count of [1, 2, 4, 5]) {
        const jobs = Array.from({ length: count }, (_, work) => parts(work, 12)).flat();
        const whole = Math.ceil(count / size) * (first + 12);
        // While nothing is known yet, help is given where it may not pay: by a part at most.
        const found = end(simulate(jobs, size, { first, each: 1 }));
        assert.ok(
          found <= whole + 1,
          `${count} sequences on ${size} workers, ${first} to prepare: ${found}, not ${whole}`,
        );
      }
    }
  }
});

test("what nobody waits for starts after all else, leaves a worker free, and gives one up where it holds them all", async () => {
  const { inTheWay, startable } = (
    await runnerImport(join(root, "www/core/background.ts"), { configFile: false, root, logLevel: "error" })
  ).module;
  const [late, now] = [{ op: "measurePerturbed" }, { op: "predict" }];
  assert.deepEqual(startable([late, now, late], [], 4), [now], "others first");
  assert.deepEqual(startable([late], [late, late], 4), [late]);
  assert.deepEqual(startable([late], [late, late, late], 4), [], "one of four stays free");
  assert.deepEqual(startable([late], [], 1), [late], "a single worker does it too");
  assert.deepEqual(startable([now], [late], 2), [now]);
  const running = new Map([["only", late]]);
  assert.equal(inTheWay([now], running, 1), "only");
  assert.equal(inTheWay([late], running, 1), undefined, "it does not push itself aside");
  assert.equal(inTheWay([now], running, 2), undefined, "there is room");
  assert.equal(inTheWay([now], new Map([["only", now]]), 1), undefined, "what was asked for goes on");
});
