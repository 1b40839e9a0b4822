// Ages and shares in the page's fields are read by the same tables of cases as in the core (tests/mechanics/many_cases.rs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";

const load = async (/** @type {string} */ path) =>
  /** @type {any} */ ((await runnerImport(join(root, path), { configFile: false, root, logLevel: "error" })).module);
const { readAge } = await load("www/core/age.ts");
const { readShare } = await load("www/core/share.ts");
const table = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, "tests/support", name), "utf8"));

test("the page reads ages by the core's table", () => {
  const rows = table("ages.json");
  assert.ok(rows.length > 60);
  for (const [text, expected] of rows) {
    const { years, refused } = readAge(text);
    assert.equal(refused ?? years, expected, `“${text}”`);
  }
});

test("the page reads shares by the core's table", () => {
  const rows = table("shares.json");
  assert.ok(rows.length > 50);
  for (const [text, expected] of rows) {
    const { share, refused } = readShare(text);
    assert.equal(refused ?? share, expected, `“${text}”`);
  }
});
