// Parts of the report: what was done, and warnings.
import type { Prediction, Sequence } from "../core/protocol/index.ts";
import type { Result } from "../core/store.ts";
import { count } from "../language/format.ts";
import { say } from "../language/index.ts";
import { modelFileName, roleName } from "../language/names.ts";
import { short } from "../language/numbers.ts";
import { readableWarnings } from "../language/warnings.ts";

/** How many warnings fit the page. */
const MOST = 6;

/** The start of a hash, enough to compare by eye; the whole hash is in the JSON and in the capsule. */
const brief = (hash: string) => hash.slice(0, 16);

export function Work({ result: { prediction, answered } }: { result: Result }) {
  const { done, bundle } = prediction;
  return (
    <>
      <p>
        {done.program} · {modelFileName(bundle)} {brief(bundle.sha256)} · {say.report.settings}{" "}
        {brief(done.settings_sha256)} · {say.report.years(done.age_years)} ·{" "}
        {say.report.took(answered.seconds.toFixed(1))}
      </p>
      <table>
        <tbody>
          {done.sequences.map(({ sequence, size, spacing_mm, lesion_voxels, lesion_ml, image_sha256, mask_sha256 }) => (
            <tr key={sequence}>
              <th scope="row">{roleName(sequence as Sequence)}</th>
              <td>
                {size.join(" × ")} · {spacing_mm.map((mm) => short(mm)).join(" × ")} mm
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
  const found = readableWarnings(prediction.warnings);
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
