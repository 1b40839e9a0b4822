// The card of an opened capsule: what it holds, and whether computing it again gives the same values.
import type { CapsuleVerdict } from "../core/protocol/index.ts";
import { run } from "../core/store.ts";
import { takingIn } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { percent, short } from "../language/numbers.ts";
import { Message } from "../ui/message.tsx";
import { Num } from "../ui/number.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { Remaining } from "../ui/remaining.tsx";
import { capsule, type Opened } from "./capsule_state.ts";
import { PrevalenceNote } from "./prevalence.tsx";
import { absentImages, cancelVerify, closeCapsule, verify } from "./verify_capsule.ts";

function Verdict({ verdict }: { verdict: CapsuleVerdict }) {
  const { agrees, compared, differ, differences, made_by, verified_by, near } = verdict;
  return (
    <div data-test="capsule-verdict" data-agrees={agrees} data-compared={compared} data-differ={differ}>
      <Message
        tone={agrees ? "info" : "error"}
        title={agrees ? say.report.agrees(compared) : say.report.disagrees(differ, compared)}
      >
        <p>{say.report.madeBy(made_by, verified_by)}</p>
        {near && (
          <p data-test="capsule-near">{say.report.near(near.values, short(near.largest), short(near.tolerance))}</p>
        )}
        {differences.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">{say.report.what}</th>
                <th scope="col" class="number">
                  {say.report.inCapsule}
                </th>
                <th scope="col" class="number">
                  {say.report.now}
                </th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ what, expected, found }) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  <td class="number">{expected}</td>
                  <td class="number">{found}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Message>
    </div>
  );
}

function Contents({ opened }: { opened: Opened }) {
  const absent = absentImages(opened);
  return (
    <>
      <p>
        {opened.model} <Num value={opened.probability} text={percent(opened.probability)} />{" "}
        <span class="quiet">
          {say.answer.probability}
          {opened.age !== null && ` · ${say.report.years(opened.age)}`}
        </span>{" "}
        <PrevalenceNote shift={opened.prevalence} />
      </p>
      {absent.length > 0 && <p class="quiet">{say.report.addImages(say.terms.list(absent.map(roleName)))}</p>}
      <div class="row">
        <button
          type="button"
          class="button strong"
          disabled={absent.length > 0 || takingIn.value > 0 || run.value.phase === "busy"}
          onClick={() => void verify()}
        >
          {say.report.verify}
        </button>
      </div>
    </>
  );
}

export function CapsuleCard() {
  const now = capsule.value;
  if (now === null) return null;
  return (
    <section class="card stacked" aria-labelledby="capsule-title" data-test="capsule" data-state={now.state}>
      <div class="card-head">
        <h2 id="capsule-title" tabIndex={-1}>
          {say.report.capsule}
        </h2>
        <button type="button" class="plain words" disabled={now.state === "busy"} onClick={closeCapsule}>
          {say.drawing.close}
        </button>
      </div>
      {now.state === "busy" ? (
        <div class="row">
          <progress max={now.total} value={now.done} aria-label={say.report.verify} />
          <Remaining done={now.done} total={now.total} />
          <button type="button" class="button" onClick={cancelVerify}>
            {say.files.cancel}
          </button>
        </div>
      ) : (
        now.capsule && <Contents opened={now.capsule} />
      )}
      {now.state === "verified" && <Verdict verdict={now.verdict} />}
      {now.state === "refused" && (
        <div data-test="capsule-problem">
          <Message tone="error" alert title={say.report.refused}>
            <p>
              <ProblemText problem={now.problem} />
            </p>
          </Message>
        </div>
      )}
    </section>
  );
}
