// All other answers of the model file: on one scale, and in a table.
import type { ModelAnswer, Prediction } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { classifierName, modelName, word } from "../language/names.ts";
import { Agreement } from "./model_picker.tsx";
import { Share } from "./share.tsx";
import { chosen } from "./state.ts";
import { modelKey } from "./verdict.tsx";

/** All other classifiers and the baseline models, in a small table; at another share of metastases without classes. */
function Others({ models, classes }: { models: readonly ModelAnswer[]; classes: boolean }) {
  if (models.length === 0) return null;
  return (
    <details class="others">
      <summary>{say.answer.others(models.length)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.answer.columnModel}</th>
            <th scope="col">{say.answer.columnClassifier}</th>
            <th scope="col" class="number">
              {say.answer.columnProbability}
            </th>
            {classes && (
              <>
                <th scope="col" class="number">
                  {say.answer.columnThreshold}
                </th>
                <th scope="col">{say.answer.columnClass}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {models.map((answer) => (
            <tr key={modelKey(answer)} data-model={answer.model} data-classifier={answer.classifier}>
              <th scope="row" translate={false}>
                {modelName(answer.model)}
              </th>
              <td translate={false}>{classifierName(answer.classifier)}</td>
              <td class="number">
                <Share name="probability" value={answer.probability} />
              </td>
              {classes && (
                <>
                  <td class="number">
                    <Share name="threshold" value={answer.threshold} />
                  </td>
                  <td data-test="class" data-class={answer.class} translate={false}>
                    {word(say.terms.classes, answer.class)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export function AllAnswers({ prediction }: { prediction: Prediction }) {
  return (
    <section class="card" aria-labelledby="all-title" data-test="all-answers">
      <h2 id="all-title">{say.study.agreement}</h2>
      <Agreement prediction={prediction} />
      <Others
        models={prediction.models.filter((other) => other !== chosen.value)}
        classes={prediction.prevalence === undefined}
      />
    </section>
  );
}
