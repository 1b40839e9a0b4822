// Work in the workers: one at a time, cancelled or failed, and memory given back when the last of it ends.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createServer } from "vite";
import { root } from "../../scripts/lib/run.mjs";

const server = await createServer({
  configFile: false,
  root,
  logLevel: "error",
  appType: "custom",
  server: { middlewareMode: true, hmr: false, ws: false },
});
after(() => server.close());
const { pool } = await server.ssrLoadModule("/www/core/store.ts");
const { createTask, runTask } = await server.ssrLoadModule("/www/core/task.ts");

/** A pool whose jobs end when they are told to, with what happened. */
function fakePool() {
  /** @type {string[]} */
  const happened = [];
  /** @type {Record<string, { resolve: (text: string) => void, reject: (thrown: unknown) => void }>} */
  const jobs = {};
  pool.value = {
    run: (/** @type {AbortSignal} */ signal, /** @type {string} */ name) =>
      new Promise((resolve, reject) => {
        jobs[name] = { resolve, reject };
        signal.addEventListener("abort", () => {
          happened.push(`${name}: ${signal.reason.message}`);
          reject(signal.reason);
        });
      }),
    release: () => happened.push("released"),
  };
  return { happened, jobs };
}

/** Work of one job, and what is noted of its end. @param {string} name @param {string[]} happened @returns {[Function, object]} */
const work = (name, happened) => [
  async (/** @type {any} */ workers, /** @type {AbortSignal} */ signal) =>
    void happened.push(`${name}: ${await workers.run(signal, name)}`),
  {
    cancelled: () => happened.push(`${name} cancelled`),
    failed: (/** @type {{ kind: string, found: string }} */ { kind, found }) =>
      happened.push(`${name} failed: ${kind}, ${found}`),
  },
];

test("work without workers is not begun", async () => {
  pool.value = null;
  /** @type {string[]} */
  const happened = [];
  const task = createTask();
  await Promise.all([runTask(...work("a", happened)), task.run(...work("b", happened))]);
  assert.deepEqual(happened, []);
  assert.equal(task.running.value, false);
});

test("a task runs once at a time; idle workers are ended when the last work ends", async () => {
  const { happened, jobs } = fakePool();
  const [task, other] = [createTask(), createTask()];
  const [first, second] = [task.run(...work("first", happened)), other.run(...work("second", happened))];
  assert.equal(task.running.value, true);
  await task.run(...work("again", happened));
  jobs["first"]?.resolve("done");
  await first;
  assert.equal(task.running.value, false);
  assert.deepEqual(happened, ["first: done", "first: ended"]);
  jobs["second"]?.resolve("done");
  await second;
  assert.deepEqual(happened.slice(2), ["second: done", "second: ended", "released"]);
});

test("cancelling is no failure, and a failure becomes a problem", async () => {
  const { happened, jobs } = fakePool();
  const task = createTask();
  const cancelled = task.run(...work("a", happened));
  task.cancel();
  await cancelled;
  assert.deepEqual(happened.splice(0), ["a: cancelled", "a cancelled", "released"]);
  const thrown = [
    [{ kind: "geometry", expected: "one grid", found: "two" }, "b failed: geometry, two"],
    [new DOMException("it was moved", "NotReadableError"), "b failed: file, it was moved"],
    [new Error("out of memory"), "b failed: crash, out of memory"],
  ];
  for (const [what, said] of thrown) {
    const failing = task.run(...work("b", happened));
    jobs["b"]?.reject(what);
    await failing;
    assert.deepEqual(happened.splice(0), [said, "b: ended", "released"]);
    assert.equal(task.running.value, false);
  }
});

test("where only the latest counts, the one before is cancelled", async () => {
  const { happened, jobs } = fakePool();
  const task = createTask({ latest: true });
  const before = task.run(...work("before", happened));
  const latest = task.run(...work("latest", happened));
  await before;
  assert.deepEqual(happened, ["before: cancelled", "before cancelled"]);
  assert.equal(task.running.value, true);
  jobs["latest"]?.resolve("done");
  await latest;
  assert.deepEqual(happened.slice(2), ["latest: done", "latest: ended", "released"]);
});
