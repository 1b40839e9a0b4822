// What the models say: probability, threshold, class; always with what kind of model it is.
import { say } from "../lib/language/index.ts";
import { percent } from "../lib/text.ts";
import type { ModelAnswer, Prediction } from "../protocol.ts";
import { Num } from "../widgets/number.tsx";
import { Scale } from "../widgets/scale.tsx";

/** A word of the core in the language of the page; one that is not known stands for itself. */
const word = (table: object, key: string) => (table as Record<string, string>)[key] ?? key;

export const modelKey = ({ model, classifier }: ModelAnswer) => `${model} ${classifier}`;

export const classifierName = (classifier: string) => word(say.terms.classifiers, classifier);

/** The answer shown large for each model: its first classifier; yardsticks and the others follow in a table. */
export function headlines(models: readonly ModelAnswer[]): ModelAnswer[] {
  return models.filter(
    (answer, at) => !answer.baseline && models.findIndex(({ model }) => model === answer.model) === at,
  );
}

/** A number between 0 and 1 as per cent, marked for who reads the page by program. */
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
        {answer.model} <span class="quiet">{answer.model in say.terms.inputs && word(say.terms.inputs, answer.model)}</span>
      </h3>
      <p class="outcome">
        <span class={`probability ${tone}`}>
          <Share name="probability" value={answer.probability} />
        </span>
        <span class="quiet">{say.answer.probability}</span>
      </p>
      <Scale value={answer.probability} threshold={answer.threshold} low={say.terms.primary} high={say.terms.metastasis} />
      <p class="class">
        {say.answer.classedAs} <strong data-test="class" data-class={answer.class}>{word(say.terms.classes, answer.class)}</strong>
        <span>
          {say.answer.threshold} <Share name="threshold" value={answer.threshold} />
        </span>
      </p>
    </article>
  );
}

/** Every other classifier and yardstick, small. */
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
            <th scope="col" class="number">{say.answer.columnProbability}</th>
            <th scope="col" class="number">{say.answer.columnThreshold}</th>
            <th scope="col">{say.answer.columnClass}</th>
          </tr>
        </thead>
        <tbody>
          {models.map((answer) => (
            <tr key={modelKey(answer)} data-model={answer.model} data-classifier={answer.classifier}>
              <th scope="row">{word(say.terms.models, answer.model)}</th>
              <td>{classifierName(answer.classifier)}</td>
              <td class="number"><Share name="probability" value={answer.probability} /></td>
              <td class="number"><Share name="threshold" value={answer.threshold} /></td>
              <td data-test="class" data-class={answer.class}>{word(say.terms.classes, answer.class)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

export function Verdict({ prediction: { bundle, models } }: { prediction: Prediction }) {
  const large = headlines(models);
  return (
    <>
      <div class="verdicts">
        {large.map((answer) => (
          <Card key={modelKey(answer)} answer={answer} />
        ))}
      </div>
      <Others models={models.filter((answer) => !large.includes(answer))} />
      <p class="bundle" data-test="bundle-notice">
        <strong>{bundle.demonstration ? say.answer.demonstrationName : bundle.name}</strong>:{" "}
        {bundle.demonstration ? say.answer.demonstrationNotice : bundle.notice}
      </p>
    </>
  );
}
