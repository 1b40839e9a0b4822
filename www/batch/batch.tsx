// The screen of a batch: choose a folder, run the cases, save one CSV; optionally keep finished rows in this browser.
import { useEffect } from "preact/hooks";
import { pool } from "../core/store.ts";
import { filesOfInput } from "../intake/files.ts";
import { say } from "../language/index.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { Picker } from "../ui/picker.tsx";
import { Remaining } from "../ui/remaining.tsx";
import { Cases } from "./cases_table.tsx";
import { forgetEverything, lookForKept } from "./kept_rows.ts";
import { runBatch, stopBatch } from "./run_batch.ts";
import { saveAnswers, saveFeatures, saveTemplate } from "./save_tables.ts";
import { batchLabel, batchNotes, busy, cases, finished, hasKept, keeps, runnable, upToDate } from "./state.ts";
import { takeCases } from "./take_cases.ts";

function Kept() {
  return (
    <div class="row">
      <label class="inline">
        <input
          type="checkbox"
          checked={keeps.value}
          disabled={busy.value}
          onChange={() => (keeps.value = !keeps.value)}
        />{" "}
        {say.batch.keep}
      </label>
      <button
        type="button"
        class="button"
        disabled={busy.value || !hasKept.value}
        onClick={() => void forgetEverything()}
      >
        {say.batch.forget}
      </button>
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
      <input
        type="number"
        class="amount"
        min={1}
        max={65535}
        step={1}
        value={batchLabel.value}
        disabled={busy.value}
        onInput={(event) => choose(event.currentTarget.value)}
      />
    </label>
  );
}

function Progress() {
  return (
    <div class="row">
      {busy.value ? (
        <button type="button" class="button primary" onClick={stopBatch}>
          {say.files.cancel}
        </button>
      ) : (
        <button type="button" class="button primary" disabled={upToDate.value} onClick={() => void runBatch()}>
          <Icon name="play" /> {say.files.analyse}
        </button>
      )}
      <progress max={runnable.value.length} value={finished.value} aria-label={say.batch.title} />
      <span class="quiet" role="status">
        {say.batch.progress(finished.value, runnable.value.length)}
      </span>
      {busy.value && <Remaining done={finished.value} total={runnable.value.length} />}
      <button
        type="button"
        class="button"
        disabled={finished.value === 0 || busy.value}
        onClick={() => void saveAnswers()}
      >
        <Icon name="download" /> CSV
      </button>
      <button
        type="button"
        class="button"
        disabled={busy.value || !cases.value.some(({ row }) => row)}
        aria-describedby="features-what"
        onClick={() => void saveFeatures()}
      >
        <Icon name="download" /> {say.batch.features}
      </button>
      <span id="features-what" class="quiet">
        {say.batch.featuresWhat}
      </span>
    </div>
  );
}

export function Batch() {
  useEffect(() => void lookForKept(), []);
  const disabled = pool.value === null || busy.value;
  return (
    <section class="card stacked" aria-labelledby="batch-title" data-test="batch" aria-busy={busy.value}>
      <h2 id="batch-title">{say.batch.title}</h2>
      <div class={`drop ${cases.value.length > 0 ? "compact" : ""}`}>
        <p class="drop-title">{say.batch.drop}</p>
        <p class="quiet">{say.batch.dropWhat}</p>
        <div class="row">
          <Picker folder disabled={disabled} onPick={(input) => void takeCases(filesOfInput(input))}>
            <Icon name="folder" /> {say.files.chooseFolder}
          </Picker>
          <button type="button" class="button" disabled={pool.value === null} onClick={() => void saveTemplate()}>
            <Icon name="download" /> {say.batch.template}
          </button>
        </div>
      </div>
      {batchNotes.value.length > 0 && (
        <Message tone="warning" alert>
          <div data-test="batch-notes">
            {batchNotes.value.map((note, at) => (
              <p key={at}>{note()}</p>
            ))}
          </div>
        </Message>
      )}
      <Label />
      <Kept />
      {cases.value.length > 0 && <Progress />}
      {cases.value.length > 0 && <Cases />}
    </section>
  );
}
