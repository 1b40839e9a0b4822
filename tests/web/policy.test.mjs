// Nothing leaves: the policy is on every answer, stops what it should, and the recorder would have seen the rest.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { headers, metaPolicy } from "../../scripts/lib/policy.mjs";
import { file, image, mask } from "../support/nifti.mjs";
import { choose, launch, only, openPage, settled, TARGET } from "./browser.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
/** Another origin, which counts what reaches it. @type {{ address: string, hits: string[], close: () => void }} */
let outside;

before(async () => {
  site = await launch();
  /** @type {string[]} */
  const hits = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? "");
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/html" }).end("<p>outside</p>");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  outside = { address: `http://127.0.0.1:${port}/`, hits, close: () => server.close() };
});
after(async () => {
  await site.close();
  outside.close();
});

/** Asks for an address from the page's own thread. @param {import("playwright-core").Page} page @param {string} url */
const fromPage = (page, url) =>
  page.evaluate(
    (url) =>
      fetch(url).then(
        () => "answered",
        () => "blocked",
      ),
    url,
  );

/** Asks for an address from a worker made as the page makes its own. @param {import("playwright-core").Page} page @param {string} url */
const fromWorker = (page, url) =>
  page.evaluate((url) => {
    const code =
      "onmessage = ({ data }) => fetch(data).then(() => postMessage('answered'), () => postMessage('blocked'))";
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    return new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = () => resolve("no worker");
      worker.postMessage(url);
    });
  }, url);

const hosted = only("served", "site");

test("the policy is sent with every answer and stands in the page itself", { skip: hosted }, async () => {
  const target = TARGET === "site" ? "site" : "served";
  const html = await fetch(site.address);
  const text = await html.text();
  const asset = /assets\/[\w.-]+\.js/.exec(text)?.[0] ?? "";
  for (const answer of [html, await fetch(site.address + asset), await fetch(`${site.address}none`)]) {
    for (const [name, value] of Object.entries(headers(target))) assert.equal(answer.headers.get(name), value);
  }
  const first = /<head>\s*(<[^>]+>)/.exec(text)?.[1] ?? "";
  assert.equal(/content="([^"]+)"/.exec(first)?.[1]?.replaceAll("&#39;", "'"), metaPolicy(target));
  assert.equal((await fetch(`${site.address}..%2f..%2fpackage.json`)).status, 404);
});

test("after the first file nothing is requested, stored or named", async () => {
  const { page, context, requests, errors } = await openPage(site);
  const before = requests.length;
  assert.ok(before > 0, "the recorder sees the page load");
  await choose(page, [
    file("Doe_Jane_T1.nii", image(1)),
    file("Doe_Jane_mask.nii", mask()),
    file("Doe_Jane.txt", "text"),
  ]);
  await settled(page);
  await page.locator("button:has-text('Analyse')").click();
  await page.locator("[data-test=missing]").waitFor();
  assert.deepEqual(requests.slice(before), []);
  const traces = await page.evaluate(async () => [
    document.title,
    location.href,
    document.cookie,
    JSON.stringify({ ...localStorage, ...sessionStorage }),
    JSON.stringify((await indexedDB.databases()).map(({ name }) => name)),
    JSON.stringify(await caches.keys()),
    JSON.stringify(history.state),
  ]);
  assert.ok(!traces.join(" ").includes("Doe"), traces.join(" "));
  assert.deepEqual(errors, []);
  await context.close();
});

test("control: the recorder sees requests of the page and of a worker where they are allowed", {
  skip: hosted,
}, async () => {
  const { page, context, requests } = await openPage(site, {}, undefined, { cut: false });
  assert.equal(await fromPage(page, `${site.address}?page`), "answered");
  assert.equal(await fromWorker(page, `${site.address}?worker`), "answered");
  assert.ok(requests.includes(`${site.address}?page`));
  assert.ok(requests.includes(`${site.address}?worker`));
  // And without the policy, both reach another origin: it is the policy that holds them back.
  await page.goto("about:blank");
  const bare = await context.newPage();
  await bare.goto(outside.address);
  assert.equal(await fromPage(bare, `${outside.address}bare-page`), "answered");
  assert.equal(await fromWorker(bare, `${outside.address}bare-worker`), "answered");
  for (const path of ["/bare-page", "/bare-worker"]) assert.ok(outside.hits.includes(path), path);
  await context.close();
});

test("control: requests to another origin are blocked, from the page and from a worker", async () => {
  const { page, context, errors } = await openPage(site, {}, undefined, { cut: false });
  const reached = outside.hits.length;
  assert.equal(await fromPage(page, `${outside.address}page`), "blocked");
  assert.equal(await fromWorker(page, `${outside.address}worker`), "blocked");
  const others = await page.evaluate(async (url) => {
    /** @type {string[]} */
    const violated = [];
    document.addEventListener("securitypolicyviolation", (event) => violated.push(event.effectiveDirective));
    navigator.sendBeacon(`${url}beacon`, "x");
    new Image().src = `${url}image`;
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${url}style` }));
    document.head.append(Object.assign(document.createElement("script"), { src: `${url}script` }));
    document.body.append(Object.assign(document.createElement("iframe"), { src: `${url}frame` }));
    try {
      new WebSocket(url.replace("http", "ws"));
    } catch {
      // Some browsers throw, some only report.
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    return violated;
  }, outside.address);
  for (const directive of ["connect-src", "img-src", "style-src-elem", "script-src-elem", "frame-src"]) {
    assert.ok(others.includes(directive), `${directive} among ${others.join(", ")}`);
  }
  assert.deepEqual(outside.hits.slice(reached), []);
  assert.ok(errors.some((text) => text.includes("Content Security Policy")));
  await context.close();
});

test("leaving for another origin is blocked where the browser knows Connection-Allowlist", {
  skip: hosted,
}, async (context) => {
  const [major = 0] = site.browser.version().split(".").map(Number);
  if (major < 156) return context.skip(`Chromium ${site.browser.version()} does not know the header`);
  const opened = await openPage(site, {}, undefined, { cut: false });
  const reached = outside.hits.length;
  await opened.page.evaluate((url) => {
    window.open(`${url}popup`);
    location.href = `${url}navigation`;
  }, outside.address);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  assert.deepEqual(outside.hits.slice(reached), []);
  await opened.context.close();
});
