// One case: what goes in on the left, images and answer on the right.
import { clear } from "../actions/sample.ts";
import { say } from "../lib/language/index.ts";
import { entries, run, takingIn } from "../state.ts";
import { Actions } from "./actions.tsx";
import { Answer } from "./answer.tsx";
import { Files } from "./files.tsx";
import { Intake } from "./intake.tsx";
import { Patient } from "./patient.tsx";
import { CapsuleCard } from "./capsule.tsx";
import { Reading } from "./reading.tsx";
import { Report } from "./report.tsx";

export function Case() {
  // What was asked for comes first: before an analysis the images, then its answer. Keys keep both as they are.
  const [images, answer] = [<Reading key="images" />, <Answer key="answer" />];
  return (
    <>
      <div class="sides">
        <section class="case" aria-labelledby="case-title" aria-busy={takingIn.value > 0}>
          <div class="card-head">
            <h2 id="case-title">{say.files.title}</h2>
            {entries.value.length > 0 && (
              <button type="button" class="plain words" disabled={run.value.phase === "busy"} onClick={clear}>
                {say.files.clear}
              </button>
            )}
          </div>
          <Intake />
          <Files />
          <Patient />
          <Actions />
        </section>
        <div class="answer">
          <CapsuleCard />
          {run.value.phase === "idle" ? [images, answer] : [answer, images]}
        </div>
      </div>
      <Report />
    </>
  );
}
