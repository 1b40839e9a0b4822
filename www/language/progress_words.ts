// What the core says on its way, in the language of the page.
import { SEQUENCES } from "../core/roles.ts";
import { say } from "./index.ts";
import { classifierName, modelName, roleName, word } from "./names.ts";

/** What the core is at; names of image types stay as they are. */
export function stepName(what: string): string {
  const [first = "", kind] = what.split(", ");
  if (kind !== undefined && kind in say.terms.classifiers) return `${modelName(first)} · ${classifierName(kind)}`;
  const alone = SEQUENCES.find((sequence) => what === `${sequence} alone`);
  return alone ? say.core.alone(roleName(alone)) : word(say.core.steps, what);
}

/** A change of the mask by one voxel, of the core's words for it. */
export function changeName(words: string): string {
  const [, mm, side] = /^one voxel \(([\d.]+) mm\) towards the (\w+)$/.exec(words) ?? [];
  if (mm !== undefined && side !== undefined && side in say.core.sides)
    return say.core.shifted(mm, word(say.core.sides, side));
  return word(say.core.changes, words);
}
