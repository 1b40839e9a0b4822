// The three ways the page comes to its user: served, kept by the browser, one file. What it asks the network for, what its
// policy lets it ask for, and that it opens where it says that it would.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium as engine } from "playwright-core";
import { chromium, FLAGS } from "../../scripts/lib/chromium.mjs";
import { root } from "../../scripts/lib/run.mjs";
import { discern } from "../support/discern.mjs";
import { accessibility, answer, launch, only, openPage, ready, TARGET } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

/** The ledger as the page shows it. @param {import("playwright-core").Page} page */
async function ledger(page) {
  await page.locator(".screens a[href='#/machine']").click();
  await page.locator("[data-test=ledger]").waitFor();
  const rows = await page
    .locator("[data-request]")
    .evaluateAll((rows) =>
      rows.map((row) => ({ address: row.getAttribute("data-request") ?? "", late: row.getAttribute("data-late") })),
    );
  return { rows, verdict: await page.locator("[data-test=ledger-verdict]").innerText() };
}

/** An address as the ledger writes it. @param {string} url */
const short = (url) => url.replace(new URL(site.address).origin, "");

test("the ledger lists what Chromium saw, and nothing comes after the first file", {
  skip: only("served"),
}, async () => {
  const { page, context, requests, errors } = await openPage(site);
  const before = await ledger(page);
  assert.match(before.verdict, /No file was added yet/);
  assert.deepEqual(before.rows.map(({ address }) => address).sort(), requests.map(short).sort());
  await page.locator(".screens a[href='#/case']").click();
  const loaded = requests.length;
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  const after = await ledger(page);
  assert.deepEqual(requests.slice(loaded), []);
  assert.equal(after.verdict, "After the first file was added, the page made no request.");
  assert.ok(after.rows.every(({ late }) => late === "false"));
  // A request that is made all the same is told.
  await page.evaluate(() => fetch("./?late").then(() => {}));
  await page.locator("[data-request='/?late'][data-late=true]").waitFor();
  assert.match((await ledger(page)).verdict, /^After the first file was added, 1 request/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("the case screen is seen after well under a second of work", { skip: only("served") }, async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(site.address);
  await page.locator("#case-title").waitFor();
  // Processor time of the page: what a busy machine does beside it is no matter of the page's.
  const { metrics } = await session.send("Performance.getMetrics");
  const seconds = metrics.find(({ name }) => name === "ProcessTime")?.value ?? Number.NaN;
  assert.ok(seconds < 0.8, `${seconds} s`);
  await context.close();
});

test("with the network cut a whole case is analysed, and the page says how it is kept", async () => {
  const { page, context, requests, errors } = await openPage(site);
  await context.setOffline(true);
  const loaded = requests.length;
  await page.locator("button:has-text('Try the sample case')").click();
  await answer(page);
  assert.deepEqual(requests.slice(loaded), []);
  const { rows } = await ledger(page);
  assert.ok(rows.every(({ late }) => late === "false"));
  const offline = page.locator("[data-test=offline]");
  assert.equal(await offline.getAttribute("data-state"), { served: "session", file: "file", site: "kept" }[TARGET]);
  assert.deepEqual(errors, []);
  await context.close();
});

test("one file asks for nothing, and its policy allows no connection", { skip: only("file") }, async () => {
  const html = readFileSync(join(root, "kit/discern.html"), "utf8");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
  assert.match(policy, /connect-src 'none'/);
  assert.doesNotMatch(policy, /'self'|unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
  const { page, context, requests } = await openPage(site);
  assert.deepEqual(requests, [site.address]);
  assert.match((await ledger(page)).verdict, /no request at all/);
  const tried = await page.evaluate(() =>
    fetch("data:,x").then(
      () => "answered",
      () => "blocked",
    ),
  );
  assert.equal(tried, "blocked");
  await context.close();
});

test("the site keeps itself: every file is in the browser, and the archive holds the same", {
  skip: only("site"),
}, async () => {
  const { page, context } = await openPage(site);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const keys = await (await caches.open(names[0] ?? "")).keys();
    return { names, paths: keys.map(({ url }) => new URL(url).pathname) };
  });
  assert.equal(kept.names.length, 1);
  const archive = join(root, "kit/discern-site.zip");
  const listed = execFileSync("python3", ["-m", "zipfile", "-l", archive], { encoding: "utf8" });
  const inside = listed
    .split("\n")
    .slice(1)
    .map((line) => line.split(/\s{2,}/)[0] ?? "")
    .filter(Boolean);
  const extra = ["LICENSE", "NOTICE", "README.txt", "THIRD-PARTY.txt", "index.html", "sw.js"];
  assert.deepEqual(
    inside
      .filter((path) => !extra.includes(path))
      .map((path) => `/${path}`)
      .sort(),
    kept.paths.filter((path) => path !== "/").sort(),
  );
  execFileSync("python3", ["-m", "zipfile", "-t", archive]);
  await context.close();
});

test("a browser can install the site", { skip: only("site") }, async () => {
  const { page, context } = await openPage(site);
  const session = await context.newCDPSession(page);
  const { errors, data } = /** @type {any} */ (await session.send("Page.getAppManifest"));
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).start_url, "./");
  await context.close();
});

test("where the browser will not keep the site, it works on and says so", { skip: only("site") }, async () => {
  const browser = await engine.launch({ executablePath: await chromium(), args: FLAGS });
  const context = await browser.newContext({ serviceWorkers: "block", locale: "en-US" });
  const page = await context.newPage();
  await page.goto(site.address);
  await ready(page);
  await page.locator(".screens a[href='#/machine']").click();
  const offline = page.locator("[data-test=offline]");
  assert.equal(await offline.getAttribute("data-state"), "refused");
  assert.match(await offline.innerText(), /did not keep the page/);
  await browser.close();
});

test("the kit was made", { skip: only("file", "site") }, () => {
  for (const path of ["kit/discern.html", "kit/discern-site.zip"]) assert.ok(existsSync(join(root, path)), path);
});

test("the self-test passes here: the phantom's agreed values, and every digit of the bundled case", async () => {
  const { page, context, errors } = await openPage(site);
  await page.locator(".screens a[href='#/machine']").click();
  const version = await page.locator("[data-test=version]").innerText();
  assert.equal(`discern ${version}\n`, discern("--version"), "the page holds the core of the same sources");
  await page.locator("[data-test=selftest] button").click();
  const done = page.locator("[data-test=selftest-done]");
  await done.waitFor();
  const checks = await done.locator("[data-check]").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.getAttribute("data-check") ?? "",
      passes: row.getAttribute("data-passes"),
      values: [...row.querySelectorAll("data")].map(({ value }) => value),
    })),
  );
  assert.deepEqual(
    checks.filter(({ passes }) => passes !== "true"),
    [],
  );
  assert.equal(checks.filter(({ name }) => name.startsWith("original_")).length, 98);
  assert.ok(
    checks.filter(({ name }) => name.includes("-M ")).every(({ values: [expected, found] }) => expected === found),
  );
  assert.ok(checks.length > 120, `${checks.length}`);
  assert.deepEqual(await accessibility(page), []);
  assert.deepEqual(errors, []);
  await context.close();
});

test("the licences of all that is built in come along, however the page comes", async () => {
  const texts = ["LICENSE", "NOTICE", "THIRD-PARTY.txt"].map((name) => ({
    name,
    text: readFileSync(join(root, name), "utf8"),
  }));
  for (const { name, text } of texts) {
    if (TARGET === "file") {
      const html = readFileSync(join(root, "kit/discern.html"), "utf8");
      assert.ok(html.includes(text.replace(/<\/(script)/gi, "<\\/$1")), `${name} is in the file`);
    } else if (TARGET === "site") {
      const archive = join(root, "kit/discern-site.zip");
      const read = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))";
      assert.equal(
        execFileSync("python3", ["-c", read, archive, name], { encoding: "utf8", maxBuffer: 1 << 26 }),
        text,
      );
    } else assert.equal(await (await fetch(`${site.address}${name}`)).text(), text);
  }
});
