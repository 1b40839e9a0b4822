// What a model is made of, in words: “CRad-M (radiomics and age)”.
import { columnOf } from "../core/columns.ts";
import type { ClinicalInput, Description, ModelDescription } from "../core/protocol/index.ts";
import { clinicalName, isColumnOf } from "./clinical_name.ts";
import { say } from "./index.ts";
import { modelName } from "./names.ts";

const nameOf = (input: ClinicalInput) => (input.name === "age" ? say.terms.madeOf.age : clinicalName(input));

/** The clinical inputs that a model uses: age alone by its name, others are said to be clinical. */
function clinicalOf({ inputs }: ModelDescription, declared: readonly ClinicalInput[]): string[] {
  const used = declared.filter((input) => inputs.some((column) => isColumnOf(input, column)));
  if (used.length === 0) return [];
  return used.every(({ name }) => name === "age") ? used.map(nameOf) : [say.terms.madeOf.clinical(used.map(nameOf))];
}

/** A model by its name with what it is made of; a baseline's name says it, and so does one of a file that is not known. */
export function modelMadeOf(name: string, description: Description | undefined): string {
  const model = description?.models.find((one) => one.name === name);
  if (!description || !model || model.baseline) return modelName(name);
  const { radiomics, deep, all } = say.terms.madeOf;
  const measures = model.inputs.some((column) => columnOf(column)?.what.kind === "radiomics");
  const parts = [
    ...(measures ? [radiomics] : []),
    ...(model.deep ? [deep] : []),
    ...clinicalOf(model, description.clinical),
  ];
  return parts.length > 0 ? say.answer.modelOf(name, all(parts)) : name;
}

/** All models of a file that are no baselines. */
export const modelsMadeOf = (description: Description): string[] =>
  description.models.filter(({ baseline }) => !baseline).map(({ name }) => modelMadeOf(name, description));
