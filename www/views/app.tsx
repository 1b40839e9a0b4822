// The page: the case on the left, the answer on the right.
import { useEffect, useState } from "preact/hooks";
import { addOwn, clear } from "../actions/sample.ts";
import { filesOfDrop } from "../lib/files.ts";
import { entries, pool, run, startProblem, takingIn } from "../state.ts";
import { Message } from "../widgets/message.tsx";
import { Actions } from "./actions.tsx";
import { Answer } from "./answer.tsx";
import { Files } from "./files.tsx";
import { Header } from "./header.tsx";
import { Intake } from "./intake.tsx";
import { Patient } from "./patient.tsx";
import { Reading } from "./reading.tsx";

/** Drops count wherever they land; the browser must never open a dropped file in place of the page. */
function useDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listen = (name: "dragover" | "dragleave" | "drop", handle: (event: DragEvent) => void) => {
      window.addEventListener(name, handle);
      return () => window.removeEventListener(name, handle);
    };
    const ends = [
      listen("dragover", (event) => {
        event.preventDefault();
        setOver(true);
      }),
      listen("dragleave", (event) => event.relatedTarget === null && setOver(false)),
      listen("drop", (event) => {
        event.preventDefault();
        setOver(false);
        if (!event.dataTransfer || pool.value === null || run.value.phase === "busy") return;
        void addOwn(filesOfDrop(event.dataTransfer));
      }),
    ];
    return () => ends.forEach((end) => end());
  }, []);
  return over;
}

export function App() {
  const over = useDrop();
  // What was asked for comes first: before an analysis the images, then its answer. Keys keep both as they are.
  const [images, answer] = [<Reading key="images" />, <Answer key="answer" />];
  return (
    <>
      <Header />
      <main class={over ? "over" : ""}>
        <section class="case" aria-labelledby="case-title" aria-busy={takingIn.value > 0}>
          <div class="card-head">
            <h2 id="case-title">Case</h2>
            {entries.value.length > 0 && (
              <button type="button" class="plain words" disabled={run.value.phase === "busy"} onClick={clear}>
                Clear
              </button>
            )}
          </div>
          {startProblem.value && (
            <Message tone="error" alert title="The page could not start">
              <p>{startProblem.value}</p>
            </Message>
          )}
          <Intake />
          <Files />
          <Patient />
          <Actions />
        </section>
        <div class="answer">
          {run.value.phase === "idle" ? [images, answer] : [answer, images]}
        </div>
      </main>
    </>
  );
}
