// Mask sensitivity: the range of probabilities when the mask is shifted, grown or shrunk by one voxel. Computed on
// request.
import type { Interval, ModelAnswer } from "../core/protocol/index.ts";
import { type Result, stale } from "../core/store.ts";
import { say } from "../language/index.ts";
import { classifierName } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { phraseText } from "../language/said.ts";
import { Message } from "../ui/message.tsx";
import { Num } from "../ui/number.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { headlines } from "./headlines.ts";
import { cancelSensitivity, measureSensitivity } from "./measure_sensitivity.ts";
import { chosen, sensitivityRun } from "./state.ts";
import { modelKey } from "./verdict.tsx";

/** Lowest and highest probability of one answer. */
export const sensitivityOf = (interval: Interval | undefined, { model, classifier }: ModelAnswer) =>
  interval?.ranges.find((range) => range.model === model && range.classifier === classifier);

function Ranges({ interval, models }: { interval: Interval; models: readonly ModelAnswer[] }) {
  const left = interval.tried.filter(({ problem }) => problem !== null);
  return (
    <>
      <ul class="ranges">
        {headlines(models, chosen.value).map((answer) => {
          const range = sensitivityOf(interval, answer);
          return (
            range && (
              <li key={modelKey(answer)} data-moves={answer.model} data-classifier={answer.classifier}>
                <strong>
                  {answer.model} · {classifierName(answer.classifier)}
                </strong>{" "}
                <Num value={range.low} text={percent(range.low)} /> –{" "}
                <Num value={range.high} text={percent(range.high)} />{" "}
                <span class={range.class_changes ? "caution" : "quiet"}>
                  {range.class_changes ? say.report.classChanges : say.report.classStays}
                </span>
              </li>
            )
          );
        })}
      </ul>
      <p class="quiet">{say.report.rangeMeaning}</p>
      <details class="others">
        <summary>{say.report.tried(interval.tried.length - left.length, interval.tried.length)}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{say.report.change}</th>
              {headlines(models, chosen.value).map((answer) => (
                <th key={modelKey(answer)} scope="col" class="number">
                  {answer.model}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {interval.tried.map(({ perturbation, words, change, probabilities, problem }) => (
              <tr key={perturbation} data-tried={perturbation}>
                <th scope="row">{change ? phraseText(change) : words}</th>
                {headlines(models, chosen.value).map((answer) => {
                  const value = probabilities[models.indexOf(answer)];
                  return (
                    <td key={modelKey(answer)} class="number" title={problem ?? undefined}>
                      {value === undefined ? say.report.leftOut : <Num value={value} text={percent(value)} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

export function MaskSensitivity({ result: { prediction } }: { result: Result }) {
  const now = sensitivityRun.value;
  return (
    <section class="card stacked" aria-labelledby="range-title" data-test="range">
      <h2 id="range-title">{say.report.range}</h2>
      {prediction.interval ? (
        <Ranges interval={prediction.interval} models={prediction.models} />
      ) : now.state === "busy" ? (
        <div class="row">
          <progress max={now.total} value={now.done} aria-label={say.report.range} />
          <button type="button" class="button" onClick={cancelSensitivity}>
            {say.files.cancel}
          </button>
        </div>
      ) : (
        <>
          <p class="quiet">{say.report.rangeOffer}</p>
          <div class="row">
            <button type="button" class="button" disabled={stale.value} onClick={() => void measureSensitivity()}>
              {say.report.measureRange}
            </button>
          </div>
        </>
      )}
      {now.state === "failed" && (
        <Message tone="error" alert>
          <p>
            <ProblemText problem={now.problem} />
          </p>
        </Message>
      )}
    </section>
  );
}
