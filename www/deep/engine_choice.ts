// Which engine (graphics card or processor) would compute deep features; and the weights of the network.
import { effect } from "@preact/signals";
import { loadWeights } from "../core/assets.ts";
import type { Pool } from "../core/bridge.ts";
import { Held } from "../core/protocol/held.ts";
import type { EnginePreference, Problem } from "../core/protocol/index.ts";
import { noWeights } from "../core/protocol/problem.ts";
import { expected, wish } from "./state.ts";

/** Longest time to probe a graphics card, ms: one that never answers must not block a case. */
const PATIENCE_MS = 10_000;

/** Runs something when the page is idle; Safari lacks requestIdleCallback. */
const atRest = (then: () => void) =>
  void ("requestIdleCallback" in globalThis ? requestIdleCallback(then) : setTimeout(then, 200));

/** Finds out which engine would run; where the core crashes on a graphics card, that is the processor. */
async function look(pool: Pool, wanted: EnginePreference, controller: AbortController): Promise<void> {
  const { signal } = controller;
  let patience: ReturnType<typeof setTimeout> | undefined;
  const begun = () => {
    patience = setTimeout(() => controller.abort(new DOMException("", "TimeoutError")), PATIENCE_MS);
  };
  try {
    const found = await pool.run(signal, "engine", { wish: wanted }, begun);
    if (!signal.aborted) expected.value = found;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "AbortError") return;
    const noGpu = { engine: "cpu", adapter: null, problem: null, difference: null } as const;
    expected.value =
      thrown instanceof DOMException
        ? { ...noGpu, why: "silent" }
        : { ...noGpu, why: "unavailable", failure: thrown as Problem };
  } finally {
    clearTimeout(patience);
  }
}

/**
 * Finds out where deep features would be computed: at the start, once the page is idle, and whenever the user prefers
 * another engine.
 */
export const keepEngine = (pool: Pool) =>
  effect(() => {
    const [wanted, controller] = [wish.value, new AbortController()];
    expected.value = null;
    atRest(() => void look(pool, wanted, controller));
    return () => controller.abort(new DOMException("ended", "AbortError"));
  });

let network: { bytes: Uint8Array<ArrayBuffer>; held: Held<"network"> } | null = null;

/** Whether the weights are here, so that nothing is requested for them. */
export const hasWeights = () => network !== null;

/** The weights of the network. @throws a `Problem` where they cannot be loaded */
export async function weights(): Promise<Held<"network">> {
  try {
    const bytes = await loadWeights();
    if (network?.bytes !== bytes) network = { bytes, held: new Held("network", bytes) };
    return network.held;
  } catch (cause) {
    throw noWeights(cause);
  }
}
