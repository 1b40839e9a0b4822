// Where files come in: drop anywhere on the page, or one of two dialogs.
import { addOwn } from "../actions/sample.ts";
import { filesOfInput } from "../lib/files.ts";
import { say } from "../lib/language/index.ts";
import { entries, notes, pool, run } from "../state.ts";
import { Icon } from "../widgets/icons.tsx";
import { Message } from "../widgets/message.tsx";
import { Picker } from "../widgets/picker.tsx";

export function Intake() {
  const busy = pool.value === null || run.value.phase === "busy";
  const pick = (input: HTMLInputElement) => void addOwn(filesOfInput(input));
  return (
    <>
      <div class={`drop ${entries.value.length ? "compact" : ""}`}>
        <p class="drop-title">{say.files.drop}</p>
        <p class="quiet">{say.files.dropWhat}</p>
        <div class="row">
          <Picker disabled={busy} onPick={pick}>
            <Icon name="file" /> {say.files.chooseFiles}
          </Picker>
          <Picker folder disabled={busy} onPick={pick}>
            <Icon name="folder" /> {say.files.chooseFolder}
          </Picker>
        </div>
      </div>
      <div aria-live="polite" data-test="notes">
        {notes.value.length > 0 && (
          <Message tone="warning">
            {notes.value.map((note, at) => (
              <p key={at}>{note()}</p>
            ))}
          </Message>
        )}
      </div>
    </>
  );
}
