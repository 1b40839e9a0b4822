// Clinical inputs in sentences: their labels, what their values are, and a value in words.
import type { ClinicalInput } from "../core/protocol/index.ts";
import { clinicalName } from "./clinical_name.ts";
import { phraseText } from "./code_text.ts";
import { say } from "./index.ts";

/** The name of an input with its unit, as a field is labelled. */
export const clinicalLabel = (input: ClinicalInput): string =>
  input.unit ? say.files.clinicalUnit(clinicalName(input), input.unit) : clinicalName(input);

/** What its values are, as a sentence. */
export function clinicalExpected(input: ClinicalInput): string {
  const [least, most] = input.bounds ?? [0, 0];
  const phrase =
    input.kind === "number"
      ? { code: input.unit ? "clinical-amount" : "clinical-number", values: { least, most, unit: input.unit } }
      : input.kind === "class"
        ? { code: "one-of", values: { names: input.classes ?? [] } }
        : { code: "yes-or-no", values: {} };
  return phraseText(phrase);
}

/** An input with its unit or its classes, as a model's card says what it asks for. */
export function clinicalMeaning(input: ClinicalInput): string {
  if (input.name === "age") return say.terms.madeOf.age;
  const values = {
    number: [input.unit, input.above == null ? null : `> ${input.above}`],
    "yes-no": [say.files.yes, say.files.no],
    class: input.classes,
  };
  const all = (values[input.kind] ?? []).filter((one): one is string => Boolean(one));
  return all.length > 0 ? say.answer.modelOf(clinicalName(input), say.terms.parts(all)) : clinicalName(input);
}

/** A value in the language of the page; without one, what stands for an unknown one. */
export function clinicalValue(input: ClinicalInput, text?: string): string {
  const { kind, classes, imputed, unit } = input;
  const usual = imputed ?? Number.NaN;
  if (kind === "class") return text ?? classes?.[usual] ?? "";
  if (kind === "number") {
    const number = Number(text ?? usual);
    return [Number.isNaN(number) ? text : String(number), unit].filter(Boolean).join("\u00a0");
  }
  return (text ?? (usual === 1 ? "yes" : "no")) === "yes" ? say.files.yes : say.files.no;
}
