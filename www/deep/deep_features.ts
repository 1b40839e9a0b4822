// Deep features of a case: on a graphics card in one worker, which alone opens it; on the processor in parts, spread over
// all workers. A part is some of the slices of a sequence.
import type { Pool } from "../core/bridge.ts";
import { inParts, newWork } from "../core/extract.ts";
import type { Held } from "../core/protocol/held.ts";
import type {
  DeepFound,
  DeepPart,
  EnginePreference,
  EngineReport,
  Progress,
  Sequence,
  Source,
} from "../core/protocol/index.ts";
import { weights } from "./engine_choice.ts";
import { wish } from "./state.ts";

/** Parts of a sequence: enough to keep eight workers busy with four sequences, each with slices worth its while. */
const PARTS = 4;

interface Lesion {
  model: Held<"model">;
  images: readonly { sequence: Sequence; source: Source }[];
  mask: Source;
  label: number;
}

/** Arguments that all parts share. */
type Shared = Pick<Lesion, "model" | "mask" | "label"> & { network: Held<"network">; wish: EnginePreference };

interface Timed {
  parts: DeepPart[];
  seconds: number;
}

/** Adds up how far the parts of all sequences are. */
function summed(total: number, onProgress: (progress: Progress) => void) {
  const shares = new Map<string, number>();
  return (part: string) => (progress: Progress) => {
    shares.set(part, Math.max(shares.get(part) ?? 0, progress.total > 0 ? progress.done / progress.total : 0));
    const done = [...shares.values()].reduce((sum, share) => sum + share, 0);
    onProgress({ ...progress, done: Math.min(done, total), total });
  };
}

/** All sequences on the processor, each in parts. */
async function spread(
  pool: Pool,
  signal: AbortSignal,
  { images, shared }: { images: Lesion["images"]; shared: Shared },
  onProgress: (progress: Progress) => void,
): Promise<Timed[]> {
  const tell = summed(PARTS * images.length, onProgress);
  return inParts(signal, images.length, async (own, at) => {
    const [work, source] = [newWork(), (images[at] as Lesion["images"][number]).source];
    let [started, ended]: [number | undefined, number] = [undefined, 0];
    const found = await inParts(own, PARTS, (signal, part) =>
      pool.run(signal, "deep", { ...shared, work, part, parts: PARTS, images: [source] }, (progress) => {
        ended = performance.now();
        started ??= ended;
        tell(`${at} ${part}`)(progress);
      }),
    );
    return { parts: found.flatMap(({ parts }) => parts), seconds: (ended - (started ?? ended)) / 1000 };
  });
}

/** All sequences on the graphics card, in one job, one after the other. */
async function together(
  pool: Pool,
  signal: AbortSignal,
  { images, shared }: { images: Lesion["images"]; shared: Shared },
  onProgress: (progress: Progress) => void,
): Promise<{ report: EngineReport; timed: Timed[] }> {
  const sources = images.map(({ source }) => source);
  const args = { ...shared, work: newWork(), part: 0, parts: 1, images: sources };
  const { report, parts, seconds } = await pool.run(signal, "deep", args, onProgress);
  return { report, timed: parts.map((part, at) => ({ parts: [part], seconds: seconds[at] ?? 0 })) };
}

/** Deep features of all sequences. */
export async function deepFeatures(
  pool: Pool,
  signal: AbortSignal,
  { images, ...lesion }: Lesion,
  onProgress: (progress: Progress) => void,
): Promise<DeepFound> {
  const network = await weights();
  const { model, mask, label } = lesion;
  const opened = await pool.run(signal, "openNetwork", { network, wish: wish.value });
  const onGpu = opened.engine === "webgpu";
  const job = { images, shared: { model, mask, label, network, wish: onGpu ? wish.value : ("cpu" as const) } };
  const { report, timed } = onGpu
    ? await together(pool, signal, job, onProgress)
    : { report: opened, timed: await spread(pool, signal, job, onProgress) };
  const joined = timed.map(async ({ parts, seconds }, at) => {
    const { sequence } = images[at] as Lesion["images"][number];
    return { sequence, deep: await pool.run(signal, "joinDeep", { parts }), seconds };
  });
  return { report, sequences: await Promise.all(joined) };
}
