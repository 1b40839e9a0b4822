// The sequence that is prepared in this worker, to be measured part by part.
import type { Deep, Network, Opened } from "../../../pkg/discern.js";
import type {
  DeepDone,
  DeepPart,
  EnginePreference,
  EngineReport,
  Jobs,
  SequencePart,
  Task,
} from "../protocol/index.ts";
import { scans } from "./files.ts";
import type { Resolved } from "./open.ts";

/** Receives the progress of a job. */
export type Report = (done: number, total: number, next: Task | null) => void;

let prepared: { work: number; opened: Opened | null } | null = null;

/** The engine of deep features, of the network and wish it was opened for. */
let engine: { network: Network; wish: EnginePreference; deep: Deep } | null = null;

/** Gives its memory back. */
export function forget(): void {
  prepared?.opened?.free();
  engine?.deep.forget();
  prepared = null;
}

/** Features of one part, after reading and preparing the sequence where that was not done for another part. */
export async function measure(
  { work, part, model, sequence, image, mask, label }: Resolved<Jobs["extract"]>,
  report: Report,
): Promise<SequencePart> {
  if (prepared?.work !== work) {
    forget();
    const both = scans(image, mask, label);
    const opened = part === 0 ? model.open(sequence, both, report) : model.help(sequence, both, report);
    prepared = { work, opened };
  }
  return prepared.opened?.measure(part, report) as SequencePart;
}

/** The engine for a network; it is opened once. */
async function opened(network: Network, wish: EnginePreference): Promise<Deep> {
  if (engine?.network === network && engine.wish === wish) return engine.deep;
  engine?.deep.free();
  engine = null;
  const deep = await network.open(wish);
  engine = { network, wish, deep };
  return deep;
}

/** Which engine runs, and why. */
export const openNetwork = async ({ network, wish }: Resolved<Jobs["openNetwork"]>): Promise<EngineReport> =>
  (await opened(network, wish)).report();

/** One part of the deep features of each image; an image alone stays prepared for its other parts. */
export async function measureDeep(
  { work, part, parts, model, network, wish, images, mask, label }: Resolved<Jobs["deep"]>,
  report: Report,
): Promise<DeepDone> {
  const deep = await opened(network, wish);
  const found: DeepPart[] = [];
  const seconds: number[] = [];
  for (const [at, image] of images.entries()) {
    const started = performance.now();
    const channel = mask.channel ?? model.label_channel();
    if (prepared?.work !== work || images.length > 1) {
      forget();
      deep.prepare(scans(image, { ...mask, channel }, label), model.network());
      prepared = { work, opened: null };
    }
    const share: Report = (done, total, next) => report(at + done / total, images.length, next);
    found.push(await deep.measure(part, parts, share));
    seconds.push((performance.now() - started) / 1000);
  }
  return { report: deep.report(), parts: found, seconds };
}
