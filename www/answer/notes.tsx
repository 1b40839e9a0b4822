// The notes on an answer, by what they do to it: what may make it wrong first, mere facts last and folded.
import type { ComponentChildren } from "preact";
import type { Prediction, Warning } from "../core/protocol/index.ts";
import { say } from "../language/index.ts";
import { readableWarnings } from "../language/warnings.ts";
import { Message } from "../ui/message.tsx";
import { WarningText } from "../ui/problem_text.tsx";
import { notesOf } from "./rank_notes.ts";
import { chosen } from "./state.ts";

const List = ({ notes }: { notes: readonly Warning[] }): ComponentChildren => (
  <ul>
    {readableWarnings(notes).map((warning) => (
      <li key={warning.text}>
        <WarningText warning={warning} />
      </li>
    ))}
  </ul>
);

export function Notes({ prediction }: { prediction: Prediction }) {
  const [wrong, weak, fact] = (["wrong", "weak", "fact"] as const).map((effect) =>
    notesOf(prediction, effect, chosen.value?.model),
  );
  if (!wrong?.length && !weak?.length && !fact?.length) return null;
  return (
    <div class="notes" data-test="warnings">
      {!!wrong?.length && (
        <Message tone="error" title={say.answer.mayBeWrong}>
          <List notes={wrong} />
        </Message>
      )}
      {!!weak?.length && (
        <Message tone="warning" title={say.answer.lessSure}>
          <List notes={weak} />
        </Message>
      )}
      {!!fact?.length && (
        <details class="others" open={!wrong?.length && !weak?.length}>
          <summary>{say.answer.worthKnowing}</summary>
          <List notes={fact} />
        </details>
      )}
    </div>
  );
}
