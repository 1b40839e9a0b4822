// What is still missing for an analysis, in words.
import { computed } from "@preact/signals";
import { asksAge, clinicalInputs, clinicalText, readClinical } from "../core/clinical.ts";
import { ROLES, type Role } from "../core/roles.ts";
import { age, ageText, type Entry, entries, entryOf, requiredSequences } from "../core/store.ts";
import { clinicalExpected, clinicalLabel } from "../language/clinical.ts";
import { say } from "../language/index.ts";
import { roleName, roleShort } from "../language/names.ts";

/** Most files that are listed by name; further ones are counted. */
const MOST_NAMES = 3;

/** Names of files without their folders, where that keeps them distinct; only the first of many. */
function namesOf(chosen: readonly Entry[]): string {
  const short = chosen.map(({ path }) => path.split("/").at(-1) ?? path);
  const names = new Set(short).size === chosen.length ? short : chosen.map(({ path }) => path);
  const further = names.length - MOST_NAMES;
  return say.terms.and(further > 1 ? [...names.slice(0, MOST_NAMES), say.files.further(further)] : names);
}

/** Everything that is missing or wrong, with the field it belongs to. */
export const missing = computed(() => {
  const found: { field: Role | "age" | "clinical"; text: string; why?: "absent" | "several" }[] = [];
  for (const role of ROLES) {
    if (role !== "mask" && !requiredSequences.value.includes(role)) continue;
    const short = roleShort(role);
    const chosen = entries.value.filter((entry) => entry.role === role);
    const names = namesOf(chosen);
    if (chosen.length > 1)
      found.push({ field: role, text: say.files.several(chosen.length, short, names), why: "several" });
    if (chosen.length === 0) found.push({ field: role, text: say.files.roleMissing(roleName(role)), why: "absent" });
    if (chosen[0]?.problem) found.push({ field: role, text: say.files.unusable(short, names) });
  }
  const mask = entryOf("mask")?.inspection;
  if (mask && !mask.regions?.some(({ voxels }) => voxels > 0)) found.push({ field: "mask", text: say.files.maskEmpty });
  if (asksAge.value && age.value === undefined) {
    const text = ageText.value.trim() === "" ? say.files.ageMissing : say.files.ageNoNumber;
    found.push({ field: "age", text });
  }
  for (const input of clinicalInputs.value) {
    const now = readClinical(input, clinicalText.value[input.name] ?? "");
    const name = clinicalLabel(input);
    if (now === "refused")
      found.push({ field: "clinical", text: say.files.clinicalWrong(name, clinicalExpected(input)) });
    if (now === "unknown" && input.unknown === "refused")
      found.push({ field: "clinical", text: say.files.clinicalMissing(name) });
  }
  return found;
});
