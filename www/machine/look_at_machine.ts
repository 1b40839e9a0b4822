// Finds out what the machine is, and keeps the ledger of requests.
import { goOffline } from "./offline.ts";
import * as machine from "./state.ts";
import { watchRequests } from "./watch_requests.ts";

/** Keeps the ledger: all requests so far and every later one. */
export const keepLedger = () =>
  watchRequests((found) => {
    // The browser reports the visit of the page itself twice: at its start and at its end.
    const all = [...machine.requests.value, ...found].map((one) => [`${one.at_ms} ${one.address}`, one] as const);
    machine.requests.value = [...new Map(all).values()].sort((a, b) => a.at_ms - b.at_ms);
  });

/** Prepares the page to work offline, where it was built for that. */
export async function prepareOffline(): Promise<void> {
  machine.offline.value = await goOffline();
}

/** Asks the browser for the graphics card and the number of processors. */
export async function lookAtMachine(): Promise<void> {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  const name =
    adapter && [adapter.info.vendor, adapter.info.architecture, adapter.info.description].filter(Boolean).join(" ");
  machine.engine.value = { gpu: name ?? null, cores: navigator.hardwareConcurrency || 1, browser: navigator.userAgent };
}
