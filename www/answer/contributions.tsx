// Contributions of the inputs to the log-odds of the answer, largest first; they add up to the whole.
import { useState } from "preact/hooks";
import type { ModelAnswer } from "../core/protocol/index.ts";
import { FeatureTerm, Terms } from "../glossary/term.tsx";
import { readName } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { word } from "../language/names.ts";
import { type Step, Waterfall } from "../ui/waterfall.tsx";
import { Nomogram } from "./nomogram.tsx";
import { charts, chosen } from "./state.ts";
import { modelKey } from "./verdict.tsx";

const SHOWN = 10;

/** The unit of an input: years are a word in each language, others (mm) are symbols. */
const unitName = (unit: string | null = null) => (unit ? word(say.terms.units, unit) : "");

const toStep = ({ feature, value, unit, contribution }: ModelAnswer["contributions"][number]): Step => {
  const { sequence, filter, family, name } = readName(feature);
  return {
    key: feature,
    label: <FeatureTerm column={feature}>{name}</FeatureTerm>,
    detail: [sequence, filter, family].filter(Boolean).join(" · "),
    value,
    unit: unitName(unit),
    change: contribution,
  };
};

/** The largest contributions one by one, all others as one sum. */
function shorten(steps: readonly Step[], all: boolean): Step[] {
  if (all || steps.length <= SHOWN + 1) return [...steps];
  const rest = steps.slice(SHOWN);
  const change = rest.reduce((sum, step) => sum + step.change, 0);
  return [...steps.slice(0, SHOWN), { key: "rest", label: say.answer.further(rest.length), change }];
}

/** Heads of the columns. */
const waterfallWords = () => ({
  input: say.answer.columnInput,
  value: say.answer.columnValue,
  low: say.terms.primary,
  high: say.terms.metastasis,
  change: say.answer.columnLogOdds,
});

/** The contributions of all inputs, with the method that computed them. */
function Parts({ answer }: { answer: ModelAnswer }) {
  const [all, showAll] = useState(false);
  const steps = [...answer.contributions]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(toStep);
  const method = word(say.study.explanations, answer.explanation);
  return (
    <>
      {answer.explanation !== "none" && (
        <Waterfall
          caption={say.answer.driversCaption(answer.model)}
          words={waterfallWords()}
          start={{ label: say.answer.before, value: answer.base }}
          steps={shorten(steps, all)}
          end={{ label: say.answer.sum, value: answer.logit }}
        />
      )}
      {steps.length > SHOWN + 1 && (
        <button type="button" class="button" onClick={() => showAll(!all)}>
          {all ? say.answer.largest : say.answer.showAll(steps.length)}
        </button>
      )}
      <p class="quiet" data-test="method" data-method={answer.explanation}>
        {method}
      </p>
    </>
  );
}

export function Contributions() {
  const [view, show] = useState<"waterfall" | "nomogram">("waterfall");
  const answer = chosen.value;
  if (!answer) return null;
  const drawn = charts.value;
  return (
    <section class="card" aria-labelledby="contributions-title" data-test="contributions">
      <div class="card-head">
        <h2 id="contributions-title">{say.answer.contributions}</h2>
        <div class="segments" role="group" aria-label={say.study.figure}>
          <button type="button" aria-pressed={view === "waterfall"} onClick={() => show("waterfall")}>
            {say.study.waterfall}
          </button>
          <button type="button" aria-pressed={view === "nomogram"} onClick={() => show("nomogram")}>
            {say.study.nomogram}
          </button>
        </div>
      </div>
      {view === "waterfall" ? (
        <Parts key={modelKey(answer)} answer={answer} />
      ) : (
        drawn && <Nomogram nomogram={drawn.charts.nomogram} />
      )}
      <Terms of={["contribution", "logOdds", "nomogram"]} />
    </section>
  );
}
