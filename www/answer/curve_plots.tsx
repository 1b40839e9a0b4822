// The three plots of a cohort, each with this patient's probability marked: ROC, calibration, decision curve.
import type { CohortCharts as Cohort } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { countedShare, percent } from "../language/numbers.ts";
import { type Axis, Plot } from "../ui/plot.tsx";

const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];
const share = (name: string): Axis => ({ name, from: 0, to: 1, ticks: SHARES });
const fixed = (value: number) => value.toFixed(3);

interface Props {
  cohort: Cohort;
  probability: number;
}

export function Roc({ cohort: { auc, roc, roc_at_case, roc_at_threshold }, probability }: Props) {
  const area = auc ? say.study.auc(fixed(auc[0]), fixed(auc[1]), fixed(auc[2])) : "";
  const here = roc_at_case
    ? say.study.rocCase(percent(probability), countedShare(roc_at_case[1]), countedShare(roc_at_case[0]))
    : "";
  return (
    <Plot
      title={say.study.roc}
      label={`${say.study.roc}. ${area} ${here}`}
      x={share(say.study.falsePositive)}
      y={share(say.study.sensitivity)}
      curves={[
        {
          points: [
            [0, 0],
            [1, 1],
          ],
          look: "guide",
        },
        { points: roc, look: "main" },
      ]}
      dots={[
        ...(roc_at_threshold ? [{ at: roc_at_threshold, look: "threshold" as const }] : []),
        ...(roc_at_case ? [{ at: roc_at_case, look: "case" as const }] : []),
      ]}
    >
      {area} {here}
    </Plot>
  );
}

export function Calibration({ cohort: { calibration, groups, observed_at_case }, probability }: Props) {
  const here =
    observed_at_case === null
      ? say.study.calibrationBeyond
      : say.study.calibrationCase(percent(probability), countedShare(observed_at_case));
  return (
    <Plot
      title={say.study.calibration}
      label={`${say.study.calibration}. ${here}`}
      x={share(say.study.predicted)}
      y={share(say.study.observed)}
      curves={[
        {
          points: [
            [0, 0],
            [1, 1],
          ],
          look: "guide",
        },
        { points: calibration, look: "main" },
      ]}
      dots={[
        ...groups.map(({ predicted, observed: [at, low, high] }) => ({
          at: [predicted, at] as const,
          look: "group" as const,
          range: [low, high] as const,
        })),
        ...(observed_at_case === null ? [] : [{ at: [probability, observed_at_case] as const, look: "case" as const }]),
      ]}
      mark={{ at: probability, name: say.study.thisPatient }}
    >
      {here}
    </Plot>
  );
}

export function Decision({ cohort: { decision }, probability }: Props) {
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
        {
          points: [
            [0, 0],
            [1, 0],
          ],
          look: "zero",
        },
        { points: decision.map(({ threshold, all }) => [threshold, all] as const), look: "guide" },
        { points: decision.map(({ threshold, model }) => [threshold, model] as const), look: "main" },
      ]}
      mark={{ at: probability, name: say.study.thisPatient }}
    >
      <span class="key" aria-hidden="true">
        <i class="main" /> {say.study.byModel} <i class="guide" /> {say.study.treatAll} <i class="zero" />{" "}
        {say.study.treatNone}
      </span>{" "}
      {here}
    </Plot>
  );
}
