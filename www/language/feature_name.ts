// Column names of the feature table, taken apart for reading: `t1_original_glcm_JointEntropy`.
import { SEQUENCES } from "../core/protocol/lists.ts";
import { say } from "./index.ts";
import { roleShort } from "./names.ts";

export interface FeatureName {
  /** "T1-CE"; empty for what belongs to the patient. */
  sequence: string;
  /** "GLCM". */
  family: string;
  /** "Joint entropy". */
  name: string;
  /** "wavelet-LLH"; empty for the image itself. */
  filter: string;
}

/** The family's name; one that is not known stands for itself. */
const familyName = (family: string) => (say.terms.families as Record<string, string>)[family] ?? family;

/** "JointEntropy" as words; abbreviations such as MCC stay whole. */
const spaced = (name: string) =>
  name
    .replace(/([23]D)/, " $1 ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/(\d)([A-Z][a-z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/ +/)
    .map((word, at) => (at > 0 && /^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word))
    .join(" ");

export function readName(column: string): FeatureName {
  const [first = "", ...rest] = column.split("_");
  const found = SEQUENCES.find((role) => role === first);
  const sequence = found ? roleShort(found) : "";
  const parts = found ? rest : [first, ...rest];
  if (column === "age") return { sequence, family: "", name: say.terms.age, filter: "" };
  if (parts.length === 1)
    return { sequence, family: "", name: spaced(parts[0] ?? "").replace(/^./, (c) => c.toUpperCase()), filter: "" };
  if (parts[0] === "cnn")
    return { sequence, family: familyName("cnn"), name: say.terms.networkOutput(parts.slice(1).join(" ")), filter: "" };
  const [filter = "", family = "", ...name] = parts;
  return {
    sequence,
    family: familyName(family),
    name: spaced(name.join("_")),
    filter: filter === "original" ? "" : filter,
  };
}

/** One line of text: "T1-CE · GLCM · Joint entropy". */
export function readable(column: string): string {
  const { sequence, filter, family, name } = readName(column);
  return [sequence, filter, family, name].filter(Boolean).join(" · ");
}
