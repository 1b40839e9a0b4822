// The sequence that is prepared in this worker, to be measured part by part.
import { Model, type Opened, Scan } from "../../../pkg/discern.js";
import type { Jobs, Task } from "../protocol/index.ts";
import { parts } from "./files.ts";

/** Is told how far a job is. */
export type Report = (done: number, total: number, next: Task | null) => void;

let prepared: { work: number; opened: Opened } | null = null;

/** Gives its memory back. */
export function forget(): void {
  prepared?.opened.free();
  prepared = null;
}

/** Features of one part, after reading and preparing the sequence where that was not done for another part. */
export async function measure(
  { work, part, model, sequence, image, mask, label }: Jobs["extract"],
  report: Report,
): Promise<string> {
  if (prepared?.work !== work) {
    forget();
    const scans = [new Scan(...(await parts(image))), new Scan(...(await parts(mask)))] as const;
    const own = new Model(model);
    prepared = {
      work,
      opened: part === 0 ? own.open(sequence, ...scans, label, report) : own.help(sequence, ...scans, label, report),
    };
    own.free();
  }
  return prepared.opened.measure(part, report);
}
