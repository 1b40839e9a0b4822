// The table of performance: every model and classifier in one cohort.
import { useState } from "preact/hooks";
import type { Description, Measured, Split } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { classifierName, modelName, word } from "../language/names.ts";
import { Num } from "../ui/number.tsx";

const fixed = (value: number) => value.toFixed(3).replace("-", "\u2212");

function Cell({ measured }: { measured: Measured | null }) {
  if (!measured) return <td class="number">–</td>;
  const { value, interval } = measured;
  return (
    <td class="number">
      <Num value={value} text={fixed(value)} />
      {interval && <span class="interval">{interval.map(fixed).join(" – ")}</span>}
    </td>
  );
}

/** @param props.of whose performance it is, for the label of the table */
export function PerformanceTable({ description, of: whose }: { description: Description; of: string }) {
  const splits = description.cohorts.map(({ split }) => split);
  const [wanted, choose] = useState<Split>("external");
  const split = splits.includes(wanted) ? wanted : splits.at(-1);
  if (!split) return null;
  const rows = description.models.flatMap((model) =>
    model.classifiers.map((classifier) => ({
      model,
      classifier,
      of: classifier.cohorts.find((cohort) => cohort.split === split),
    })),
  );
  const keys = rows.find(({ of }) => of)?.of?.measures.map(({ key }) => key) ?? [];
  const caption = say.models.performanceOf(say.study.splits[split]);
  return (
    <>
      <div class="card-head">
        <h3>{say.models.performance}</h3>
        <div class="segments" role="group" aria-label={say.models.cohort}>
          {splits.map((one) => (
            <button key={one} type="button" aria-pressed={one === split} onClick={() => choose(one)}>
              {say.study.splits[one]}
            </button>
          ))}
        </div>
      </div>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={say.terms.labelled(whose, caption)}>
        <table class="performance" data-split={split}>
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{say.answer.columnModel}</th>
              <th scope="col">{say.answer.columnClassifier}</th>
              {keys.map((key) => (
                <th key={key} scope="col" class="number">
                  {word(say.models.measures, key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ model, classifier, of }) => (
              <tr
                key={`${model.name} ${classifier.kind}`}
                class={model.baseline ? "baseline" : ""}
                data-row={`${model.name} ${classifier.kind}`}
              >
                <th scope="row">{modelName(model.name)}</th>
                <td>{classifierName(classifier.kind)}</td>
                {of?.measures.map(({ key, measured }) => (
                  <Cell key={key} measured={measured} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">{say.models.performanceNote(say.study.splitNotes[split])}</p>
    </>
  );
}
