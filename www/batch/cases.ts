// Sorts files into cases: by a BIDS tree, by one folder a case, or by the rows of a list.
import type { Guessed, Listed, Sequence, Source } from "../core/protocol/index.ts";
import type { Role } from "../core/roles.ts";
import { type Found, joinPairs } from "../intake/files.ts";

/** One case of a batch: its name, age and files. */
export interface Grouped {
  name: string;
  age: number | null;
  files: Partial<Record<Exclude<Role, "none">, Source>>;
  /** Masks of single sequences, where a list names them. */
  masks: Partial<Record<Sequence, Source>>;
}

const ORDER = ["t1", "t2", "t2fs", "t1ce"] as const;

/** The name of the case a file belongs to: subject and session of a BIDS path, else its folder. */
function groupOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  const bids = folders.filter((name) => /^(sub|ses)-/.test(name));
  return bids.length > 0 ? bids.join("_") : (folders.at(-1) ?? "");
}

/** Ages of a BIDS participants.tsv, by subject. */
export function agesOf(tsv: string): Map<string, number> {
  const [head = "", ...rows] = tsv.split(/\r?\n/);
  const names = head.split("\t");
  const [who, age] = [names.indexOf("participant_id"), names.indexOf("age")];
  const ages = rows
    .map((row) => row.split("\t"))
    .map((cells) => [cells[who] ?? "", Number(cells[age] || Number.NaN)] as const);
  return new Map(ages.filter(([name, years]) => name !== "" && Number.isFinite(years)));
}

/**
 * Groups of images by folder or subject, in the order of their names; a role that two files claim goes to the first.
 */
export async function grouped(
  found: readonly Found[],
  ages: ReadonlyMap<string, number>,
  guess: (paths: string[]) => Promise<Guessed[]>,
): Promise<Grouped[]> {
  const files = new Map<string, (Found & Source)[]>();
  const images = joinPairs(found).filter(({ path }) => /\.(nii|hdr|img|nrrd|nhdr)(\.gz)?$/i.test(path));
  for (const image of images.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = groupOf(image.path);
    files.set(name, [...(files.get(name) ?? []), image]);
  }
  const groups: Grouped[] = [];
  for (const [name, own] of files) {
    const guesses = await guess(own.map(({ path }) => path));
    const group: Grouped = { name, age: ages.get(name.split("_")[0] ?? "") ?? null, files: {}, masks: {} };
    own.forEach(({ file, data }, at) => {
      const role = guesses[at]?.role ?? "none";
      if (role !== "none") group.files[role] ??= { file, data };
    });
    groups.push(group);
  }
  return groups.filter(({ files }) => Object.keys(files).length > 1);
}

/** The cases of a list, with their files looked up by path relative to the list's folder. */
export function listed(rows: readonly Listed[], list: string, found: readonly Found[]): Grouped[] {
  const folder = list.includes("/") ? list.slice(0, list.lastIndexOf("/") + 1) : "";
  const sources = new Map(joinPairs(found).map(({ path, file, data }) => [path, { file, data } satisfies Source]));
  const at = (name: string) => sources.get(folder + name.replace(/^\.\//, "").replaceAll("\\", "/"));
  return rows.map(({ case: name, age_years, images, masks }) => {
    const group: Grouped = { name, age: age_years, files: {}, masks: {} };
    ORDER.forEach((sequence, which) => {
      const [image, mask] = [at(images[which] ?? ""), at(masks[which] ?? "")];
      if (image) group.files[sequence] = image;
      if (mask) group.masks[sequence] = mask;
    });
    return group;
  });
}
