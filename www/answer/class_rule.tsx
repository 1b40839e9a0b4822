// The class with the rule that gives it, and how far the probability moves with the mask.
import type { ModelAnswer, Prediction } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { word } from "../language/names.ts";
import { percent, percents } from "../language/numbers.ts";
import { Num } from "../ui/number.tsx";
import { Share } from "./share.tsx";
import { probabilityRange, sensitivity } from "./state.ts";

interface Props {
  answer: ModelAnswer;
  shift: Prediction["prevalence"];
}

/** The class with the rule that gives it; none where the threshold does not hold. */
export function Class({ answer, shift }: Props) {
  if (shift) return <p data-test="no-class">{say.answer.noClass(percent(shift.training))}</p>;
  const { probability, threshold } = answer;
  const isHigh = probability >= threshold;
  const [number, limit] = percents(probability, threshold);
  const name = word(say.terms.classes, answer.class);
  const other = isHigh ? say.terms.classes.primary : say.terms.classes.metastasis;
  return (
    <p class="class">
      {say.answer.classedAs}{" "}
      <strong data-test="class" data-class={answer.class} translate={false}>
        {name}
      </strong>
      {isHigh ? say.answer.asAbove(number) : say.answer.asBelow(number)}
      <Share name="threshold" value={threshold} text={limit} />
      {isHigh !== probability >= 0.5 && (
        <span class="caution" data-test="less-probable">
          {" "}
          {say.answer.lessProbable(other, percent(isHigh ? 1 - probability : probability))}
        </span>
      )}
    </p>
  );
}

/** How far the probability moves with the mask, in words. */
export function Moves({ answer, shift }: Props) {
  const [now, range] = [sensitivity.value, probabilityRange(answer)];
  if (range) {
    const [low, high] = [percent(range.low), percent(range.high)];
    return (
      <p key="measured" data-test="class-sensitivity">
        <strong key={`${low} ${high}`} translate={false}>
          <Num value={range.low} text={low} />
          {high !== low && (
            <>
              {" – "}
              <Num value={range.high} text={high} />
            </>
          )}
        </strong>
        {say.terms.space}
        {say.answer.underMaskChanges}
        {say.terms.space}
        {!shift && range.class_changes && (
          <strong class="caution" data-test="class-changes">
            {say.report.classChanges}
          </strong>
        )}
      </p>
    );
  }
  return (
    <p key={now.state} class="quiet" data-test="class-sensitivity" data-state={now.state}>
      {now.state === "busy" && say.answer.measuringSensitivity}
      {now.state === "failed" && say.answer.sensitivityFailed}
      {(now.state === "left" || now.state === "idle") && say.answer.sensitivityNotMeasured}
    </p>
  );
}
