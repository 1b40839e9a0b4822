// Clinical inputs as people read them: a model file may name them in either language.
import { clinicalInputs } from "../core/clinical.ts";
import type { ClinicalInput } from "../core/protocol/index.ts";
import { language } from "./current.ts";

/** The name of an input in the language of the page. */
export const clinicalName = ({ name, english, chinese }: ClinicalInput): string =>
  (language.value === "zh" ? chinese : english) ?? name;

/** Whether a column is an input, or made of it. */
export const isColumnOf = ({ name }: ClinicalInput, column: string): boolean =>
  column === name || column.startsWith(`${name}>`) || column.startsWith(`${name}=`);

/** An input, or a column that a model makes of it (`ALP>120`, `signal=high`); undefined for any other name. */
export function clinicalColumn(column: string): string | undefined {
  const input = clinicalInputs.value.find((one) => isColumnOf(one, column));
  if (!input) return undefined;
  const rest = column.slice(input.name.length);
  return rest ? `${clinicalName(input)} ${rest[0]} ${rest.slice(1)}` : clinicalName(input);
}
