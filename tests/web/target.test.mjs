// The folder that cargo builds into is the user's to choose; the scripts follow.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/lib/run.mjs";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "discern-")));
after(() => rmSync(folder, { recursive: true }));

/** What the scripts take for that folder in this environment. @param {NodeJS.ProcessEnv} env */
function seen(env) {
  const code = `import(${JSON.stringify(pathToFileURL(join(root, "scripts/lib/cargo.mjs")).href)}).then(({ inTarget }) => console.log(inTarget("stamps")))`;
  const { CARGO_TARGET_DIR: _, ...others } = process.env;
  return execFileSync(process.execPath, ["-e", code], { encoding: "utf8", env: { ...others, ...env } }).trim();
}

test("CARGO_TARGET_DIR moves the target folder", () => {
  assert.equal(seen({ CARGO_TARGET_DIR: join(folder, "elsewhere") }), join(folder, "elsewhere", "stamps"));
});

test("build.target-dir of the user's configuration moves it", () => {
  writeFileSync(join(folder, "config.toml"), `[build]\ntarget-dir = ${JSON.stringify(join(folder, "configured"))}\n`);
  assert.equal(seen({ CARGO_HOME: folder }), join(folder, "configured", "stamps"));
});
