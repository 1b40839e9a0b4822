// The study desk: what a dropped DICOM study holds, which volume is proposed for which sequence and why. Nothing runs before it is
// taken.
import { useEffect, useRef } from "preact/hooks";
import { entryOf, requiredSequences } from "../core/store.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { Masks } from "./masks.tsx";
import { closeDesk } from "./open_study.ts";
import { type Desk, desk, failed, isMaskOf } from "./state.ts";
import { ageOf, chosenFor, take, takeAge } from "./take.ts";
import { Volume } from "./volume.tsx";

/** Which patient's volumes are shown, where there are several. */
function Patients({ now }: { now: Desk }) {
  if (now.found.patients < 2) return null;
  return (
    <Message tone="warning" title={say.desk.severalPatients(now.found.patients)}>
      <label class="field">
        {say.desk.whichPatient}
        <select
          value={String(now.patient)}
          onChange={({ currentTarget }) => {
            desk.value = { ...now, patient: Number(currentTarget.value), segment: null };
          }}
        >
          {Array.from({ length: now.found.patients }, (_, at) => (
            <option key={at} value={String(at)}>
              {say.desk.patient(at + 1)}
            </option>
          ))}
        </select>
      </label>
    </Message>
  );
}

/** What of the files is no volume, and why. */
function LeftOut({ now }: { now: Desk }) {
  const { left_out, refused } = now.found;
  return (
    <>
      {refused.map(({ problem, files }, at) => (
        <p key={at} class="caution">
          {say.terms.labelled(say.desk.refused(files), "")}
          <ProblemText problem={problem} />
        </p>
      ))}
      {left_out.length > 0 && (
        <p class="quiet" data-test="left-out">
          {say.desk.leftOut(
            left_out.map(({ what, files }) => say.desk.ofKind(say.desk.kinds[what as "other files"] ?? what, files)),
          )}
        </p>
      )}
    </>
  );
}

/** What the case still needs, or that it is complete, and the button that takes it. */
function Take({ now }: { now: Desk }) {
  const taken = chosenFor(now);
  const has = (sequence: string) => taken.some((one) => one.sequence === sequence);
  const missing = requiredSequences.value.filter((sequence) => !has(sequence) && !entryOf(sequence));
  const years = ageOf(now);
  return (
    <div class="desk-take">
      {missing.length > 0 && <p class="caution">{say.desk.missing(missing.map(roleName))}</p>}
      {!now.segment && !entryOf("mask") && <p class="caution">{say.desk.noMask}</p>}
      {failed.value && (
        <Message tone="error" alert>
          <ProblemText problem={failed.value} />
        </Message>
      )}
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={taken.length === 0 && !now.segment}
          onClick={() => void take()}
        >
          <Icon name="check" /> {say.desk.take}
        </button>
        {years !== null && (
          <button type="button" class="button" onClick={() => takeAge(years)}>
            {say.desk.takeAge(years)}
          </button>
        )}
        <button type="button" class="button" onClick={closeDesk}>
          {say.desk.close}
        </button>
      </div>
    </div>
  );
}

export function StudyDesk() {
  const now = desk.value;
  const title = useRef<HTMLHeadingElement>(null);
  const study = now?.study;
  useEffect(() => {
    if (study) title.current?.focus();
  }, [study]);
  if (!now) return null;
  const own = now.found.volumes.flatMap((volume, at) => (volume.patient === now.patient ? [{ volume, at }] : []));
  const masks = now.found.masks.filter((mask) => isMaskOf(now.found, mask, now.patient));
  const isCandidate = (at: number) => now.found.volumes[at]?.sequence !== null || now.roles[at] !== null;
  const others = own.filter(({ at }) => !isCandidate(at));
  const list = (of: typeof own) => (
    <ul class="volumes">
      {of.map(({ volume, at }) => (
        <Volume key={at} volume={volume} at={at} role={now.roles[at] ?? null} />
      ))}
    </ul>
  );
  return (
    <section class="card desk" aria-labelledby="desk-title" data-test="desk">
      <div class="card-head">
        <h2 id="desk-title" tabIndex={-1} ref={title}>
          {say.desk.title}
        </h2>
        <p class="quiet">{say.desk.holds(own.length, masks.length)}</p>
      </div>
      <Patients now={now} />
      {list(own.filter(({ at }) => isCandidate(at)))}
      {others.length > 0 && (
        <details open={others.length === own.length}>
          <summary>{say.desk.others(others.length)}</summary>
          {list(others)}
        </details>
      )}
      <Masks now={now} />
      <LeftOut now={now} />
      <Take now={now} />
    </section>
  );
}
