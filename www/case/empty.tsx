// Shown before the first answer: how the page works, and that no data leave the computer.
import { run, sample } from "../core/store.ts";
import { say } from "../language/index.ts";
import { Icon } from "../ui/icons.tsx";
import { trySample } from "./add_user_files.ts";

export const Empty = () => (
  <section class="card empty" aria-labelledby="empty-title">
    <h2 id="empty-title">{say.answer.how}</h2>
    <ol class="steps">
      {say.answer.steps.map(({ title, text }) => (
        <li key={title}>
          <strong>{title}</strong> {text}
        </li>
      ))}
    </ol>
    <div class="row">
      <button
        type="button"
        class="button"
        disabled={!sample.value || run.value.phase === "busy"}
        onClick={() => void trySample()}
      >
        <Icon name="play" /> {say.answer.sample}
      </button>
    </div>
    <p class="privacy">
      <Icon name="lock" />
      <span>
        <strong>{say.answer.private}</strong> {say.answer.privateHow}
      </span>
    </p>
  </section>
);
