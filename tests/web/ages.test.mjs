// Ages in the page's field are read by the same table of cases as the core's lists (tests/mechanics/many_cases.rs).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runnerImport } from "vite";
import { root } from "../../scripts/lib/run.mjs";

const { readAge } = /** @type {any} */ (
  (await runnerImport(join(root, "www/core/age.ts"), { configFile: false, root, logLevel: "error" })).module
);

test("the page reads ages by the core's table", () => {
  const rows = JSON.parse(readFileSync(join(root, "tests/support/ages.json"), "utf8"));
  assert.ok(rows.length > 60);
  for (const [text, expected] of rows) {
    const { years, refused } = readAge(text);
    assert.equal(refused ?? years, expected, `“${text}”`);
  }
});
