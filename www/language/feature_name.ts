// Names of columns as people read them, worded from the parts that the core has of each.
import { columnOf } from "../core/columns.ts";
import type { ColumnParts, FilteredImage } from "../core/protocol/index.ts";
import { clinicalColumn } from "./clinical_name.ts";
import { say } from "./index.ts";
import { roleShort, word } from "./names.ts";

export interface FeatureName {
  /** "T1-CE"; empty for what belongs to the patient. */
  sequence: string;
  /** "GLCM". */
  family: string;
  /** "Joint entropy". */
  name: string;
  /** "wavelet LLH"; empty for the image itself. */
  filter: string;
}

/** What a table of words has for a key, which another program may have made up; undefined where it has nothing. */
const entry = <T>(table: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Name and meaning of a feature; undefined for one that the catalogue does not know. */
export function featureWords(className: string, feature: string) {
  const rows = entry<Record<string, { name: string; meaning: string }>>(say.features.classes, className);
  return rows && entry(rows, feature);
}

/** A filter with its parameters; an image of another program by its own name. */
function filterName({ name, filter, parameters }: FilteredImage): string {
  const words = filter && entry<(parameters: Record<string, string>) => string>(say.terms.imageTypes, filter);
  return words ? words(Object.fromEntries(parameters)) : name;
}

function measured({ column, measure, what }: ColumnParts): Omit<FeatureName, "sequence"> {
  switch (what.kind) {
    case "clinical":
      return { family: "", filter: "", name: clinicalColumn(what.name) ?? word(say.terms.clinical, what.name) };
    case "radiomics":
      return {
        family: word(say.terms.families, what.class),
        filter: filterName(what.image),
        name: featureWords(what.class, what.feature)?.name ?? what.feature,
      };
    case "deep":
      return { family: say.terms.families.cnn, filter: "", name: say.terms.networkOutput(what.index) };
    case "component":
      return { family: say.terms.families.cnn, filter: "", name: say.terms.component(what.number) };
    default:
      return { family: "", filter: "", name: measure || column };
  }
}

export function readName(column: string): FeatureName {
  const parts = columnOf(column);
  if (!parts) return { sequence: "", family: "", filter: "", name: clinicalColumn(column) ?? column };
  return { sequence: parts.sequence ? roleShort(parts.sequence) : "", ...measured(parts) };
}

/** One line of text: "T1-CE · GLCM · Joint entropy". */
export function readable(column: string): string {
  const { sequence, filter, family, name } = readName(column);
  return [sequence, filter, family, name].filter(Boolean).join(" · ");
}
