// Before the first answer: what the page does and what it keeps to itself.
import { trySample } from "../actions/sample.ts";
import { run, sample } from "../state.ts";
import { Icon } from "../widgets/icons.tsx";

export const Empty = () => (
  <section class="card empty" aria-labelledby="empty-title">
    <h2 id="empty-title">How it works</h2>
    <ol class="steps">
      <li>
        <strong>Add the case.</strong> Four MRI sequences of one solitary spinal tumour and a mask of the lesion. Files are put in
        their place by name; correct it in the list where it guessed wrong.
      </li>
      <li>
        <strong>Analyse.</strong> The mask is carried to each sequence; shape, intensity and texture are measured there.
      </li>
      <li>
        <strong>Read the answer.</strong> How probable is a metastasis rather than a primary tumour, and what each measurement and
        the age did to that number.
      </li>
    </ol>
    <div class="row">
      <button type="button" class="button" disabled={!sample.value || run.value.phase === "busy"} onClick={() => void trySample()}>
        <Icon name="play" /> Try the sample case
      </button>
    </div>
    <p class="privacy">
      <Icon name="lock" />
      <span>
        <strong>Nothing is uploaded.</strong> The browser blocks background requests of this page; once the first file is added, it
        makes none at all. For full assurance disconnect the network: it works without.
      </span>
    </p>
  </section>
);
