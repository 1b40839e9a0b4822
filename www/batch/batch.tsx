// Many cases: a table of them, progress, one CSV; what is kept in this browser, and forgetting it.
import { useEffect } from "preact/hooks";
import { ROLES } from "../core/roles.ts";
import { pool } from "../core/store.ts";
import { filesOfInput } from "../intake/files.ts";
import { say } from "../language/index.ts";
import { roleShort, word } from "../language/names.ts";
import { percent } from "../language/numbers.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { Num } from "../ui/number.tsx";
import { Picker } from "../ui/picker.tsx";
import { ProblemText } from "../ui/problem_text.tsx";
import { forgetEverything, lookForKept, runBatch, saveTable, setAge, stopBatch, takeCases } from "./run_batch.ts";
import { type BatchCase, batchLabel, batchSaid, busy, cases, finished, hasKept, keeps, upToDate } from "./state.ts";

const absentIn = ({ files, masks }: BatchCase) =>
  ROLES.filter((role) => !files[role] && !(role === "mask" && Object.keys(masks).length > 0)).map(roleShort);

function Outcome({ one }: { one: BatchCase }) {
  if (one.problem) return <span class="caution"><ProblemText problem={one.problem} /></span>;
  if (!one.row) return <span class="quiet">{one.state === "running" ? say.batch.running : say.batch.waiting}</span>;
  return (
    <>
      <Num value={one.row.probability} text={percent(one.row.probability)} /> {word(say.terms.classes, one.row.class)}{" "}
      <span class="quiet">{[one.row.model, one.row.warnings > 0 && say.batch.warnings(one.row.warnings), one.kept && say.batch.kept].filter(Boolean).join(" · ")}</span>
    </>
  );
}

function Cases() {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={say.batch.table}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.batch.case}</th>
            <th scope="col">{say.files.age}</th>
            <th scope="col">{say.batch.missing}</th>
            <th scope="col">{say.answer.probability}</th>
          </tr>
        </thead>
        <tbody>
          {cases.value.map((one) => (
            <tr key={one.id} data-case={one.name} data-state={one.state}>
              <th scope="row">{one.name}</th>
              <td>
                <input class="amount" inputMode="decimal" aria-label={say.batch.ageOf(one.name)} value={one.age ?? ""} disabled={busy.value} onChange={(event) => setAge(one.id, event.currentTarget.value)} />
              </td>
              <td>{absentIn(one).join(", ")}</td>
              <td><Outcome one={one} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Kept() {
  return (
    <div class="row">
      <label class="inline">
        <input type="checkbox" checked={keeps.value} disabled={busy.value} onChange={() => (keeps.value = !keeps.value)} /> {say.batch.keep}
      </label>
      <button type="button" class="button" disabled={busy.value || !hasKept.value} onClick={() => void forgetEverything()}>{say.batch.forget}</button>
      <span class="quiet">{say.batch.keepWhat}</span>
    </div>
  );
}

/** The label that marks the lesion in the masks of the whole batch. */
function Label() {
  const choose = (text: string) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= 65535) batchLabel.value = number;
  };
  return (
    <label class="inline" data-test="batch-label">
      {say.batch.label}
      <input type="number" class="amount" min={1} max={65535} step={1} value={batchLabel.value} disabled={busy.value} onInput={(event) => choose(event.currentTarget.value)} />
    </label>
  );
}

function Progress() {
  return (
    <div class="row">
      {busy.value ? (
        <button type="button" class="button primary" onClick={stopBatch}>{say.files.cancel}</button>
      ) : (
        <button type="button" class="button primary" disabled={upToDate.value} onClick={() => void runBatch()}>
          <Icon name="play" /> {say.files.analyse}
        </button>
      )}
      <progress max={cases.value.length} value={finished.value} aria-label={say.batch.title} />
      <span class="quiet" role="status">{say.batch.progress(finished.value, cases.value.length)}</span>
      <button type="button" class="button" disabled={finished.value === 0 || busy.value} onClick={saveTable}><Icon name="download" /> CSV</button>
    </div>
  );
}

export function Batch() {
  useEffect(() => void lookForKept(), []);
  const disabled = pool.value === null || busy.value;
  return (
    <section class="card beyond" aria-labelledby="batch-title" data-test="batch" aria-busy={busy.value}>
      <h2 id="batch-title">{say.batch.title}</h2>
      <div class={`drop ${cases.value.length > 0 ? "compact" : ""}`}>
        <p class="drop-title">{say.batch.drop}</p>
        <p class="quiet">{say.batch.dropWhat}</p>
        <div class="row">
          <Picker folder disabled={disabled} onPick={(input) => void takeCases(filesOfInput(input))}>
            <Icon name="folder" /> {say.files.chooseFolder}
          </Picker>
        </div>
      </div>
      {batchSaid.value && <Message tone="warning" alert><p data-test="batch-said">{batchSaid.value()}</p></Message>}
      <Label />
      <Kept />
      {cases.value.length > 0 && <Progress />}
      {cases.value.length > 0 && <Cases />}
    </section>
  );
}
