// Deep features of a case, in one worker: the network is opened once for all sequences.
import type { Pool } from "../bridge.ts";
import { loadWeights } from "../lib/assets.ts";
import { say } from "../lib/language/index.ts";
import type { DeepFound, Jobs, Problem, Progress } from "../protocol.ts";
import { wish } from "../state/network.ts";

/** The network's weights; a problem in the page's words where they cannot be had. */
export async function weights() {
  try {
    return await loadWeights();
  } catch (cause) {
    throw {
      kind: "file",
      thing: say.deep.weights,
      expected: say.deep.weightsLoaded,
      found: cause instanceof Error ? cause.message : String(cause),
      hint: say.deep.weightsAgain,
    } satisfies Problem;
  }
}

/** Deep features of all sequences. */
export async function deepFeatures(
  pool: Pool,
  signal: AbortSignal,
  job: Pick<Jobs["deep"], "model" | "images" | "mask" | "label">,
  onProgress: (progress: Progress) => void,
): Promise<DeepFound> {
  const args = { ...job, weights: await weights(), wish: wish.value };
  return JSON.parse(await pool.run(signal, "deep", args, onProgress)) as DeepFound;
}
