// Before the first answer: what the page does and what it keeps to itself.
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
    <p class="privacy">
      <Icon name="lock" />
      <span>
        <strong>Nothing is uploaded.</strong> The browser blocks background requests of this page; once the first file is added, it
        makes none at all. For full assurance disconnect the network: it works without.
      </span>
    </p>
  </section>
);
