// The answer in one look: whether it can be relied on, the probability, how far it moves with the mask, the class with
// its rule, how often the model is right, and what it was trained on.
import type { ModelAnswer, Prediction } from "../core/protocol/index.ts";
import { descriptionOf } from "../core/store.ts";
import { readable } from "../language/feature_name.ts";
import { say } from "../language/index.ts";
import { modelMadeOf } from "../language/made_of.ts";
import { classifierName, modelFileName, noticeOf, word } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { Icon } from "../ui/icons.tsx";
import { Scale } from "../ui/scale.tsx";
import { Class, Moves } from "./class_rule.tsx";
import { Share } from "./share.tsx";
import { chosen, probabilityRange } from "./state.ts";
import { Trust } from "./trust.tsx";

export const modelKey = ({ model, classifier }: ModelAnswer) => `${model} ${classifier}`;

/** The answer in words, for who cannot see it. */
export function answerInWords(answer: ModelAnswer, { prevalence }: Prediction): string {
  const { level } = answer.out_of_distribution;
  const sentences = [
    level !== "inside" && say.answer.unreliable[level],
    say.answer.isProbable(percent(answer.probability)),
    !prevalence && `${say.answer.classedAs} ${word(say.terms.classes, answer.class)}${say.answer.stop}`,
  ];
  return say.terms.sentences(sentences.filter((sentence) => typeof sentence === "string"));
}

/** In front of the number: the case is unlike those of training. */
function Doubt({ place: { level } }: { place: ModelAnswer["out_of_distribution"] }) {
  if (level === "inside") return null;
  return (
    <span class={`unlike-training ${level}`} data-test="unlike-training">
      <Icon name="warning" /> {say.answer.unreliable[level]}
    </span>
  );
}

/** Why the case is unlike those of training: how far out it lies, and which inputs lie beyond them. */
export const whyUnlike = ({ p, outliers }: ModelAnswer["out_of_distribution"]) =>
  say.terms.sentences([
    say.answer.farOut(percent(p)),
    ...(outliers.length > 0 ? [say.answer.beyond(say.terms.list(outliers.map(readable)))] : []),
  ]);

export function Verdict({ prediction }: { prediction: Prediction }) {
  const answer = chosen.value;
  if (!answer) return null;
  const { prevalence: shift, bundle: modelFile } = prediction;
  const place = answer.out_of_distribution;
  const tone = shift ? "none" : answer.probability >= answer.threshold ? "high" : "low";
  const range = probabilityRange(answer);
  return (
    // Another answer is another element: what a translator made of the text of the one before goes with it.
    <article
      key={`${modelKey(answer)} ${answer.probability}`}
      class={`verdict ${place.level}`}
      data-model={answer.model}
      data-classifier={answer.classifier}
      data-level={place.level}
    >
      <h2 id="answer-title" tabIndex={-1}>
        <Doubt place={place} />
        <span class="outcome">
          <span class={`probability ${tone}`}>
            <Share name="probability" value={answer.probability} />
          </span>{" "}
          {say.answer.probability}
        </span>
      </h2>
      {place.level !== "inside" && (
        <p class="quiet" data-test="why-unlike">
          {whyUnlike(place)}
        </p>
      )}
      <Scale
        value={answer.probability}
        threshold={shift ? undefined : answer.threshold}
        range={range && [range.low, range.high]}
        doubtful={place.level === "outside"}
        low={say.terms.primary}
        high={say.terms.metastasis}
      />
      <Class answer={answer} shift={shift} />
      <Moves answer={answer} shift={shift} />
      <Trust answer={answer} prediction={prediction} />
      <p class="model-notice" data-test="model-notice">
        <span translate={false}>
          {modelMadeOf(answer.model, descriptionOf(prediction))} · {classifierName(answer.classifier)} ·{" "}
          <strong>{modelFileName(modelFile)}</strong>
        </span>
        {say.terms.colon}
        {noticeOf(modelFile)}
      </p>
    </article>
  );
}
