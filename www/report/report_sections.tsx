// Parts of the report: answers, drivers, warnings, what was done.
import { headlines } from "../answer/headlines.ts";
import { rangeOf } from "../answer/mask_sensitivity.tsx";
import { chosen } from "../answer/state.ts";
import type { ModelAnswer, Nomogram, Prediction, Sequence } from "../core/protocol/index.ts";
import type { Result } from "../core/store.ts";
import { readable } from "../language/feature_name.ts";
import { count } from "../language/format.ts";
import { say } from "../language/index.ts";
import { bundleName, classifierName, roleName, word } from "../language/names.ts";
import { percent, short, signed } from "../language/numbers.ts";
import { readableWarnings } from "../language/warnings.ts";

/** How much of each list fits the page. */
const MOST = { drivers: 8, warnings: 6 };

/** Enough of a hash to compare by eye; all of it is in JSON and capsule. */
const brief = (hash: string) => hash.slice(0, 16);

export function Answers({ prediction }: { prediction: Prediction }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say.answer.columnModel}</th>
          <th scope="col">{say.answer.columnProbability}</th>
          <th scope="col">{say.report.range}</th>
          <th scope="col">{say.answer.columnThreshold}</th>
          <th scope="col">{say.answer.columnClass}</th>
          <th scope="col">{say.report.place}</th>
        </tr>
      </thead>
      <tbody>
        {headlines(prediction.models, chosen.value).map((answer) => {
          const [range, place] = [rangeOf(prediction.interval, answer), answer.out_of_distribution];
          return (
            <tr key={`${answer.model} ${answer.classifier}`} data-report={answer.model}>
              <th scope="row">{answer.model} <small>{classifierName(answer.classifier)}</small></th>
              <td><strong>{percent(answer.probability)}</strong></td>
              <td>{range ? `${percent(range.low)} – ${percent(range.high)}` : say.report.notMeasured}</td>
              <td>{percent(answer.threshold)}</td>
              <td>{word(say.terms.classes, answer.class)}</td>
              <td>{word(say.report.levelsOfPlace, place.level)} <small>p = {short(place.p)}</small></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const whole = (value: number | undefined) => (value === undefined ? "" : short(Math.round(value)));

/** Contributions; where the model has a nomogram, with this patient's points on it. */
export function DriversOf({ answer, nomogram }: { answer: ModelAnswer; nomogram: Nomogram | null }) {
  const steps = [...answer.contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const most = Math.max(...steps.map(({ contribution }) => Math.abs(contribution)), 1e-9);
  const points = new Map(nomogram?.terms.map(({ input, value_points }) => [input, value_points]));
  return (
    <table>
      <caption>{say.answer.driversCaption(answer.model)}</caption>
      <thead>
        <tr>
          <th scope="col">{say.answer.columnInput}</th>
          <th scope="col">{say.answer.columnValue}</th>
          <td />
          <th scope="col">{say.answer.columnLogOdds}</th>
          {nomogram && <th scope="col">{say.report.points}</th>}
        </tr>
      </thead>
      <tbody>
        {steps.slice(0, MOST.drivers).map(({ feature, value, contribution }) => (
          <tr key={feature} data-step={feature}>
            <th scope="row">{readable(feature)}</th>
            <td>{short(value)}</td>
            <td>
              <svg viewBox="-50 0 100 8" class="part" aria-hidden="true">
                <rect class={contribution > 0 ? "high" : "low"} x={Math.min(0, (50 * contribution) / most)} width={(50 * Math.abs(contribution)) / most} height="8" />
              </svg>
            </td>
            <td>{signed(contribution)}</td>
            {nomogram && <td data-report-points={points.get(feature)}>{whole(points.get(feature))}</td>}
          </tr>
        ))}
      </tbody>
      {steps.length > 0 && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>{say.answer.sum}</th>
            <td>{signed(answer.logit)}</td>
            {nomogram && <td data-report-points={nomogram.total}>{whole(nomogram.total)} → {percent(nomogram.probability)}</td>}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

export function Work({ result: { prediction, made } }: { result: Result }) {
  const { done, bundle } = prediction;
  return (
    <>
      <p>
        {done.program} · {bundleName(bundle)} {brief(bundle.sha256)} · {say.report.settings} {brief(done.settings_sha256)} · {say.report.years(done.age_years)} ·{" "}
        {say.report.took(made.seconds.toFixed(1))}
      </p>
      <table>
        <tbody>
          {done.sequences.map(({ sequence, size, spacing_mm, lesion_voxels, lesion_ml, image_sha256, mask_sha256 }) => (
            <tr key={sequence}>
              <th scope="row">{roleName(sequence as Sequence)}</th>
              <td>{size.join(" × ")} · {spacing_mm.map((mm) => short(mm)).join(" × ")} mm</td>
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
      {found.slice(0, MOST.warnings).map(({ from, title, text }) => (
        <li key={text}><b>{[from, title].filter(Boolean).join(": ")}</b> <span lang="en">{text}</span></li>
      ))}
      {found.length > MOST.warnings && <li>{say.report.moreWarnings(found.length - MOST.warnings)}</li>}
    </ul>
  );
}
