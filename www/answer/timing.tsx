// How long each sequence took, radiomics and deep features, on this machine.
import type { DeepFound, Sequence } from "../core/protocol/index.ts";
import { SEQUENCES } from "../core/protocol/lists.ts";
import { say } from "../language/index.ts";
import { roleName } from "../language/names.ts";

const time = (seconds: number) => say.machine.seconds(seconds.toFixed(2));

interface Props {
  seconds: Record<Sequence, number>;
  network: DeepFound | null;
}

export function Timing({ seconds, network }: Props) {
  const deep = network?.report.engine === "webgpu" ? say.deep.columnGpu : say.deep.columnCpu;
  return (
    <details class="card timing" data-test="timing">
      <summary>{say.deep.times}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{say.deep.columnSequence}</th>
            <th scope="col" class="number">
              {say.deep.columnRadiomics}
            </th>
            {network && (
              <th scope="col" class="number">
                {deep}
              </th>
            )}
            {network && (
              <th scope="col" class="number">
                {say.deep.columnSlices}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {SEQUENCES.map((sequence) => {
            const found = network?.sequences.find((found) => found.sequence === sequence);
            return (
              <tr key={sequence}>
                <th scope="row">{roleName(sequence)}</th>
                <td class="number">{time(seconds[sequence])}</td>
                {found && (
                  <td class="number" data-seconds={found.seconds}>
                    {time(found.seconds)}
                  </td>
                )}
                {found && <td class="number">{found.deep.images}</td>}
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
