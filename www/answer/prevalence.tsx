// The prevalence of metastases where the patient is from: a field beside the answer, and the note that goes with every
// answer shifted to it.
import { useRef, useState } from "preact/hooks";
import type { Prediction } from "../core/protocol/index.ts";
import { readShare } from "../core/share.ts";
import { model } from "../core/store.ts";
import { Terms } from "../glossary/term.tsx";
import { phraseText } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { percent } from "../language/numbers.ts";
import { answerAt } from "./apply_prevalence.ts";
import { prevalence } from "./state.ts";

/** A share as the text of the field; empty for null. */
const shareText = (share: number | null) =>
  share === null ? "" : say.terms.percent(String(Number((100 * share).toPrecision(12))));

/** The note on an answer that was shifted to another prevalence. */
export function PrevalenceNote({ shift }: { shift: Prediction["prevalence"] }) {
  if (!shift) return null;
  return (
    <span data-test="prevalence-note" data-assumed={shift.assumed} data-training={shift.training}>
      {say.answer.prevalenceAssumed(percent(shift.assumed), percent(shift.training))}
    </span>
  );
}

export function Prevalence({ shift }: { shift: Prediction["prevalence"] }) {
  const [text, write] = useState(shareText(prevalence.value));
  const field = useRef<HTMLInputElement>(null);
  const training = model.value?.description.prevalence ?? null;
  // Models of one file that were trained at different prevalences cannot be shifted together.
  if (training === null) return null;
  const { refused } = readShare(text);
  const take = (now: string) => {
    write(now);
    const typed = readShare(now);
    if (typed.refused === null) void answerAt(typed.share);
  };
  const back = () => {
    // The button goes with the share.
    field.current?.focus();
    take("");
  };
  return (
    <div class="prevalence">
      <label class="inline">
        {say.answer.prevalence}
        <input
          ref={field}
          id="prevalence"
          inputMode="decimal"
          autocomplete="off"
          size={7}
          placeholder={percent(training)}
          value={text}
          aria-invalid={refused !== null}
          aria-describedby="prevalence-what"
          onChange={(event) => take(event.currentTarget.value)}
        />
      </label>
      {shift && (
        <button type="button" class="plain words" onClick={back}>
          {say.answer.prevalenceBack}
        </button>
      )}
      <p key={`${refused} ${shift?.assumed}`} id="prevalence-what" class={refused ? "problem" : "quiet"}>
        {refused ? (
          say.terms.labelled(say.answer.prevalenceWrong, phraseText({ code: `share-${refused}`, values: {} }))
        ) : shift ? (
          <PrevalenceNote shift={shift} />
        ) : (
          say.answer.prevalenceUsual(percent(training))
        )}
      </p>
      <Terms of={["prevalence", "threshold"]} />
    </div>
  );
}
