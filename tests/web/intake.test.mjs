// Files come in: they are put in their place, listed with what they hold, and no bad file takes anything away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { choose, launch, openPage, settled } from "./browser.mjs";
import { file, image, mask } from "./nifti.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let site;
before(async () => (site = await launch()));
after(() => site.close());

test("files are put in their place by name and read by the core", async () => {
  const { page, context, errors } = await openPage(site);
  await choose(page, [
    file("patient_T1w.nii", image(1)),
    file("patient_T2.nii", image(2)),
    file("patient_STIR.nii", image(3)),
    file("patient_T1_gd.nii", image(4)),
    file("lesion.nii", mask()),
  ]);
  await settled(page);
  const role = (/** @type {string} */ name) => page.locator(`[data-file="${name}"] select`).inputValue();
  assert.equal(await role("patient_T1w.nii"), "t1");
  assert.equal(await role("patient_T2.nii"), "t2");
  assert.equal(await role("patient_STIR.nii"), "t2fs");
  assert.equal(await role("patient_T1_gd.nii"), "t1ce");
  assert.equal(await role("lesion.nii"), "mask");
  const facts = await page.locator('[data-file="lesion.nii"]').innerText();
  assert.match(facts, /24 × 24 × 12 · 1 × 1 × 1 mm · 605 voxels/);
  assert.deepEqual(errors, []);
  await context.close();
});
