// npm run build: set up what is missing and build the page into dist/.
import { command } from "./lib/run.mjs";
import { build } from "./lib/setup.mjs";

await command(async () => {
  await build();
  console.log("The page is in dist/: plain files for any static host.");
});
