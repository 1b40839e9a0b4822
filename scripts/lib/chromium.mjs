// A Chromium for the browser tests: the one that is here, else Debian's by apt where root may install it.
import { existsSync } from "node:fs";
import { must, SetupError } from "./run.mjs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Nothing but the page may cause traffic; SwiftShader stands in for a graphics card. */
export const FLAGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--enable-unsafe-webgpu",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const find = () => [process.env["CHROMIUM"] ?? "", ...PLACES].find((place) => place && existsSync(place));

/** Path of the browser; installs it where that is possible. @returns {Promise<string>} */
export async function chromium() {
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await must("Updating the package lists", "apt-get", ["update", "-qq"], { quiet: true, env });
    const args = ["install", "-y", "-qq", "--no-install-recommends", "chromium"];
    await must("Installing Chromium", "apt-get", args, { quiet: true, env });
  }
  const installed = find();
  if (installed) return installed;
  throw new SetupError(
    "The browser tests need Chromium or Chrome, and none was found. Install it (Debian: apt-get install chromium), or set " +
      "CHROMIUM to its path, then run this command again.",
  );
}
