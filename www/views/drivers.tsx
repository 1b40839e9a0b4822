// What drove an answer: every input's part of the log-odds, largest first, adding up to the whole.
import { useState } from "preact/hooks";
import { readName } from "../lib/feature.ts";
import type { ModelAnswer } from "../protocol.ts";
import { type Step, Waterfall } from "../widgets/waterfall.tsx";
import { headlines, modelKey } from "./verdict.tsx";

const SHOWN = 10;

const toStep = ({ feature, value, unit, contribution }: ModelAnswer["contributions"][number]): Step => {
  const { sequence, filter, family, name } = readName(feature);
  return { key: feature, label: name, detail: [sequence, filter, family].filter(Boolean).join(" · "), value, unit: unit ?? "", change: contribution };
};

/** The largest steps, and the rest as one. */
function shorten(steps: readonly Step[], all: boolean): Step[] {
  if (all || steps.length <= SHOWN + 1) return [...steps];
  const rest = steps.slice(SHOWN);
  const change = rest.reduce((sum, step) => sum + step.change, 0);
  return [...steps.slice(0, SHOWN), { key: "rest", label: `${rest.length} further inputs`, change }];
}

export function Drivers({ models }: { models: readonly ModelAnswer[] }) {
  const [chosen, choose] = useState("");
  const [all, showAll] = useState(false);
  const explained = models.filter(({ explanation }) => explanation !== "none");
  const answer = explained.find((model) => modelKey(model) === chosen) ?? headlines(explained).at(-1);
  if (!answer) return null;
  const steps = [...answer.contributions]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(toStep);
  return (
    <section class="card" aria-labelledby="drivers-title" data-test="drivers">
      <div class="card-head">
        <h2 id="drivers-title">What drove it</h2>
        <div class="segments" role="group" aria-label="Model">
          {headlines(explained).map((model) => (
            <button
              key={modelKey(model)}
              type="button"
              aria-pressed={model === answer}
              onClick={() => choose(modelKey(model))}
            >
              {model.model}
            </button>
          ))}
        </div>
      </div>
      <Waterfall
        caption={`Contributions to the log-odds of metastasis, ${answer.model}`}
        start={{ label: "Before any input", value: answer.base }}
        steps={shorten(steps, all)}
        end={{ label: "Sum: log-odds of metastasis", value: answer.logit }}
      />
      {steps.length > SHOWN + 1 && (
        <button type="button" class="button" onClick={() => showAll(!all)}>
          {all ? "Show the largest only" : `Show all ${steps.length} inputs`}
        </button>
      )}
    </section>
  );
}
