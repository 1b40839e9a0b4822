// Parts of the report: what was done, and warnings.
import { notesOf } from "../answer/rank_notes.ts";
import { chosen } from "../answer/state.ts";
import { clinicalInputs } from "../core/clinical.ts";
import type { Prediction, Sequence } from "../core/protocol/index.ts";
import type { Result } from "../core/store.ts";
import { clinicalValue } from "../language/clinical.ts";
import { clinicalName } from "../language/clinical_name.ts";
import { count } from "../language/format.ts";
import { say } from "../language/index.ts";
import { modelFileName, roleName } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { readableWarnings } from "../language/warnings.ts";

/** How many warnings fit the page. */
const MOST = 6;

/** The start of a hash, enough to compare by eye; the whole hash is in the JSON and in the capsule. */
const brief = (hash: string) => hash.slice(0, 16);

/** Longest diameter, where the model's features have it, and volume of the lesion, as measured on the first sequence. */
export function lesionSize({ prediction, features }: Result): string {
  const [first] = prediction.done.sequences;
  if (!first) return "";
  const sequence = first.sequence as Sequence;
  const longest = features.find(({ name }) => name === "original_shape_Maximum3DDiameter")?.values[sequence];
  const diameter = longest ? say.report.longest(longest.toFixed(1)) : undefined;
  return say.report.size(roleName(sequence), diameter, short(first.lesion_ml));
}

/** An input and its value, in the language of the page where the model in use declares it. */
function told(name: string, text: string): string {
  const input = clinicalInputs.value.find((one) => one.name === name);
  return input ? `${clinicalName(input)} ${clinicalValue(input, text)}` : `${name} ${text}`;
}

/** What is known of the patient, as it counts in the answer. */
function knownOf({ age_years, clinical }: Result["prediction"]["done"]): string {
  const age = typeof age_years === "number" ? [say.report.years(age_years)] : [];
  const others = (clinical ?? []).map(({ name, text }) => told(name, text));
  return [...age, ...others].map((one) => `${one} ·`).join(" ");
}

export function Work({ result: { prediction, answered } }: { result: Result }) {
  const { done, bundle: modelFile } = prediction;
  return (
    <>
      <p>
        {done.program} · {modelFileName(modelFile)} {brief(modelFile.sha256)} · {say.report.settings}{" "}
        {brief(done.settings_sha256)} · {knownOf(done)} {say.report.took(answered.seconds.toFixed(1))}
      </p>
      <table>
        <tbody>
          {done.sequences.map(({ sequence, size, spacing_mm, lesion_voxels, lesion_ml, image_sha256, mask_sha256 }) => (
            <tr key={sequence}>
              <th scope="row">{roleName(sequence as Sequence)}</th>
              <td>
                {size.join(" × ")} · {`${spacing_mm.map((mm) => short(mm)).join(" × ")}\u00a0mm`}
              </td>
              <td>{say.report.lesion(count(lesion_voxels), short(lesion_ml))}</td>
              <td>{say.report.hashes(brief(image_sha256), brief(mask_sha256))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

export function Warnings({ prediction }: { prediction: Prediction }) {
  const notes = (["wrong", "weak", "fact"] as const).flatMap((effect) =>
    notesOf(prediction, effect, chosen.value?.model),
  );
  const found = readableWarnings(notes);
  if (found.length === 0) return <p>{say.report.noWarnings}</p>;
  return (
    <ul>
      {found.slice(0, MOST).map(({ from, title, text, lang }) => (
        <li key={text}>
          <b>{from && title ? say.terms.labelled(from, title) : from || title}</b> <span lang={lang}>{text}</span>
        </li>
      ))}
      {found.length > MOST && <li>{say.report.moreWarnings(found.length - MOST)}</li>}
    </ul>
  );
}
