// Looks at the machine, and keeps the network ledger.
import { goOffline } from "./offline.ts";
import * as machine from "./state.ts";
import { watchRequests } from "./watch_requests.ts";

/** Keeps account of requests from now on, those before included. */
export const keepLedger = () =>
  watchRequests((found) => {
    // The visit itself is told when it begins and again when it is over.
    const all = [...machine.requests.value, ...found].map((one) => [`${one.at_ms} ${one.address}`, one] as const);
    machine.requests.value = [...new Map(all).values()].sort((a, b) => a.at_ms - b.at_ms);
  });

/** Has the page ready for a cut network, where it was built for that. */
export async function prepareOffline(): Promise<void> {
  machine.offline.value = await goOffline();
}

/** Asks the browser what computes here. */
export async function lookAtMachine(): Promise<void> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  const name =
    adapter && [adapter.info.vendor, adapter.info.architecture, adapter.info.description].filter(Boolean).join(" ");
  machine.engine.value = { gpu: name ?? null, cores: navigator.hardwareConcurrency || 1, browser: navigator.userAgent };
}
