// The card of the mask sensitivity: the range of every model when the mask is shifted, grown or shrunk by one voxel, and
// what each of these masks gave.

import { stale } from "../core/inputs.ts";
import type { MaskSensitivity as Measured, Prediction } from "../core/protocol/index.ts";
import { Terms } from "../glossary/term.tsx";
import { leftOutText, phraseText } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { classifierName } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { Message } from "../ui/message.tsx";
import { Num } from "../ui/number.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { Remaining } from "../ui/remaining.tsx";
import { headlines } from "./headlines.ts";
import { cancelSensitivity, measureSensitivity } from "./measure_sensitivity.ts";
import {
  chosen,
  foundSensitivity,
  probabilityRange,
  type Sensitivity,
  sensitivity,
  sensitivityInFiles,
} from "./state.ts";
import { modelKey } from "./verdict.tsx";

function Ranges({ interval, prediction }: { interval: Measured; prediction: Prediction }) {
  const { models, prevalence } = prediction;
  const left = interval.tried.filter(({ problem }) => problem !== null);
  return (
    <>
      <ul class="ranges">
        {headlines(models, chosen.value).map((answer) => {
          const range = probabilityRange(answer);
          return (
            range && (
              <li key={modelKey(answer)} data-sensitivity-of={answer.model} data-classifier={answer.classifier}>
                <strong translate={false}>
                  {answer.model} · {classifierName(answer.classifier)}
                </strong>{" "}
                <Num value={range.low} text={percent(range.low)} /> –{" "}
                <Num value={range.high} text={percent(range.high)} />{" "}
                {!prevalence && (
                  <span key={String(range.class_changes)} class={range.class_changes ? "caution" : "quiet"}>
                    {range.class_changes ? say.report.classChanges : say.report.classStays}
                  </span>
                )}
              </li>
            )
          );
        })}
      </ul>
      <p class="quiet">{say.report.sensitivityMeaning}</p>
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
            {interval.tried.map((one) => (
              <tr key={one.perturbation} data-tried={one.perturbation}>
                <th scope="row">{one.change ? phraseText(one.change) : one.words}</th>
                {headlines(models, chosen.value).map((answer) => {
                  const value = one.probabilities[models.indexOf(answer)];
                  return (
                    <td key={modelKey(answer)} class="number" title={leftOutText(one)}>
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

/** How far it is, with a way to end it; or a way to measure what was not. */
function State({ now }: { now: Sensitivity }) {
  if (now.state === "busy") {
    return (
      <div class="row">
        <progress max={now.total} value={now.done} aria-label={say.report.maskSensitivity} />
        <Remaining done={now.done} total={now.total} />
        <button type="button" class="button" onClick={cancelSensitivity}>
          {say.files.cancel}
        </button>
      </div>
    );
  }
  return (
    <>
      <p class="quiet">{say.report.sensitivityOffer}</p>
      <div class="row">
        <button type="button" class="button" disabled={stale.value} onClick={measureSensitivity}>
          {say.report.measureSensitivity}
        </button>
      </div>
      {now.state === "failed" && (
        <Message tone="error" alert>
          <p>
            <ProblemText problem={now.problem} />
          </p>
        </Message>
      )}
    </>
  );
}

export function MaskSensitivity({ prediction }: { prediction: Prediction }) {
  const found = foundSensitivity.value;
  return (
    <section
      class="card stacked"
      aria-labelledby="sensitivity-title"
      data-test="mask-sensitivity"
      data-state={sensitivity.value.state}
    >
      <h2 id="sensitivity-title" tabIndex={-1}>
        {say.report.maskSensitivity}
      </h2>
      {found ? (
        <>
          <Ranges interval={found.interval} prediction={prediction} />
          <label class="inline">
            <input
              type="checkbox"
              checked={sensitivityInFiles.value}
              onChange={() => (sensitivityInFiles.value = !sensitivityInFiles.value)}
            />{" "}
            {say.report.sensitivityInFiles}
          </label>
        </>
      ) : (
        <State now={sensitivity.value} />
      )}
      <Terms of={["maskSensitivity"]} />
    </section>
  );
}
