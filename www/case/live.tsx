// Announcements of the case for screen readers, and the focus: on the progress when the analysis begins, on the answer or the
// failure when it ends, on a capsule when it was opened or compared.
import { useLayoutEffect, useRef } from "preact/hooks";
import { capsule } from "../answer/capsule_state.ts";
import { chosen, foundSensitivity, probabilityRange, sensitivity } from "../answer/state.ts";
import { answerInWords } from "../answer/verdict.tsx";
import { ROLES } from "../core/roles.ts";
import { entries, entryOf, type Run, requiredSequences, run } from "../core/store.ts";
import { takingIn } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { roleShort } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { bringUp } from "../ui/focus.ts";

const HEADS: Record<Run["phase"], string> = {
  idle: ".start",
  busy: "#busy-title",
  done: "#answer-title",
  failed: "#failed",
};

/** Follows the analysis with view and focus, while the screen of the case is open. */
function useFollow() {
  const { phase } = run.value;
  const before = useRef(phase);
  useLayoutEffect(() => {
    const [from, isOther] = [before.current, before.current !== phase];
    before.current = phase;
    // After a cancel the phase is idle again; emptying a case keeps the focus on its button.
    // Once all of the view is, and before it is seen: the button that was pressed may be gone with the phase before.
    const follow = () => bringUp(HEADS[phase], phase === "idle" ? "nearest" : "start");
    if (isOther && (phase !== "idle" || from === "busy")) queueMicrotask(follow);
  }, [phase]);
  return before.current;
}

/** Follows a capsule: what it holds, and whether it agrees, comes into view wherever the page was. */
function useFollowCapsule() {
  const state = capsule.value?.state;
  const before = useRef(state);
  useLayoutEffect(() => {
    const isOther = before.current !== state;
    before.current = state;
    if (isOther && state && state !== "busy") queueMicrotask(() => bringUp("#capsule-title"));
  }, [state]);
}

function capsuleWords(): string {
  const now = capsule.value;
  if (now?.state !== "verified") return "";
  const { agrees, compared, differ } = now.verdict;
  return agrees ? say.report.agrees(compared) : say.report.disagrees(differ, compared);
}

function words(before: Run["phase"]): string {
  const [now, answer] = [run.value, chosen.value];
  if (now.phase === "busy") return say.answer.analysing;
  if (now.phase === "idle") return before === "busy" ? say.answer.cancelled : "";
  return now.phase === "done" && answer ? answerInWords(answer, now.result.prediction) : "";
}

function rangeWords(): string {
  const answer = chosen.value;
  const range = foundSensitivity.value && answer && probabilityRange(answer);
  if (range) return say.answer.maskSensitivityIs(percent(range.low), percent(range.high));
  return sensitivity.value.state === "failed" ? say.answer.sensitivityFailed : "";
}

/** What the files that came in are, and what is missing; while they are read, that. */
function filesWords(): string {
  if (entries.value.length === 0) return "";
  if (takingIn.value > 0 || entries.value.some(({ inspection, problem }) => !inspection && !problem))
    return say.files.reading;
  const wanted = ROLES.filter((role) => role === "mask" || requiredSequences.value.includes(role));
  const names = (given: boolean) =>
    say.terms.list(wanted.filter((role) => (entryOf(role) !== undefined) === given).map(roleShort));
  return say.files.assigned(names(true), names(false));
}

export function Live() {
  const before = useFollow();
  useFollowCapsule();
  const [announced, range, files, sealed] = [words(before), rangeWords(), filesWords(), capsuleWords()];
  return (
    <div class="visually-hidden">
      <p role="status" data-test="announced">
        <span key={announced}>{announced}</span>
      </p>
      <p role="status" data-test="announced-files">
        <span key={files}>{files}</span>
      </p>
      <p role="status" data-test="announced-sensitivity">
        <span key={range}>{range}</span>
      </p>
      <p role="status" data-test="announced-capsule">
        <span key={sealed}>{sealed}</span>
      </p>
    </div>
  );
}
