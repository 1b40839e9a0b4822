// Shown before the first file: the three ways to begin, and that no data leave the computer.
import { run, sample } from "../core/store.ts";
import { say } from "../language/index.ts";
import { Icon } from "../ui/icons.tsx";
import { trySample } from "./add_user_files.ts";

export const Empty = () => (
  <section class="card empty" aria-labelledby="empty-title">
    <h2 id="empty-title">{say.answer.begin}</h2>
    <ol class="steps">
      <li>
        <strong>{say.answer.byDrop}</strong> {say.answer.byDropHow}
      </li>
      <li>
        <strong>{say.answer.bySample}</strong> {say.answer.bySampleHow}
        <button
          type="button"
          class="button"
          disabled={!sample.value || run.value.phase === "busy"}
          onClick={() => void trySample()}
        >
          <Icon name="play" /> {say.answer.sample}
        </button>
      </li>
      <li>
        <strong>{say.answer.byDrawing}</strong> {say.answer.byDrawingHow(say.images.draw)}
      </li>
    </ol>
    <p class="privacy">
      <Icon name="lock" />
      <span>
        <strong>{say.answer.private}</strong> {say.answer.privateHow}
      </span>
    </p>
  </section>
);
