// The page: what stays on top, and the screen that was chosen.
import { useEffect, useState } from "preact/hooks";
import { ready } from "../core/store.ts";
import { filesOfDrop, MAX_FILES } from "../intake/files.ts";
import { type Said, say } from "../language/index.ts";
import { Message } from "../ui/message.tsx";
import { Header } from "./header.tsx";
import { go } from "./route.ts";
import { CASE, shownScreen } from "./screens.ts";
import { startProblem } from "./state.ts";

/** Drops count wherever they land; the browser must never open a dropped file in place of the page. */
function useDrop(): { over: boolean; refused: Said | null } {
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState<Said | null>(null);
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
        const { drop, most = MAX_FILES } = shownScreen();
        if (!drop) go(CASE.id);
        // What is dropped can only be asked for now; it is taken in when the page is ready for it.
        const files = filesOfDrop(event.dataTransfer, most);
        const taken = ready().then(() => (drop ?? CASE.drop)(files));
        void taken.catch((cause) => () => say.files.unreadable(String(cause))).then((said) => setRefused(() => said));
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
      <main class={over ? "over" : ""} data-screen={id}>
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
    </>
  );
}
