// Chooses the model and the classifier whose answer is shown, and shows how far all of them agree.
import type { ModelAnswer, Prediction } from "../core/protocol/index.ts";
import { model } from "../core/store.ts";
import { EngineChoice } from "../deep/engine.tsx";
import { say } from "../language/index.ts";
import { classifierName } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { Message } from "../ui/message.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { deepen } from "./analyse.ts";
import { choice, chosen, deepRequired, refused } from "./state.ts";

const unique = (names: readonly string[]) => [...new Set(names)];

/** The models of a prediction, without the baseline models. */
export const ownModels = ({ models }: Prediction) =>
  unique(models.filter(({ baseline }) => !baseline).map(({ model }) => model));

/** The same with the models that still lack deep features, in the order of the model file. */
function offers(prediction: Prediction) {
  const names = [...ownModels(prediction), ...(prediction.unanswered ?? []).map((one) => one.model)];
  const order = model.value?.description.models.map(({ name }) => name) ?? [];
  return names.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** Chooses a model; where it lacks deep features, they are computed first. */
function choose(prediction: Prediction, name: string) {
  if (prediction.unanswered?.some((one) => one.model === name)) void deepen(name);
  else choice.value = { ...choice.value, model: name };
}

/** Where deep features would be computed, before they are asked for; afterwards it is a field of the case. */
function Engine({ prediction }: { prediction: Prediction }) {
  if (!prediction.unanswered?.length || deepRequired.value) return null;
  return (
    <details class="others" data-test="engine-choice">
      <summary>{say.deep.engine}</summary>
      <EngineChoice />
    </details>
  );
}

export function ModelPicker({ prediction }: { prediction: Prediction }) {
  const answer = chosen.value;
  if (!answer) return null;
  const classifiers = prediction.models
    .filter(({ model }) => model === answer.model)
    .map(({ classifier }) => classifier);
  return (
    <div class="choice">
      <div class="segments" role="group" aria-label={say.study.model}>
        {offers(prediction).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === answer.model}
            translate={false}
            onClick={() => choose(prediction, name)}
          >
            {name}
          </button>
        ))}
      </div>
      {refused.value && (
        <Message tone="error" alert>
          <p data-test="refused">
            <ProblemText problem={refused.value} />
          </p>
        </Message>
      )}
      <label class="inline">
        {say.study.classifier}
        <select
          id="classifier"
          translate={false}
          value={answer.classifier}
          onChange={(event) => (choice.value = { ...choice.value, classifier: event.currentTarget.value })}
        >
          {classifiers.map((classifier) => (
            <option key={classifier} value={classifier}>
              {classifierName(classifier)}
            </option>
          ))}
        </select>
      </label>
      <Engine prediction={prediction} />
    </div>
  );
}

const [WIDTH, ROW] = [300, 24];
const x = (probability: number) => 66 + 226 * probability;

/** Every answer of the file on one scale: how far classifiers and models agree. */
export function Agreement({ prediction }: { prediction: Prediction }) {
  const own = prediction.models.filter(({ baseline }) => !baseline);
  const models = ownModels(prediction);
  const calls = own.filter((answer) => answer.class === "metastasis").length;
  const text = prediction.prevalence ? say.study.agreementDots : say.study.agreementText(calls, own.length);
  const height = models.length * ROW + 20;
  const dots = (model: string): readonly ModelAnswer[] => own.filter((answer) => answer.model === model);
  const tone = (answer: ModelAnswer) => (prediction.prevalence ? "" : answer.class === "metastasis" ? "high" : "low");
  return (
    // Another answer is another element, as in the verdict.
    <figure class="agreement" key={own.map(({ probability }) => probability).join(" ")}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={say.terms.labelled(say.study.agreement, text)}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line class="grid" x1={x(share)} x2={x(share)} y1="2" y2={height - 16} />
            <text class="tick middle" x={x(share)} y={height - 4}>
              {say.terms.percent(String(100 * share))}
            </text>
          </g>
        ))}
        {models.map((model, row) => (
          <g key={model} transform={`translate(0 ${row * ROW + ROW / 2 + 2})`}>
            <text class="tick" x="0" y="4">
              {model}
            </text>
            {dots(model).map((answer) => (
              <circle
                key={answer.classifier}
                class={`${tone(answer)} ${answer === chosen.value ? "shown" : ""}`}
                cx={x(answer.probability)}
                cy="0"
                r={answer === chosen.value ? 6 : 4}
              >
                <title>
                  {say.study.agreementDot(model, classifierName(answer.classifier), percent(answer.probability))}
                </title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
