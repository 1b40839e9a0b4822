// The analysis under way: how far every sequence is.
import { requiredSequences, type SequenceProgress } from "../core/store.ts";
import { taskName } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";

function Track({ name, progress }: { name: string; progress: SequenceProgress }) {
  const share = progress.state === "done" ? 1 : progress.total > 0 ? progress.done / progress.total : 0;
  const words = progress.state === "running" ? taskName(progress.next) : say.answer[progress.state];
  return (
    <li class={`track ${progress.state}`}>
      <span class="track-name">{name}</span>
      <progress max={1} value={share} aria-label={name} />
      <span class="quiet">{words}</span>
    </li>
  );
}

interface Props {
  sequences: Record<string, SequenceProgress>;
  network: SequenceProgress | null;
}

export function Busy({ sequences, network }: Props) {
  return (
    <section class="card busy head" aria-labelledby="busy-title" data-test="busy">
      <h2 id="busy-title" tabIndex={-1}>
        {say.answer.analysing}
      </h2>
      <p class="quiet">{say.answer.here}</p>
      <ul class="tracks">
        {requiredSequences.value.map((sequence) => {
          const progress = sequences[sequence];
          return progress && <Track key={sequence} name={roleName(sequence)} progress={progress} />;
        })}
        {network && <Track name={say.deep.name} progress={network} />}
      </ul>
    </section>
  );
}
