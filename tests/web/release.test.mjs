// What a release says of itself: every part that is built in is in the bill of materials, and what is packed twice is the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { licences, zip } from "../../scripts/kit.mjs";
import { bill } from "../../scripts/lib/bill.mjs";
import { parts } from "../../scripts/lib/parts.mjs";
import { root } from "../../scripts/lib/run.mjs";

test("the bill of materials names every part with its sum and licence, and is the same every time", () => {
  const all = parts();
  const text = bill("1.2.3", all);
  assert.equal(bill("1.2.3", parts()), text);
  assert.notEqual(JSON.parse(bill("1.2.4", all)).serialNumber, JSON.parse(text).serialNumber);
  const { bomFormat, specVersion, serialNumber, components, dependencies } = JSON.parse(text);
  assert.deepEqual([bomFormat, specVersion], ["CycloneDX", "1.5"]);
  assert.match(serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(components.map((/** @type {any} */ one) => one.purl)).size, all.length);
  assert.equal(dependencies[0].dependsOn.length, all.length);
  for (const one of components) {
    assert.match(one.hashes[0].content, /^([0-9a-f]{64}|[0-9a-f]{128})$/, one.purl);
    assert.match(one.licenses[0].expression, /^[\w.+() -]+$/, one.purl);
  }
  const names = all.map(({ name }) => name);
  for (const name of ["clap", "serde_json", "wasm-bindgen", "wgpu", "preact", "@preact/signals"]) {
    assert.ok(names.includes(name), name);
  }
  for (const tool of ["proptest", "vite", "typescript", "playwright-core"]) assert.ok(!names.includes(tool), tool);
  const notices = readFileSync(join(root, "THIRD-PARTY.txt"), "utf8");
  for (const { name, version } of all) assert.ok(notices.includes(`${name} ${version} (`), `${name} has no licence`);
});

test("an archive of the same files is the same, and says which can be run", async () => {
  const files = { ...licences(), discern: Buffer.from("program") };
  const first = await zip(files, ["discern"]);
  const turned = Object.fromEntries(Object.entries(files).reverse());
  assert.deepEqual(await zip(turned, ["discern"]), first);
  // Of the four entries in the central directory, one has the bits of a program.
  const bytes = Buffer.from(first);
  let [programs, entries] = [0, 0];
  for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
    entries += 1;
    if (bytes.readUInt32LE(at + 38) >>> 16 === 0o100755) programs += 1;
  }
  assert.deepEqual([entries, programs], [4, 1]);
});
