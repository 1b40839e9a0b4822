// The role of a file in a case: one of the sequences, the mask, or none.
import type { Sequence } from "./protocol/index.ts";

export type Role = Sequence | "mask" | "none";

/** The five files of a case, in the order of every list. */
export const ROLES = ["t1", "t2", "t2fs", "t1ce", "mask"] as const;

export const SEQUENCES = ROLES.filter((role): role is Sequence => role !== "mask");

export const isRole = (text: string): text is Role => text === "none" || ROLES.some((role) => role === text);
