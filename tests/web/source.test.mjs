// Rules over the page's sources and over what is built of them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { cargoHome } from "../../scripts/lib/cargo.mjs";
import { root } from "../../scripts/lib/run.mjs";

const www = join(root, "www");
const sources = readdirSync(www, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(tsx?|css)$/.test(name) && !name.endsWith(".d.ts"))
  .sort();
const read = (/** @type {string} */ name) => readFileSync(join(www, name), "utf8");

/**
 * What each part of the page may import of the page, beside itself: a part is the longest of these paths that a file lies
 * at or below. From the ground up: core knows no words, language no widgets, ui no features; features stand on those below
 * them in this list; a screen puts features together, the app the screens. The package is for the worker alone (and its
 * address for assets).
 * @type {Record<string, string[]>}
 */
const ALLOWED = {
  "core/protocol": [],
  "core/worker": ["core/protocol", "pkg"],
  "core/bridge.ts": ["core", "core/protocol", "core/worker"],
  core: ["core/protocol"],
  language: ["core", "core/protocol"],
  ui: ["core/protocol", "language"],
  deep: ["core", "core/protocol", "language"],
  glossary: ["core", "core/protocol", "language", "ui"],
  intake: ["core", "core/protocol", "language", "ui"],
  desk: ["core", "core/protocol", "language", "ui", "intake"],
  machine: ["core", "core/protocol", "language", "ui", "deep", "intake"],
  viewer: ["core", "core/protocol", "language", "ui", "intake"],
  answer: ["core", "core/protocol", "language", "ui", "deep", "glossary", "intake"],
  report: ["core", "core/protocol", "language", "ui", "machine", "viewer", "answer"],
  models: ["core", "core/protocol", "language", "ui", "intake"],
  batch: ["core", "core/protocol", "language", "ui", "deep", "intake", "answer"],
  case: [
    "core",
    "core/protocol",
    "language",
    "ui",
    "deep",
    "intake",
    "desk",
    "viewer",
    "answer",
    "report",
    "models",
    "batch",
  ],
  app: ["core", "language", "ui", "glossary", "intake", "machine", "viewer", "models", "batch", "case"],
  "main.tsx": ["core", "core/bridge.ts", "core/protocol", "language", "deep", "machine", "answer", "models", "app"],
};

const PARTS = Object.keys(ALLOWED).sort((a, b) => b.length - a.length);

/** The part a file belongs to; "pkg" for the package. @param {string} path relative to www */
const part = (path) =>
  (path.startsWith("../") ? path.split("/")[1] : PARTS.find((part) => path === part || path.startsWith(`${part}/`))) ??
  "";

/** Every import of a file of the page, with the path of what is imported, relative to www. @param {string} name */
function importsOf(name) {
  const found = read(name).matchAll(
    /^(?:import|export)\b[^;]*?from\s+"(\.[^"]+)"|^import\s+"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm,
  );
  return [...found].map(([statement, from, bare, later]) => {
    const target = from ?? bare ?? later ?? "";
    return {
      statement,
      target,
      path: relative(www, join(www, dirname(name), target.replace(/\?.*$/, ""))).replaceAll("\\", "/"),
    };
  });
}

const scripts = sources.filter((name) => !name.endsWith(".css"));

test("parts of the page import only what the table allows", () => {
  const wrong = [];
  for (const name of scripts) {
    const own = part(name);
    assert.ok(own, `${name} has no row in the import table`);
    for (const { statement, target, path } of importsOf(name)) {
      const imported = part(path);
      // Types of the bridge may be named where the bridge itself may not be used.
      const isBridgeType = imported === "core/bridge.ts" && statement.startsWith("import type");
      const isAddress = name === "core/assets.ts" && target.endsWith("?url");
      if (imported !== own && !ALLOWED[own]?.includes(imported) && !isBridgeType && !isAddress)
        wrong.push(`${name} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("every import that the table allows is made", () => {
  const made = new Set(
    scripts.flatMap((name) => importsOf(name).map(({ path }) => `${part(name)} imports ${part(path)}`)),
  );
  const allowed = Object.entries(ALLOWED).flatMap(([own, others]) => others.map((other) => `${own} imports ${other}`));
  assert.deepEqual(
    allowed.filter((one) => !made.has(one)),
    [],
  );
});

/** The first circle of a graph, as the way through it; nothing where there is none. @param {Map<string, string[]>} graph */
function circleIn(graph) {
  const left = new Set();
  /** @type {(name: string, way: string[]) => string[] | undefined} */
  const follow = (name, way) => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name];
    if (left.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const circle = follow(next, [...way, name]);
      if (circle) return circle;
    }
    left.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const circle = follow(name, []);
    if (circle) return circle;
  }
  return undefined;
}

test("no file of the page imports itself by way of others, types included", () => {
  assert.deepEqual(
    circleIn(
      new Map([
        ["a", ["b", "d"]],
        ["b", ["c"]],
        ["c", ["b"]],
        ["d", []],
      ]),
    ),
    ["b", "c", "b"],
  );
  const graph = new Map(scripts.map((name) => [name, importsOf(name).map(({ path }) => path)]));
  const unknown = [...graph.values()].flat().filter((path) => /\.tsx?$/.test(path) && !graph.has(path));
  assert.deepEqual(unknown, []);
  assert.deepEqual(circleIn(graph), undefined);
});

test("files of the page are short", () => {
  const long = sources
    .map((name) => [name, read(name).split("\n").length - 1])
    .filter(
      ([name, lines]) =>
        Number(lines) > 150 && !/^(language\/(en|zh)\/|core\/protocol\/(codes|core)\.ts)/.test(String(name)),
    );
  assert.deepEqual(long, []);
});

test("only the loading of the page's own files can make a request", () => {
  const calls = /\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|RTCPeerConnection)\b\s*\(?/;
  const found = sources.filter((name) => calls.test(read(name).replace(/^\s*(\/\/|\*|\/\*).*$/gm, "")));
  assert.deepEqual(found, ["core/assets.ts"]);
});

test("only rows of a batch are stored, by one file", () => {
  const found = sources.filter((name) =>
    /\b(indexedDB|localStorage|sessionStorage|caches|navigator\.storage)\b/.test(
      read(name).replace(/^\s*(\/\/|\*|\/\*).*$/gm, ""),
    ),
  );
  assert.deepEqual(found, ["batch/cache.ts"]);
});

test("the built page names no other origin and has no way out, no storage, no log", () => {
  const assets = join(root, "dist/assets");
  const scripts = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
  assert.ok(scripts.length >= 2);
  for (const name of scripts) {
    const text = readFileSync(join(assets, name), "utf8");
    const addresses = [...text.matchAll(/\b(?:https?|wss?):\/\/[^\s"'`)]*/g)].map(([address]) => address);
    // Names of XML vocabularies are no addresses.
    assert.deepEqual(
      addresses.filter((address) => !address.startsWith("http://www.w3.org/")),
      [],
      name,
    );
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
