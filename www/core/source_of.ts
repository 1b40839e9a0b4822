// What a job reads of an entry of the case.
import type { Source } from "./protocol/index.ts";
import { chosen, type Entry, imageSize } from "./store.ts";

/** The files of an entry; of a mask with the volume that was chosen. */
export function sourceOf({ role, file, data, frame, segment }: Entry): Source {
  if (role !== "mask") return { file, data, frame };
  return { file, data, segment, channel: chosen.value?.channel, imageSize: imageSize.value };
}
