// Where files come in: drop anywhere on the page, or one of two dialogs.
import { addOwn } from "../actions/sample.ts";
import { filesOfInput } from "../lib/files.ts";
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
        <p class="drop-title">Drop files or a folder anywhere</p>
        <p class="quiet">T1, T2, fat-suppressed T2, contrast-enhanced T1 and the lesion mask, as NIfTI</p>
        <div class="row">
          <Picker disabled={busy} onPick={pick}>
            <Icon name="file" /> Choose files
          </Picker>
          <Picker folder disabled={busy} onPick={pick}>
            <Icon name="folder" /> Choose a folder
          </Picker>
        </div>
      </div>
      <div aria-live="polite" data-test="notes">
        {notes.value.length > 0 && (
          <Message tone="warning">
            {notes.value.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </Message>
        )}
      </div>
    </>
  );
}
