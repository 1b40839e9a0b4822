// Files that come to a case that is complete: a new case, or more of this one? Nothing of one patient is taken for another
// unasked.
import { useEffect, useRef } from "preact/hooks";
import { run } from "../core/store.ts";
import { undecided } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { Message } from "../ui/message.tsx";
import { addToCase, beginCase } from "./add_user_files.ts";

export function Another() {
  const files = undecided.value;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (files) first.current?.focus();
  }, [files]);
  if (!files) return null;
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
          <button type="button" class="button" onClick={() => (undecided.value = null)}>
            {say.files.leaveFiles}
          </button>
        </div>
      </Message>
    </div>
  );
}
