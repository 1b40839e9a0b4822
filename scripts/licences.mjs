// node scripts/licences.mjs [--check]: writes THIRD-PARTY.txt, the licences of all that is built into Discern: it goes with
// the page, both kits and the command line (`discern --licenses`). --check: whether it is as it would be written.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parts } from "./lib/parts.mjs";
import { command, root, SetupError } from "./lib/run.mjs";

const PATH = join(root, "THIRD-PARTY.txt");
const LINE = "-".repeat(80);

const HEAD = `What Discern is built from, besides its own code (LICENSE) and what NOTICE names: crates of Rust and modules of Node, each
with its licence. Texts that several share stand once. Where a package may be used under one of several licences, MIT is chosen
where it is offered. Written by scripts/licences.mjs.
`;

/** What stands for the text of a package that carries none. @param {import("./lib/parts.mjs").Part} part */
const declared = ({ licence, authors }) =>
  `The package carries no licence file. It declares the licence ${licence}${authors.length ? ` and the authors ${authors.join(", ")}` : ""}.`;

/** All licences as one text. */
function written() {
  /** @type {Map<string, { text: string, names: string[] }>} */
  const shared = new Map();
  for (const part of parts()) {
    const own = part.texts.length ? part.texts : [declared(part)];
    for (const text of own) {
      // The same words are the same licence, however the lines are broken.
      const key = text.replace(/\s+/g, " ");
      const entry = shared.get(key) ?? { text, names: [] };
      entry.names.push(`${part.name} ${part.version} (${part.licence})`);
      shared.set(key, entry);
    }
  }
  const sections = [...shared.values()].map(({ text, names }) => `${LINE}\n${names.join("\n")}\n${LINE}\n\n${text}\n`);
  return `${HEAD}\n${sections.join("\n")}`;
}

await command(async () => {
  const text = written();
  if (!process.argv.includes("--check")) {
    writeFileSync(PATH, text);
    console.log(`THIRD-PARTY.txt: ${(text.length / 1000).toFixed(0)} kB`);
  } else if (readFileSync(PATH, "utf8").replace(/\r\n/g, "\n") !== text) {
    throw new SetupError("THIRD-PARTY.txt is not of these dependencies: run `node scripts/licences.mjs`.");
  }
});
