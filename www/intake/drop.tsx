// The field that files are dropped on, with dialogs for files and for a folder. Drops count on the whole page.
import { entries, pool, run } from "../core/store.ts";
import { say } from "../language/index.ts";
import { Icon } from "../ui/icons.tsx";
import { Message } from "../ui/message.tsx";
import { Picker } from "../ui/picker.tsx";
import { type Found, filesOfInput } from "./files.ts";
import { notes } from "./state.ts";

/** @param props.take is given the files of a dialog */
export function Drop({ take }: { take: (found: readonly Found[]) => void }) {
  const busy = pool.value === null || run.value.phase === "busy";
  const pick = (input: HTMLInputElement) => take(filesOfInput(input));
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
