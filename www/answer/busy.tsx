// The analysis under way: how far every sequence is.
import { requiredSequences, type SequenceProgress } from "../core/store.ts";
import { taskName } from "../language/code_text.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";
import { Remaining } from "../ui/remaining.tsx";

const shareOf = ({ state, done, total }: SequenceProgress) => (state === "done" ? 1 : total > 0 ? done / total : 0);

function Track({ name, progress }: { name: string; progress: SequenceProgress }) {
  const words = progress.state === "running" ? taskName(progress.next) : say.answer[progress.state];
  return (
    <li class={`track ${progress.state}`}>
      <span class="track-name">{name}</span>
      <progress max={1} value={shareOf(progress)} aria-label={name} />
      <span class="quiet">{words}</span>
    </li>
  );
}

interface Props {
  sequences: Record<string, SequenceProgress>;
  network: SequenceProgress | null;
}

export function Busy({ sequences, network }: Props) {
  const shares = [...Object.values(sequences), ...(network ? [network] : [])].map(shareOf);
  const done = shares.reduce((sum, share) => sum + share, 0);
  return (
    <section class="card busy head" aria-labelledby="busy-title" data-test="busy">
      <h2 id="busy-title" tabIndex={-1}>
        {say.answer.analysing}
      </h2>
      <p class="quiet">
        {say.answer.here} <Remaining done={done} total={shares.length} />
      </p>
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
