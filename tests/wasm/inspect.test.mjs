// The wasm package itself, without a browser: answers are JSON text, problems are objects, nothing panics.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as core from "../../pkg/discern.js";
import { image, mask } from "../web/nifti.mjs";

core.initSync({ module: readFileSync(new URL("../../pkg/discern_bg.wasm", import.meta.url)) });

test("a file is inspected through the wasm package", () => {
  const found = JSON.parse(core.inspect(mask()));
  assert.deepEqual(found.size, [24, 24, 12]);
  assert.deepEqual(found.labels, [[1, 605]]);
  assert.equal(JSON.parse(core.inspect(image(1))).labels, null);
});

test("a problem crosses as an object with its parts", () => {
  assert.throws(
    () => core.inspect(Buffer.from("no image")),
    (/** @type {any} */ thrown) => {
      assert.equal(thrown.kind, "format");
      for (const part of ["thing", "expected", "found"]) assert.equal(typeof thrown[part], "string");
      return true;
    },
  );
});
