// Rules over the page's sources and over what is built of them.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { root } from "../../scripts/lib/run.mjs";
import { cargoHome } from "../../scripts/lib/setup.mjs";

const www = join(root, "www");
const sources = readdirSync(www, { recursive: true, encoding: "utf8" }).filter((name) => /\.(tsx?|css)$/.test(name) && !name.endsWith(".d.ts")).sort();
const read = (/** @type {string} */ name) => readFileSync(join(www, name), "utf8");

/** What each part of the page may import of the page. The package is for the worker alone (and its address for assets). */
const ALLOWED = {
  main: ["actions", "bridge", "lib", "state", "style", "views"],
  views: ["actions", "lib", "protocol", "state", "views", "widgets"],
  widgets: ["lib", "widgets"],
  actions: ["actions", "bridge", "lib", "protocol", "state"],
  state: ["bridge", "lib", "protocol", "state"],
  bridge: ["bridge", "protocol", "worker"],
  worker: ["protocol", "pkg", "worker"],
  protocol: ["protocol"],
  lib: ["lib", "protocol"],
};

/** "views" for views/app.tsx, "main" for main.tsx, "pkg" for the package. @param {string} path relative to www */
const part = (path) => (path.startsWith("../") ? path.split("/")[1] : path.split("/")[0])?.replace(/\.tsx?$/, "") ?? "";

test("parts of the page import only what the table allows", () => {
  const wrong = [];
  for (const name of sources.filter((name) => !name.endsWith(".css"))) {
    const allowed = /** @type {Record<string, string[]>} */ (ALLOWED)[part(name)];
    assert.ok(allowed, `${name} has no row in the import table`);
    for (const [line, from = ""] of read(name).matchAll(/^(?:import|export)\b[^;]*?from\s+"(\.[^"]+)"|^import\s+"(\.[^"]+)"/gm)) {
      const target = from || (/"(\.[^"]+)"/.exec(line)?.[1] ?? "");
      const imported = part(relative(www, join(www, dirname(name), target.replace(/\?.*$/, ""))));
      // Types of the bridge may be named where the bridge itself may not be used.
      const typeOnly = line.startsWith("import type") && imported === "bridge";
      const address = name === "lib/assets.ts" && target.endsWith("?url");
      if (!allowed.includes(imported) && !typeOnly && !address) wrong.push(`${name} imports ${target}`);
      if (imported === "bridge" && !["main", "bridge"].includes(part(name)) && !typeOnly) wrong.push(`${name} uses the bridge itself`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("files of the page are short", () => {
  const long = sources.map((name) => [name, read(name).split("\n").length - 1]).filter(([name, lines]) => Number(lines) > 150 && !String(name).startsWith("lib/language/"));
  assert.deepEqual(long, []);
});

test("only the loading of the page's own files can make a request", () => {
  const calls = /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|RTCPeerConnection)\b\s*\(?/;
  const found = sources.filter((name) => calls.test(read(name).replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")));
  assert.deepEqual(found, ["lib/assets.ts"]);
});

test("only rows of a batch are stored, by one file", () => {
  const found = sources.filter((name) => /\b(indexedDB|localStorage|sessionStorage|caches|navigator\.storage)\b/.test(read(name).replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")));
  assert.deepEqual(found, ["lib/keep.ts"]);
});

test("the built page names no other origin and has no way out, no storage, no log", () => {
  const assets = join(root, "dist/assets");
  const scripts = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  assert.ok(scripts.length >= 2);
  for (const name of scripts) {
    const text = readFileSync(join(assets, name), "utf8");
    const addresses = [...text.matchAll(/\b(?:https?|wss?):\/\/[^\s"'`)]*/g)].map(([address]) => address);
    // Names of XML vocabularies are no addresses.
    assert.deepEqual(addresses.filter((address) => !address.startsWith("http://www.w3.org/")), [], name);
    for (const way of [
      /RTCPeerConnection/,
      /\bwindow\.open\b/,
      /\blocation(\.href)?\s*=[^=]/,
      /\blocation\.(assign|replace)\b/,
      /sendBeacon|XMLHttpRequest|\bWebSocket\b|EventSource|importScripts/,
      /localStorage|sessionStorage|document\.cookie/,
      /\beval\(|new Function\b/,
      /console\.log/,
    ]) {
      assert.doesNotMatch(text, way, name);
    }
  }
});

test("the built page names no folder of the machine that built it", () => {
  const assets = join(root, "dist/assets");
  const names = readdirSync(assets);
  assert.ok(names.some((name) => name.endsWith(".wasm")));
  for (const name of names) {
    const bytes = readFileSync(join(assets, name));
    for (const folder of [root, cargoHome()]) assert.ok(!bytes.includes(folder), `${folder} in ${name}`);
  }
});
