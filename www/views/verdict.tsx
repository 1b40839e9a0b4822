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

function Card({ answer, several }: { answer: ModelAnswer; several: boolean }) {
  const metastasis = answer.probability >= answer.threshold;
  return (
    <article class="verdict" data-model={answer.model} data-classifier={answer.classifier}>
      <h3>
        {answer.model} <span class="quiet">{INPUTS[answer.model] ?? ""}{several ? `, ${answer.classifier}` : ""}</span>
      </h3>
      <p class="outcome">
        <span class={`probability ${metastasis ? "high" : "low"}`} data-test="probability">
          <Num value={answer.probability} text={percent(answer.probability)} />
        </span>{" "}
        <span class="quiet">probability of metastasis</span>
      </p>
      <Scale value={answer.probability} threshold={answer.threshold} low="Primary" high="Metastasis" />
      <p class="class">
        Classed as <strong data-test="class">{answer.class}</strong>
        <span class="threshold-text">
          threshold{" "}
          <span data-test="threshold">
            <Num value={answer.threshold} text={percent(answer.threshold)} />
          </span>
        </span>
      </p>
    </article>
  );
}

export function Verdict({ prediction }: { prediction: Prediction }) {
  const classifiers = new Set(prediction.models.map(({ classifier }) => classifier));
  return (
    <>
      <div class="verdicts">
        {prediction.models.map((answer) => (
          <Card key={modelKey(answer)} answer={answer} several={classifiers.size > 1} />
        ))}
      </div>
      <p class="bundle" data-test="bundle-notice">
        <strong>{prediction.bundle.name}</strong> {prediction.bundle.notice}
      </p>
    </>
  );
}
