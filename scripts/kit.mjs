// npm run kit: the page to take along. kit/discern.html opens from a disk by double click; kit/discern-site.zip is the
// static site for a host of one's own, which browsers can install and open without a network after the first visit.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { oneFile } from "./kit/onefile.mjs";
import { inTarget } from "./lib/cargo.mjs";
import { headers } from "./lib/policy.mjs";
import { command, must, root } from "./lib/run.mjs";
import { build, LICENCES, pageInputs } from "./lib/setup.mjs";
import { unlessFresh } from "./lib/stamp.mjs";

const site = () => inTarget("kit", "site");

const bundle = (/** @type {string} */ mode) =>
  must(`Building the page (${mode})`, process.execPath, ["node_modules/vite/bin/vite.js", "build", "--mode", mode], {
    quiet: true,
  });

/** All files below a folder, by path with slashes. @param {string} folder @returns {Record<string, Buffer>} */
function filesOf(folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path).replaceAll(sep, "/"), readFileSync(path)]));
}

const MANIFEST = {
  name: "Discern: metastasis or primary spinal tumour",
  short_name: "Discern",
  description: "Research use, not a medical device. Everything is computed in the browser; nothing is uploaded.",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#f3f6f8",
  theme_color: "#0b6478",
  icons: [{ src: "./icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
};

/** What the host has to know, in the archive itself. */
const README = `Discern, a static site. Research use, not a medical device.

Put these files on any static web server (https, or http://localhost), also below a path, and open the page once; from then on
the browser opens it without a network. Nothing runs on the server.

Send these headers with every file where the server can; the page carries the policy itself otherwise:

${Object.entries(headers("site"))
  .map(([name, value]) => `${name}: ${value}`)
  .join("\n")}

Licence: Apache-2.0 (LICENSE, NOTICE); what it is built from: THIRD-PARTY.txt.
`;

/** Adds what makes the built site installable, and gives all its files. */
function complete() {
  const folder = site();
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const linked = html.replace("</head>", '  <link rel="manifest" href="./manifest.webmanifest" />\n  </head>');
  writeFileSync(join(folder, "index.html"), linked);
  writeFileSync(join(folder, "manifest.webmanifest"), JSON.stringify(MANIFEST, null, 1));
  writeFileSync(join(folder, "icon.svg"), readFileSync(join(root, "www/ui/icon.svg")));
  const kept = filesOf(folder);
  const version = createHash("sha256");
  for (const [path, content] of Object.entries(kept)) version.update(`\0${path}\0`).update(content);
  const paths = [
    "./",
    ...Object.keys(kept)
      .filter((path) => path !== "index.html")
      .map((path) => `./${path}`),
  ];
  const head = `const FILES = ${JSON.stringify(paths)};\nconst VERSION = "${version.digest("hex").slice(0, 16)}";\n`;
  writeFileSync(join(folder, "sw.js"), head + readFileSync(join(root, "scripts/kit/serviceworker.js"), "utf8"));
  const extra = {
    "README.txt": Buffer.from(README),
    ...licences(),
  };
  return { ...filesOf(folder), ...extra };
}

/** The licences by the names of their files. */
export const licences = () =>
  Object.fromEntries(LICENCES.map((/** @type {string} */ name) => [name, readFileSync(join(root, name))]));

/** Bits of a zip entry that say that a file may be run, and the system whose bits they are. */
const RUNS = { attrs: 0o100755 << 16, os: 3 };

/**
 * Files by name as one archive, always with the same date: the same files give the same bytes.
 * @param {Record<string, Uint8Array>} files
 * @param {readonly string[]} [programs] which of them can be run
 */
export async function zip(files, programs = []) {
  // Not at the top: on a fresh machine this script is what installs it.
  const { zipSync } = await import("fflate");
  const sorted = Object.keys(files).sort();
  const entry = (/** @type {string} */ name) => [files[name], programs.includes(name) ? RUNS : {}];
  const entries = Object.fromEntries(sorted.map((name) => [name, entry(name)]));
  return zipSync(/** @type {import("fflate").Zippable} */ (entries), { level: 9, mtime: new Date(1980, 0, 1) });
}

const size = (/** @type {string} */ path) => `${(readFileSync(join(root, path)).length / 1e6).toFixed(1)} MB`;

/** Both parts of the kit, unless they are there and new; of what `build` made. */
export async function kit() {
  mkdirSync(join(root, "kit"), { recursive: true });
  const inputs = [...pageInputs, "scripts/kit.mjs", "scripts/kit"];
  await unlessFresh({ product: "kit/discern.html", inputs }, async () => {
    await bundle("file");
    const notices = Object.values(licences()).join("\n");
    writeFileSync(join(root, "kit/discern.html"), oneFile(inTarget("kit", "file"), notices));
  });
  await unlessFresh({ product: "kit/discern-site.zip", inputs }, async () => {
    await bundle("site");
    writeFileSync(join(root, "kit/discern-site.zip"), await zip(complete()));
  });
}

if (process.argv[1] === join(root, "scripts/kit.mjs")) {
  await command(async () => {
    await build();
    await kit();
    console.log(`kit/discern.html      ${size("kit/discern.html")}  opens by double click, with no network`);
    console.log(
      `kit/discern-site.zip  ${size("kit/discern-site.zip")}  for a static host; installable, opens with no network after the first visit`,
    );
  });
}
