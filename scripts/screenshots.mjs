// npm run screenshots: pictures of the page before, during and after an analysis and while drawing, into docs/images.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { file, image, mask } from "../tests/support/nifti.mjs";
import { answer, fillCase, launch, openPage } from "../tests/web/browser.mjs";
import { command, root, SetupError } from "./lib/run.mjs";
import { build } from "./lib/setup.mjs";

const folder = join(root, "docs/images");

const SIZE = [192, 192, 48];

/** A large case on disk: to hand its bytes to the browser would take longer than to read them there. */
function largeCase() {
  const place = mkdtempSync(join(tmpdir(), "discern-"));
  const files = [
    ...["t1", "t2", "t2fs", "t1ce"].map((name, seed) => file(`patient_${name}.nii`, image(seed, SIZE))),
    file("patient_mask.nii", mask(SIZE)),
  ];
  return files.map(({ name, buffer }) => {
    writeFileSync(join(place, name), buffer);
    return join(place, name);
  });
}

await command(async () => {
  await build();
  mkdirSync(folder, { recursive: true });
  const site = await launch();
  try {
    await chineseFont(site);
    await pictures(site);
  } finally {
    await site.close();
  }
  console.log(`Pictures are in ${folder}`);
});

/**
 * Refuses to take pictures without a Chinese font: every character would be the same empty box.
 * @param {Awaited<ReturnType<typeof launch>>} site
 */
async function chineseFont({ browser }) {
  const page = await browser.newPage();
  const [one, other] = await page.evaluate(() =>
    ["中", "文"].map((text) => {
      const canvas = document.createElement("canvas");
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      pen.font = "40px sans-serif";
      pen.fillText(text, 20, 60);
      return canvas.toDataURL();
    }),
  );
  await page.close();
  if (one === other)
    throw new SetupError(
      "No font with Chinese characters: install one (fonts-noto-cjk on Debian and Ubuntu), then again.",
    );
}

/** @param {Awaited<ReturnType<typeof launch>>} site */
async function pictures(site) {
  const large = largeCase();
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const { page, context } = await openPage(site);
    await page.emulateMedia({ colorScheme });
    const take = async (/** @type {string} */ name) => {
      if (colorScheme === "dark" && name !== "after") return;
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    };
    await take("before");
    // The sample case is done before a picture could be taken: a larger one is caught at work.
    await fillCase(page, large);
    await page.locator("button:has-text('Analyse')").click();
    await page.locator("[data-test=busy] .track.running").first().waitFor();
    await page.waitForTimeout(600);
    await take("during");
    await page.locator("button:has-text('Cancel')").click();
    await page.locator("button:has-text('Clear')").click();
    await page.locator("button:has-text('Try the sample case')").click();
    await answer(page);
    await page.locator("[data-sensitivity-of]").first().waitFor({ timeout: 240_000 });
    await page.mouse.move(0, 0);
    await take("after");
    await page.locator("button:has-text('Correct the mask')").click();
    await page.locator("[data-test=levels]").waitFor();
    await take("drawing");
    await context.close();
  }
  rmSync(dirname(large[0] ?? ""), { recursive: true, force: true });
}
