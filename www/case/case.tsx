// The screen of one case: files and age on the left, answer and images on the right.
import { analyse } from "../answer/analyse.ts";
import { CapsuleCard } from "../answer/capsule.tsx";
import { capsule } from "../answer/capsule_state.ts";
import { emptyCase } from "../answer/empty_case.ts";
import { deepRequired } from "../answer/state.ts";
import { entries, pool, run } from "../core/store.ts";
import { EngineChoice } from "../deep/engine.tsx";
import { StudyDesk } from "../desk/desk.tsx";
import { closeDesk } from "../desk/open_study.ts";
import { desk } from "../desk/state.ts";
import { Drop } from "../intake/drop.tsx";
import { Files } from "../intake/file_list.tsx";
import { Patient } from "../intake/patient.tsx";
import { takingIn } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { Report } from "../report/report.tsx";
import { Viewer } from "../viewer/viewer.tsx";
import { addUserFiles } from "./add_user_files.ts";
import { Another } from "./another.tsx";
import { AnswerHead, AnswerRest } from "./answer.tsx";
import { Empty } from "./empty.tsx";
import { Live } from "./live.tsx";
import { MaskCheck } from "./mask_check.tsx";
import { Start } from "./start.tsx";

/** Enter in the field of the age or of another clinical input analyses, as it would in any form. */
function onEnter({ key, target }: KeyboardEvent): void {
  const isClinical = target instanceof HTMLInputElement && /^(age|clinical-\d+)$/.test(target.id);
  if (key === "Enter" && isClinical && pool.value && takingIn.value === 0 && run.value.phase !== "busy") void analyse();
}

/** Empties the case, and the desk of what was to come into it. */
function empty(): void {
  emptyCase();
  closeDesk();
}

export function Case() {
  const now = run.value;
  const when = now.phase === "done" ? now.result.answered.when.getTime() : undefined;
  return (
    <>
      <div class="sides">
        <section class="case" aria-labelledby="case-title" aria-busy={takingIn.value > 0} onKeyDown={onEnter}>
          <div class="card-head">
            <h2 id="case-title" tabIndex={-1}>
              {say.files.title}
            </h2>
            {entries.value.length > 0 && (
              <button type="button" class="plain words" disabled={now.phase === "busy"} onClick={empty}>
                {say.files.clear}
              </button>
            )}
          </div>
          <Drop take={(found) => void addUserFiles(found)} />
          <Another />
          <Patient />
          {deepRequired.value && <EngineChoice />}
          <Files sealed={capsule.value?.capsule ? ["mask"] : []} />
          <MaskCheck />
          <Start />
        </section>
        <div
          class="answer"
          data-phase={now.phase}
          data-test={now.phase === "done" ? "answer" : undefined}
          data-when={when}
        >
          <Live />
          <StudyDesk />
          <CapsuleCard />
          <AnswerHead />
          <Viewer key="images" />
          <AnswerRest />
          {entries.value.length === 0 && !desk.value && now.phase !== "done" && <Empty />}
        </div>
      </div>
      <Report />
    </>
  );
}
