// The answers of the models: probability, threshold, class; always with the name and the kind of the model file.
import type { ModelAnswer, Prediction } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { classifierName, modelFileName, modelName, word } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { Num } from "../ui/number.tsx";
import { Scale } from "../ui/scale.tsx";
import { Agreement, ModelPicker } from "./model_picker.tsx";
import { Prevalence } from "./prevalence.tsx";
import { chosen } from "./state.ts";

export const modelKey = ({ model, classifier }: ModelAnswer) => `${model} ${classifier}`;

/** A fraction as a percentage; `data-test` names it for programs that read the page. */
const Share = ({ name, value }: { name: string; value: number }) => (
  <span data-test={name}>
    <Num value={value} text={percent(value)} />
  </span>
);

function Card({ answer }: { answer: ModelAnswer }) {
  const tone = answer.probability >= answer.threshold ? "high" : "low";
  return (
    <article class="verdict" data-model={answer.model} data-classifier={answer.classifier}>
      <h3>
        {answer.model} · {classifierName(answer.classifier)}{" "}
        <span class="quiet">{answer.model in say.terms.inputs && word(say.terms.inputs, answer.model)}</span>
      </h3>
      <p class="outcome">
        <span class={`probability ${tone}`}>
          <Share name="probability" value={answer.probability} />
        </span>
        <span class="quiet">{say.answer.probability}</span>
      </p>
      <Scale
        value={answer.probability}
        threshold={answer.threshold}
        low={say.terms.primary}
        high={say.terms.metastasis}
      />
      <p class="class">
        {say.answer.classedAs}{" "}
        <strong data-test="class" data-class={answer.class}>
          {word(say.terms.classes, answer.class)}
        </strong>
        <span>
          {say.answer.threshold} <Share name="threshold" value={answer.threshold} />
        </span>
      </p>
    </article>
  );
}

/** All other classifiers and the baseline models, in a small table. */
function Others({ models }: { models: readonly ModelAnswer[] }) {
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
            <th scope="col" class="number">
              {say.answer.columnThreshold}
            </th>
            <th scope="col">{say.answer.columnClass}</th>
          </tr>
        </thead>
        <tbody>
          {models.map((answer) => (
            <tr key={modelKey(answer)} data-model={answer.model} data-classifier={answer.classifier}>
              <th scope="row">{modelName(answer.model)}</th>
              <td>{classifierName(answer.classifier)}</td>
              <td class="number">
                <Share name="probability" value={answer.probability} />
              </td>
              <td class="number">
                <Share name="threshold" value={answer.threshold} />
              </td>
              <td data-test="class" data-class={answer.class}>
                {word(say.terms.classes, answer.class)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The chosen answer large, all others on one scale and in a table. */
export function Verdict({ prediction }: { prediction: Prediction }) {
  const { bundle, models } = prediction;
  const answer = chosen.value;
  if (!answer) return null;
  return (
    <>
      <ModelPicker prediction={prediction} />
      <Prevalence shift={prediction.prevalence} />
      <div class="verdicts">
        <Card answer={answer} />
        <Agreement prediction={prediction} />
      </div>
      <Others models={models.filter((other) => other !== answer)} />
      <p class="bundle" data-test="bundle-notice">
        <strong>{modelFileName(bundle)}</strong>:{" "}
        {bundle.demonstration ? say.answer.demonstrationNotice : bundle.notice}
      </p>
    </>
  );
}
