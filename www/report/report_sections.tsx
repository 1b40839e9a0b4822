// Parts of the report: the answers, and what each input contributes.
import { headlines } from "../answer/headlines.ts";
import { chosen, rangeOf } from "../answer/state.ts";
import type { ModelAnswer, Nomogram, Prediction } from "../core/protocol/index.ts";
import { readable } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { classifierName, word } from "../language/names.ts";
import { percent, short, signed } from "../language/numbers.ts";

/** How many contributions fit the page. */
const MOST = 8;

/** Said before the numbers: that the case is not like those the model knows. */
export function Doubted({ answer: { out_of_distribution: place } }: { answer: ModelAnswer }) {
  if (place.level === "inside") return null;
  return (
    <p class={`report-doubt ${place.level}`} data-test="report-doubt">
      <strong>{say.answer.unreliable[place.level]}</strong> {say.answer.farOut(percent(place.p))}{" "}
      {place.outliers.length > 0 && say.answer.beyond(say.terms.list(place.outliers.map(readable)))}
    </p>
  );
}

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
          const [range, place] = [rangeOf(answer), answer.out_of_distribution];
          return (
            <tr key={`${answer.model} ${answer.classifier}`} data-report={answer.model}>
              <th scope="row">
                {answer.model} <small>{classifierName(answer.classifier)}</small>
              </th>
              <td class={place.level}>
                <strong>{percent(answer.probability)}</strong>
              </td>
              <td>{range ? `${percent(range.low)} – ${percent(range.high)}` : say.report.notMeasured}</td>
              <td>{prediction.prevalence ? say.terms.none : percent(answer.threshold)}</td>
              <td>{prediction.prevalence ? say.terms.none : word(say.terms.classes, answer.class)}</td>
              <td>
                {word(say.report.levelsOfPlace, place.level)} <small>p = {short(place.p)}</small>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const whole = (value: number | undefined) => (value === undefined ? "" : short(Math.round(value)));

/** The contributions; for a model with a nomogram, with this patient's points. */
export function ContributionsOf({ answer, nomogram }: { answer: ModelAnswer; nomogram: Nomogram | null }) {
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
        {steps.slice(0, MOST).map(({ feature, value, contribution }) => (
          <tr key={feature} data-step={feature}>
            <th scope="row">{readable(feature)}</th>
            <td>{short(value)}</td>
            <td>
              <svg viewBox="-50 0 100 8" class="part" aria-hidden="true">
                <rect
                  class={contribution > 0 ? "high" : "low"}
                  x={Math.min(0, (50 * contribution) / most)}
                  width={(50 * Math.abs(contribution)) / most}
                  height="8"
                />
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
            <th scope="row" colSpan={3}>
              {say.answer.sum}
            </th>
            <td>{signed(answer.logit)}</td>
            {nomogram && (
              <td data-report-points={nomogram.total}>
                {whole(nomogram.total)} → {percent(nomogram.probability)}
              </td>
            )}
          </tr>
        </tfoot>
      )}
    </table>
  );
}
