// Parts of the report: the doubt, the answers.
import { headlines } from "../answer/headlines.ts";
import { chosen, probabilityRange } from "../answer/state.ts";
import { whyUnlike } from "../answer/verdict.tsx";
import type { ModelAnswer, Prediction } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { classifierName, word } from "../language/names.ts";
import { percent, percents, short } from "../language/numbers.ts";

/** In front of the numbers: the case is unlike those of training. */
export function Doubted({ answer: { out_of_distribution: place } }: { answer: ModelAnswer }) {
  if (place.level === "inside") return null;
  return (
    <p class={`report-unlike-training ${place.level}`} data-test="report-unlike-training">
      <strong>{say.answer.unreliable[place.level]}</strong> {whyUnlike(place)}
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
          <th scope="col">{say.report.maskSensitivity}</th>
          {!prediction.prevalence && (
            <>
              <th scope="col">{say.answer.columnThreshold}</th>
              <th scope="col">{say.answer.columnClass}</th>
            </>
          )}
          <th scope="col">{say.report.similarity}</th>
        </tr>
      </thead>
      <tbody>
        {headlines(prediction.models, chosen.value).map((answer) => {
          const [range, place] = [probabilityRange(answer), answer.out_of_distribution];
          return (
            <tr key={`${answer.model} ${answer.classifier}`} data-report={answer.model}>
              <th scope="row">
                {answer.model} <small>{classifierName(answer.classifier)}</small>
              </th>
              <td class={place.level}>
                <strong>{percents(answer.probability, answer.threshold)[0]}</strong>
              </td>
              <td>{range ? `${percent(range.low)} – ${percent(range.high)}` : say.report.notMeasured}</td>
              {!prediction.prevalence && (
                <>
                  <td>{percents(answer.probability, answer.threshold)[1]}</td>
                  <td>{word(say.terms.classes, answer.class)}</td>
                </>
              )}
              <td>
                {word(say.report.levelsOfPlace, place.level)}{" "}
                <small>{place.p < 1e-4 ? "p\u00a0<\u00a00.0001" : `p\u00a0=\u00a0${short(place.p)}`}</small>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
