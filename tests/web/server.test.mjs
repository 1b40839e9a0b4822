// The static server under what happens to servers: downloads that are broken off, files that vanish or shrink, links, odd
// requests. And what copies of the site on one host do to each other.
import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { chromium as engine } from "playwright-core";
import { chromium, FLAGS } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { serve } from "../../scripts/lib/server.mjs";

/** Larger than what a socket takes without a reader. */
const LARGE = 32 << 20;

const folder = mkdtempSync(join(tmpdir(), "discern-server-"));
const site = join(folder, "site");
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  mkdirSync(join(site, "assets"), { recursive: true });
  writeFileSync(join(site, "index.html"), "<p>here</p>");
  writeFileSync(join(site, "empty.json"), "");
  writeFileSync(join(site, "large.bin"), Buffer.alloc(LARGE, 7));
  writeFileSync(join(folder, "outside.txt"), "not for anyone");
  symlinkSync("../outside.txt", join(site, "link.txt"));
  symlinkSync("..", join(site, "up"));
  symlinkSync("index.html", join(site, "same.html"));
  symlinkSync("nowhere", join(site, "dangling.html"));
  server = await serve(0, site);
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** What is answered to a raw request line, with any headers. @param {string} path @param {Record<string, string>} [headers] */
const ask = (path, headers = {}, method = "GET") =>
  /** @type {Promise<{ status: number | undefined, length: number, whole: boolean }>} */ (
    new Promise((resolve, reject) => {
      const { port } = new URL(server.address);
      const asked = request({ host: "127.0.0.1", port, path, headers, method, agent: false }, (response) => {
        let length = 0;
        response.on("data", (chunk) => {
          length += chunk.length;
        });
        response.on("error", () => {});
        response.on("close", () => resolve({ status: response.statusCode, length, whole: response.complete }));
      });
      asked.on("error", reject);
      asked.end();
    })
  );

/** Descriptors that this process, and so the server, has open for a file. @param {string} name */
const open = (name) =>
  readdirSync("/proc/self/fd").filter((number) => {
    try {
      return readlinkSync(join("/proc/self/fd", number)).endsWith(name);
    } catch {
      // Closed since it was listed.
      return false;
    }
  }).length;

/** Begins a download and breaks it off at the first bytes. */
const abort = () =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(server.address).port), "127.0.0.1", () => {
      socket.write("GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n");
    });
    socket.once("data", () => socket.destroy());
    socket.once("close", resolve);
    socket.on("error", () => {});
  });

test("downloads that are broken off leave no file open", {
  skip: process.platform === "linux" ? false : "needs /proc to count descriptors",
}, async () => {
  const rounds = Number(process.env["DISCERN_ABORTS"] ?? 400);
  for (let done = 0; done < rounds; done += 20) await Promise.all(Array.from({ length: 20 }, abort));
  // The last ones are closed a moment after their sockets; waits for the state, not for a time.
  while (open("large.bin") > 0) await wait(10);
  assert.deepEqual(await ask("/"), { status: 200, length: 11, whole: true });
});

test("a file that vanishes or shrinks harms one answer at most", async () => {
  for (let round = 0; round < 50; round++) {
    const name = `gone-${round}.html`;
    writeFileSync(join(site, name), Buffer.alloc(1 << 16));
    const asked = Array.from({ length: 8 }, () => ask(`/${name}`));
    await (round % 2 ? wait(0) : undefined);
    rmSync(join(site, name));
    for (const { status, length, whole } of await Promise.all(asked)) {
      assert.ok(status === 404 || (whole && length === 1 << 16), `${status} ${length}`);
    }
  }
  writeFileSync(join(site, "shrinks.bin"), Buffer.alloc(LARGE));
  const asked = new Promise((resolve) => {
    const { port } = new URL(server.address);
    const going = request({ host: "127.0.0.1", port, path: "/shrinks.bin", agent: false }, (response) => {
      response.once("data", () => {
        truncateSync(join(site, "shrinks.bin"), 1000);
        response.on("data", () => {});
      });
      response.on("error", () => {});
      response.on("close", () => resolve(response.complete));
    });
    going.end();
  });
  assert.equal(await asked, false, "a file that became shorter is no whole answer");
  assert.equal((await ask("/")).status, 200);
});

test("nothing outside the folder is given, by whatever path or link", async () => {
  const outside = ["/link.txt", "/up/outside.txt", "/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt"];
  const odd = ["/dangling.html", "/%00", "/%ff", "/assets", "/large.bin/", "http://elsewhere/none", "*", "/%"];
  for (const path of [...outside, ...odd]) assert.equal((await ask(path)).status, 404, path);
  assert.deepEqual(await ask("/same.html"), { status: 200, length: 11, whole: true });
  assert.deepEqual(await ask("/empty.json"), { status: 200, length: 0, whole: true });
  assert.equal((await ask("/", {}, "POST")).status, 404);
  assert.deepEqual(await ask("/large.bin", {}, "HEAD"), { status: 200, length: 0, whole: true });
});

test("any host is answered", async () => {
  for (const Host of [
    "localhost",
    "[::1]:8017",
    "discern.example",
    "a b",
    "../",
    "x".repeat(4000),
    "主机".normalize("NFD"),
  ]) {
    const answered = await ask("/", { Host: encodeURI(Host) });
    assert.equal(answered.status, 200, Host);
  }
});

/** A site of one page in a folder, as the kit makes it. @param {string} path @param {string} version */
function copy(path, version) {
  mkdirSync(join(site, path), { recursive: true });
  writeFileSync(join(site, path, "index.html"), `<script src="./start.js"></script><p>${path} ${version}</p>`);
  writeFileSync(join(site, path, "start.js"), 'navigator.serviceWorker.register("./sw.js", { scope: "./" });');
  const head = `const FILES = ["./", "./start.js"];\nconst VERSION = "${version}";\n`;
  writeFileSync(join(site, path, "sw.js"), head + readFileSync(join(root, "scripts/kit/serviceworker.js"), "utf8"));
}

test("copies of the site on one host keep each their own files", async () => {
  const host = await serve(0, site, "site");
  const browser = await engine.launch({ executablePath: await chromium(), args: FLAGS });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const visit = async (/** @type {string} */ path) => {
      await page.goto(`${host.address}${path}`);
      await page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update();
        const coming = registration.installing ?? registration.waiting;
        await new Promise((resolve) => {
          if (!coming || coming.state === "activated") return resolve(0);
          coming.addEventListener("statechange", () => coming.state === "activated" && resolve(0));
        });
      });
    };
    const shown = async (/** @type {string} */ path) => {
      await page.goto(`${host.address}${path}`);
      return page.locator("p").innerText();
    };
    // One below the other is the hardest: the address of the first is the beginning of the second's.
    copy("a/", "1");
    copy("a/b/", "1");
    copy("c/", "9");
    for (const path of ["a/", "a/b/", "c/"]) await visit(path);
    copy("a/", "2");
    await visit("a/");
    const names = await page.evaluate(() => caches.keys());
    assert.deepEqual(
      names.map((name) => name.replace(host.address, "")).sort(),
      ["discern a/ 2", "discern a/b/ 1", "discern c/ 9"],
      "the newer version of one copy took its own older files away, and no other's",
    );
    await context.setOffline(true);
    assert.deepEqual([await shown("a/"), await shown("a/b/"), await shown("c/")], ["a/ 2", "a/b/ 1", "c/ 9"]);
  } finally {
    await browser.close();
    host.close();
  }
});
