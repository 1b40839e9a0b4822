// Files that come to a case that is complete: a new case, or more of this one? Nothing of one patient is taken for another
// unasked.
import { useEffect, useRef } from "preact/hooks";
import { entries, run } from "../core/store.ts";
import type { Found } from "../intake/files.ts";
import { undecided } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { Message } from "../ui/message.tsx";
import { addToCase, beginCase } from "./add_user_files.ts";

/** Files that are in the list already leave it. */
function leaveOut(files: readonly Found[], listed: boolean): void {
  undecided.value = null;
  if (!listed) return;
  const left = new Set(files.map(({ file }) => file));
  entries.value = entries.value.filter(({ file }) => !left.has(file));
}

export function Another() {
  const now = undecided.value;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (now) first.current?.focus();
  }, [now]);
  if (!now) return null;
  const { files, listed } = now;
  return (
    <div data-test="another">
      <Message tone="warning" alert title={say.files.another}>
        <p>{say.files.anotherWhat(files.length)}</p>
        <div class="row">
          <button
            ref={first}
            type="button"
            class="button primary"
            disabled={run.value.phase === "busy"}
            onClick={() => void beginCase(files)}
          >
            {say.files.newCase}
          </button>
          <button type="button" class="button" onClick={() => void addToCase(files)}>
            {say.files.sameCase}
          </button>
          <button type="button" class="button" onClick={() => leaveOut(files, listed)}>
            {say.files.leaveFiles}
          </button>
        </div>
      </Message>
    </div>
  );
}
