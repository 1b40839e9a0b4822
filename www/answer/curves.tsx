// How the model that answered did in its cohorts, with this patient's probability marked on every curve.
import { useState } from "preact/hooks";
import type { Curves as Cohort, Split } from "../core/protocol/index.ts";
import { model, run } from "../core/store.ts";
import { say } from "../language/index.ts";
import { percent } from "../language/numbers.ts";
import { type Axis, Plot } from "../ui/plot.tsx";
import { charts, chosen } from "./state.ts";

const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];
const share = (name: string): Axis => ({ name, from: 0, to: 1, ticks: SHARES });
const fixed = (value: number) => value.toFixed(3);

interface Props {
  cohort: Cohort;
  probability: number;
}

function Roc({ cohort: { auc, roc, roc_at_case, roc_at_threshold }, probability }: Props) {
  const area = auc ? say.study.auc(fixed(auc[0]), fixed(auc[1]), fixed(auc[2])) : "";
  const here = roc_at_case ? say.study.rocCase(percent(probability), percent(roc_at_case[1]), percent(roc_at_case[0])) : "";
  return (
    <Plot
      title={say.study.roc}
      label={`${say.study.roc}. ${area} ${here}`}
      x={share(say.study.falsePositive)}
      y={share(say.study.sensitivity)}
      curves={[{ points: [[0, 0], [1, 1]], look: "guide" }, { points: roc, look: "main" }]}
      dots={[
        ...(roc_at_threshold ? [{ at: roc_at_threshold, look: "threshold" as const }] : []),
        ...(roc_at_case ? [{ at: roc_at_case, look: "case" as const }] : []),
      ]}
    >
      {area} {here}
    </Plot>
  );
}

function Calibration({ cohort: { calibration, groups, observed_at_case }, probability }: Props) {
  const here =
    observed_at_case === null ? say.study.calibrationBeyond : say.study.calibrationCase(percent(probability), percent(observed_at_case));
  return (
    <Plot
      title={say.study.calibration}
      label={`${say.study.calibration}. ${here}`}
      x={share(say.study.predicted)}
      y={share(say.study.observed)}
      curves={[{ points: [[0, 0], [1, 1]], look: "guide" }, { points: calibration, look: "main" }]}
      dots={[
        ...groups.map(({ predicted, observed: [at, low, high] }) => ({ at: [predicted, at] as const, look: "group" as const, range: [low, high] as const })),
        ...(observed_at_case === null ? [] : [{ at: [probability, observed_at_case] as const, look: "case" as const }]),
      ]}
      mark={{ at: probability, name: say.study.thisPatient }}
    >
      {here}
    </Plot>
  );
}

function Decision({ cohort: { decision }, probability }: Props) {
  const highest = Math.max(0.1, ...decision.map(({ model, all }) => Math.max(model, all)));
  const here = say.study.decisionCase(percent(probability));
  const ticks = SHARES.filter((tick) => tick < highest + 0.05);
  return (
    <Plot
      title={say.study.decision}
      label={`${say.study.decision}. ${here}`}
      x={share(say.study.thresholdAxis)}
      y={{ name: say.study.netBenefit, from: -0.1, to: highest + 0.05, ticks }}
      curves={[
        { points: [[0, 0], [1, 0]], look: "zero" },
        { points: decision.map(({ threshold, all }) => [threshold, all] as const), look: "guide" },
        { points: decision.map(({ threshold, model }) => [threshold, model] as const), look: "main" },
      ]}
      mark={{ at: probability, name: say.study.thisPatient }}
    >
      <span class="key" aria-hidden="true">
        <i class="main" /> {say.study.byModel} <i class="guide" /> {say.study.treatAll} <i class="zero" /> {say.study.treatNone}
      </span>{" "}
      {here}
    </Plot>
  );
}

export function Curves() {
  const [split, choose] = useState<Split>("external");
  const answer = chosen.value;
  if (!answer || !charts.value) return null;
  const { cohorts } = charts.value.charts;
  const shift = run.value.phase === "done" && run.value.result.prediction.prevalence;
  const cohort = cohorts.find((one) => one.split === split) ?? cohorts.at(-1);
  return (
    <section class="card" aria-labelledby="curves-title" data-test="curves" data-of={`${charts.value.of.model} ${charts.value.of.classifier}`}>
      <div class="card-head">
        <h2 id="curves-title">{say.study.performance}</h2>
        <div class="segments" role="group" aria-label={say.study.cohort}>
          {cohorts.map((one) => (
            <button key={one.split} type="button" aria-pressed={one === cohort} onClick={() => choose(one.split)}>
              {say.study.splits[one.split]}
            </button>
          ))}
        </div>
      </div>
      {cohort ? (
        <>
          <p class="quiet">
            {say.study.cohortText(cohort.cases, cohort.metastases, say.study.splitNotes[cohort.split])}
            {model.value?.description.demonstration && ` · ${say.study.simulated}`}
          </p>
          {shift && <p class="quiet" data-test="curves-shifted">{say.study.shifted(percent(shift.assumed))}</p>}
          <div class="plots">
            <Roc cohort={cohort} probability={answer.probability} />
            <Calibration cohort={cohort} probability={answer.probability} />
            <Decision cohort={cohort} probability={answer.probability} />
          </div>
        </>
      ) : (
        <p class="quiet">{say.study.noCurves}</p>
      )}
    </section>
  );
}
