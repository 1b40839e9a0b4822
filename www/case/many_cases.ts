// Files of many cases that came to the screen of one: they go to that of a batch, where every case is a row of its own.
import { busy } from "../batch/state.ts";
import { takeCases } from "../batch/take_cases.ts";
import { pool } from "../core/store.ts";
import { never } from "../core/task.ts";
import { type Found, joinPairs } from "../intake/files.ts";
import { say } from "../language/index.ts";

/** Fewest images that two folders both claim before they are two cases: one may be a better copy. */
const IN_COMMON = 2;

/** How many folders are cases beside others: they claim the same images. */
async function countCases(found: readonly Found[]): Promise<number> {
  const paths = joinPairs(found).map(({ path }) => path);
  const folders = (await pool.value?.run(never, "folderCases", { paths, participants: [] })) ?? [];
  const claims = folders.map(
    ({ claimed }) => new Set(claimed.map(({ role }) => role).filter((role) => role !== "mask")),
  );
  const isCase = (own: Set<string>) =>
    claims.some((other) => other !== own && [...own].filter((role) => other.has(role as never)).length >= IN_COMMON);
  return claims.filter(isCase).length;
}

/** Takes files as a batch where they are of several cases; says whether it did. */
export async function takenAsBatch(found: readonly Found[]): Promise<boolean> {
  if (found.length < 2 * IN_COMMON || busy.value) return false;
  const number = await countCases(found);
  if (number < 2) return false;
  location.hash = "#/batch";
  await takeCases(found, [() => say.files.manyCases(number)]);
  return true;
}
