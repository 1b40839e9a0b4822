// Performance of the answering model in its cohorts, with this patient's probability marked on every curve.
import { useState } from "preact/hooks";
import type { Split } from "../core/protocol/index.ts";
import { model, run } from "../core/store.ts";
import { Terms } from "../glossary/term.tsx";
import { say } from "../language/index.ts";
import { percent } from "../language/numbers.ts";
import { Calibration, Decision, Roc } from "./curve_plots.tsx";
import { charts, chosen } from "./state.ts";

export function Curves() {
  const [split, choose] = useState<Split>("external");
  const answer = chosen.value;
  if (!answer || !charts.value) return null;
  const { cohorts } = charts.value.charts;
  const shift = run.value.phase === "done" && run.value.result.prediction.prevalence;
  const cohort = cohorts.find((one) => one.split === split) ?? cohorts.at(-1);
  return (
    <section
      class="card"
      aria-labelledby="curves-title"
      data-test="curves"
      data-of={`${charts.value.of.model} ${charts.value.of.classifier}`}
    >
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
          {shift && (
            <p class="quiet" data-test="curves-shifted">
              {say.study.shifted(percent(shift.assumed))}
            </p>
          )}
          <div class="plots">
            <Roc cohort={cohort} probability={answer.probability} />
            <Calibration cohort={cohort} probability={answer.probability} />
            <Decision cohort={cohort} probability={answer.probability} />
          </div>
          <Terms of={["auc", "calibration", "netBenefit"]} />
        </>
      ) : (
        <p class="quiet">{say.study.noCurves}</p>
      )}
    </section>
  );
}
