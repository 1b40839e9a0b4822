// The page: the header and the chosen screen.
import { useEffect, useState } from "preact/hooks";
import { ready } from "../core/store.ts";
import { Glossary } from "../glossary/glossary.tsx";
import { filesOfDrop, MAX_STUDY_FILES } from "../intake/files.ts";
import { type Sentence, say } from "../language/index.ts";
import { Message } from "../ui/message.tsx";
import { Header } from "./header.tsx";
import { go } from "./route.ts";
import { CASE, shownScreen } from "./screens.ts";
import { startProblem } from "./state.ts";

/** Takes files dropped anywhere on the page: the browser would otherwise open a dropped file instead of the page. */
function useDrop(): { over: boolean; refused: Sentence | null } {
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<Sentence | null>(null);
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
        if (!event.dataTransfer) return;
        const { drop, most = MAX_STUDY_FILES } = shownScreen();
        if (!drop) go(CASE.id);
        // The files of a drop can only be read out during its event; they are used once the page is ready.
        const files = filesOfDrop(event.dataTransfer, most);
        const taken = ready().then(() => (drop ?? CASE.drop)(files));
        void taken
          .catch((cause) => () => say.files.unreadable(String(cause)))
          .then((reason) => setRefused(() => reason));
      }),
    ];
    return () => ends.forEach((end) => end());
  }, []);
  return { over, refused };
}

export function App() {
  const { over, refused } = useDrop();
  const { id, view: View } = shownScreen();
  return (
    <>
      <Header />
      <main class={over ? "over" : ""} data-screen={id} tabIndex={-1}>
        {startProblem.value && (
          <Message tone="error" alert title={say.frame.noStart}>
            <p>{startProblem.value()}</p>
          </Message>
        )}
        {refused && (
          <Message tone="warning" alert>
            <p data-test="drop-refused">{refused()}</p>
          </Message>
        )}
        <View />
      </main>
      <Glossary />
    </>
  );
}
