// The role of a file in a case: one of the sequences, the mask, or none.
import { SEQUENCES, type Sequence } from "./protocol/lists.ts";

export type Role = Sequence | "mask" | "none";

/** The five files of a case, in the order of every list. */
export const ROLES = [...SEQUENCES, "mask"] as const;

export const isRole = (text: string): text is Role => text === "none" || ROLES.some((role) => role === text);
