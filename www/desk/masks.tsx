// Masks that were found in a study, with their segments: one of them is the lesion, or none.

import { say } from "../language/index.ts";
import { readableWarnings } from "../language/warnings.ts";
import { ProblemText, WarningText } from "../ui/problem_text.tsx";
import { type Desk, desk, isMaskOf, type SegmentAt } from "./state.ts";

export function Masks({ now }: { now: Desk }) {
  const own = now.found.masks.flatMap((found, mask) =>
    isMaskOf(now.found, found, now.patient) ? [{ ...found, mask }] : [],
  );
  if (own.length === 0) return null;
  const choose = (segment: SegmentAt | null) => {
    desk.value = { ...now, segment };
  };
  const choice = (key: string, segment: SegmentAt | null, words: string, isOff = false) => (
    <label key={key} class="choice">
      <input
        type="radio"
        name="desk-segment"
        checked={now.segment?.mask === segment?.mask && now.segment?.at === segment?.at}
        disabled={isOff}
        onChange={() => choose(segment)}
      />
      <span translate={false}>{words}</span>
    </label>
  );
  return (
    <fieldset class="desk-masks">
      <legend>{say.desk.masks}</legend>
      {own.map(({ segments, problem, warnings, mask }) => (
        <div key={mask}>
          {segments.map((segment, at) =>
            choice(`${mask} ${at}`, { mask, at }, say.desk.segment(segment.number, segment.label), problem !== null),
          )}
          {problem && (
            <p class="problem">
              <ProblemText problem={problem} />
            </p>
          )}
          {readableWarnings(warnings).map((warning) => (
            <p key={warning.text} class="caution">
              <WarningText warning={warning} />
            </p>
          ))}
        </div>
      ))}
      {choice("none", null, say.desk.noSegment)}
    </fieldset>
  );
}
