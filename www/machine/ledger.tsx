// The network ledger: every request of the page, and that there was none after the first file.
import { firstFile_ms } from "../intake/state.ts";
import { say } from "../language/index.ts";
import { requests } from "./state.ts";
import type { Asked } from "./watch_requests.ts";

/** Matches the file of the network's weights. */
const WEIGHTS = /^\/[^?]*assets\/efficientnet[^/?]*\.bin$/;

/** The sum of the list in one sentence. */
function verdict(all: readonly Asked[], since: number | null): string {
  const late = since === null ? [] : all.filter(({ at_ms }) => at_ms > since);
  if (late.length === 1 && late.every(({ address }) => WEIGHTS.test(address))) return say.machine.networkWeights;
  if (late.length > 0) return say.machine.networkLoud(late.length);
  if (since !== null) return say.machine.networkQuiet;
  return all.length > 0 ? say.machine.networkBefore : say.machine.networkNone;
}

function Row({ request, late }: { request: Asked; late: boolean }) {
  return (
    <tr class={late ? "late" : ""} data-request={request.address} data-late={late}>
      <th scope="row">{request.address}</th>
      <td>{request.by}</td>
      <td class="number">{say.machine.bytes(request.bytes)}</td>
      <td class="number">
        {say.machine.seconds((request.at_ms / 1000).toFixed(2))} {late && <strong>{say.machine.after}</strong>}
      </td>
    </tr>
  );
}

export function Ledger() {
  const [all, since] = [requests.value, firstFile_ms.value];
  return (
    <section class="card" aria-labelledby="ledger-title" data-test="ledger">
      <h2 id="ledger-title">{say.machine.network}</h2>
      <p data-test="ledger-verdict">{verdict(all, since)}</p>
      {all.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label={say.machine.requests}>
          <table class="ledger">
            <thead>
              <tr>
                <th scope="col">{say.machine.columnAddress}</th>
                <th scope="col">{say.machine.columnBy}</th>
                <th scope="col" class="number">
                  {say.machine.columnBytes}
                </th>
                <th scope="col" class="number">
                  {say.machine.columnAt}
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((request) => (
                <Row
                  key={`${request.at_ms} ${request.address}`}
                  request={request}
                  late={since !== null && request.at_ms > since}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="quiet">{say.machine.networkBlind}</p>
    </section>
  );
}
