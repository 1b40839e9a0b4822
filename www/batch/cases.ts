// Cases of a batch and the files of each. What belongs together the core decides (src/case/folder.rs, listed_file.rs); here its
// places in the list of paths become files.
import type { FolderCase, Guessed, Listed, Problem, Sequence, Source, Told } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import type { Role } from "../core/roles.ts";
import type { Found } from "../intake/files.ts";

export type FileRole = Exclude<Role, "none">;

/** A file with its path. */
export type Chosen = Found & Source;

/** One case of a batch. */
export interface Grouped {
  name: string;
  age: number | null;
  /** Why its age cannot be read. */
  ageProblem: Problem | null;
  /** What else is said of the patient. */
  told: readonly Told[];
  /** The files that claim a role; of several one is chosen by a person. */
  claimed: Partial<Record<FileRole, readonly Chosen[]>>;
  /** Masks of single sequences, where a list names them. */
  masks: Partial<Record<Sequence, Chosen>>;
  /** Names in a list for which there is no file. */
  lacking: readonly string[];
  /** Images without a role, with the reason. */
  unused: readonly { path: string; why: Guessed["why"] }[];
  /** How many further files there are. */
  others: number;
  /** Why it is no case. */
  leftOut: Problem | null;
  /** Names of its files as a list has them. */
  listed?: { images: string[]; masks: string[] };
  /** Patient, centre, split and label, where a list has them. */
  who: readonly [string, string, string, string];
}

/** The cases of folders; places are those of `joined`. */
export const ofFolders = (folders: readonly FolderCase[], joined: readonly Chosen[]): Grouped[] =>
  folders.map(({ name, claimed, unused, others, age_years, age_problem, told, left_out }) => {
    const at = (place: number) => joined[place] as Chosen;
    return {
      name,
      age: age_years,
      ageProblem: age_problem,
      told,
      claimed: Object.fromEntries(claimed.map(({ role, files }) => [role, files.map(at)])),
      masks: {},
      lacking: [],
      unused: unused.map(({ file, why }) => ({ path: at(file).path, why })),
      others,
      leftOut: left_out,
      who: ["", "", "", ""],
    };
  });

/** Names of all files of a list, in its order: images, then masks of each case. */
export const namesIn = (rows: readonly Listed[]): string[] =>
  rows.flatMap(({ images, masks }) => [...images, ...masks]);

/** The cases of a list; `found` has the file of every name of `namesIn`. */
export const ofList = (rows: readonly Listed[], found: readonly (Chosen | undefined)[]): Grouped[] =>
  rows.map(({ case: name, age_years, age_problem, told, who, images, masks }, row) => {
    const files = found.slice(8 * row, 8 * row + 8);
    const group: Grouped = {
      name,
      age: age_years,
      ageProblem: age_problem,
      told,
      claimed: {},
      masks: {},
      lacking: [...new Set([...images, ...masks].filter((_, at) => files[at] === undefined))],
      unused: [],
      others: 0,
      leftOut: null,
      listed: { images, masks },
      who,
    };
    SEQUENCES.forEach((sequence, which) => {
      const [image, mask] = [files[which], files[4 + which]];
      if (image) group.claimed[sequence] = [image];
      if (mask) group.masks[sequence] = mask;
    });
    return group;
  });

/** The file of a role, where it is one. */
export function fileOf({ claimed }: Grouped, role: FileRole): Chosen | undefined {
  const files = claimed[role] ?? [];
  return files.length === 1 ? files[0] : undefined;
}

/** The mask of a sequence. */
export const maskOf = (one: Grouped, sequence: Sequence): Chosen | undefined =>
  one.masks[sequence] ?? fileOf(one, "mask");

/** Roles that several files claim. */
export const asked = ({ claimed }: Grouped): FileRole[] =>
  (Object.keys(claimed) as FileRole[]).filter((role) => (claimed[role]?.length ?? 0) > 1);
