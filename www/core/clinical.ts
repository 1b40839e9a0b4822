// The clinical inputs that the model in use asks for. Age has a field of its own, as people write ages in many ways; the others
// are read here while they are typed, by the rules of src/table/clinical.rs (one table of cases holds both:
// tests/support/clinical.json).
import { computed, signal } from "@preact/signals";
import { isMissing } from "./age.ts";
import type { ClinicalInput, Told } from "./protocol/index.ts";
import { model } from "./store.ts";

/** What was typed or chosen, by the name of the input. */
export const clinicalText = signal<Readonly<Record<string, string>>>({});

const declared = computed(() => model.value?.description.clinical ?? null);

/** Whether the model in use asks for the age. */
export const asksAge = computed(() => declared.value?.some(({ name }) => name === "age") ?? true);

/** The other inputs that it asks for. */
export const clinicalInputs = computed(() => declared.value?.filter(({ name }) => name !== "age") ?? []);

/** Whether a text is a value of an input, says that there is none, or is neither. */
export function readClinical(input: ClinicalInput, text: string): "value" | "unknown" | "refused" {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  if (isMissing(plain)) return "unknown";
  // The others are chosen from a list.
  if (input.kind !== "number") return "value";
  const unit = (input.unit ?? "").normalize("NFKC").toLowerCase();
  const digits = (unit && plain.endsWith(unit) ? plain.slice(0, -unit.length) : plain).trimEnd();
  if (!/^[-+\u2212]?\d{1,17}(\.\d{1,30})?(e[-+]?\d{1,3})?$/.test(digits)) return "refused";
  const value = Number(digits.replace("\u2212", "-"));
  const [least, most] = input.bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return value >= least && value <= most ? "value" : "refused";
}

/** What is said of those inputs that the model in use asks for. */
export const toldOf = (texts: Readonly<Record<string, string>>): Told[] =>
  clinicalInputs.value.flatMap(({ name }) => (texts[name]?.trim() ? [{ name, text: texts[name] }] : []));

/** The same for the case at hand. */
export const told = computed(() => toldOf(clinicalText.value));
