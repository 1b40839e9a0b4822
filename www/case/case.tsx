// The screen of one case: files and age on the left, images and answer on the right.
import { CapsuleCard } from "../answer/capsule.tsx";
import { entries, run } from "../core/store.ts";
import { Drop } from "../intake/drop.tsx";
import { Files } from "../intake/file_list.tsx";
import { Patient } from "../intake/patient.tsx";
import { takingIn } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { Report } from "../report/report.tsx";
import { Viewer } from "../viewer/viewer.tsx";
import { addUserFiles, clear } from "./add_user_files.ts";
import { Answer } from "./answer.tsx";
import { Start } from "./start.tsx";

export function Case() {
  // Before the analysis the images come first, after it the answer. The keys let both keep their state when they change
  // places.
  const [images, answer] = [<Viewer key="images" />, <Answer key="answer" />];
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
          <Drop take={(found) => void addUserFiles(found)} />
          <Files />
          <Patient />
          <Start />
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
