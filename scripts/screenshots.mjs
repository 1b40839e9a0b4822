// npm run screenshots: pictures of the page before, during and after an analysis of the sample case, into docs/images.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { answer, launch, openPage } from "../tests/web/browser.mjs";
import { command, root } from "./lib/run.mjs";
import { build } from "./lib/setup.mjs";

const folder = join(root, "docs/images");

await command(async () => {
  await build();
  mkdirSync(folder, { recursive: true });
  const site = await launch();
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const { page, context } = await openPage(site);
    await page.emulateMedia({ colorScheme });
    const take = (/** @type {string} */ name) => page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await take("before");
    await page.locator("button:has-text('Try the sample case')").click();
    await page.locator("[data-test=busy] .track.running").first().waitFor();
    await take("during");
    await answer(page);
    await page.mouse.move(0, 0);
    await take("after");
    await context.close();
  }
  await site.close();
  console.log(`Pictures are in ${folder}`);
});
