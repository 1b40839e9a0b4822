// What the models say: probability, threshold, class; always with what kind of model it is.
import { percent } from "../lib/text.ts";
import type { ModelAnswer, Prediction } from "../protocol.ts";
import { Num } from "../widgets/number.tsx";
import { Scale } from "../widgets/scale.tsx";

const INPUTS: Record<string, string> = {
  "Rad-M": "Radiomics",
  "DRad-M": "Radiomics and network features",
  "CRad-M": "Radiomics and age",
};

export const modelKey = ({ model, classifier }: ModelAnswer) => `${model} ${classifier}`;

/** "logistic-regression" as words. */
export const classifierName = (classifier: string) => classifier.replaceAll("-", " ");

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
        {answer.model} <span class="quiet">{INPUTS[answer.model] ?? ""}</span>
      </h3>
      <p class="outcome">
        <span class={`probability ${tone}`}>
          <Share name="probability" value={answer.probability} />
        </span>
        <span class="quiet">probability of metastasis</span>
      </p>
      <Scale value={answer.probability} threshold={answer.threshold} low="Primary" high="Metastasis" />
      <p class="class">
        Classed as <strong data-test="class">{answer.class}</strong>
        <span>
          threshold <Share name="threshold" value={answer.threshold} />
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
      <summary>Other classifiers and yardsticks ({models.length})</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Classifier</th>
            <th scope="col" class="number">Probability</th>
            <th scope="col" class="number">Threshold</th>
            <th scope="col">Class</th>
          </tr>
        </thead>
        <tbody>
          {models.map((answer) => (
            <tr key={modelKey(answer)} data-model={answer.model} data-classifier={answer.classifier}>
              <th scope="row">{answer.model}</th>
              <td>{classifierName(answer.classifier)}</td>
              <td class="number"><Share name="probability" value={answer.probability} /></td>
              <td class="number"><Share name="threshold" value={answer.threshold} /></td>
              <td data-test="class">{answer.class}</td>
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
        <strong>{bundle.name}</strong>: {bundle.notice}
      </p>
    </>
  );
}
