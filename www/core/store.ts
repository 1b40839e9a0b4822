// The state that all features share: the case that was entered, its analysis and answer, the model in use.
import { computed, effect, signal } from "@preact/signals";
import { readAge } from "./age.ts";
import type { Sample } from "./assets.ts";
import type { Pool } from "./bridge.ts";
import type { Held } from "./protocol/held.ts";
import type {
  DeepFound,
  Description,
  Guessed,
  Inspection,
  MaskDone,
  Prediction,
  Problem,
  Progress,
  RegionFound,
  Sequence,
  Source,
} from "./protocol/index.ts";
import { SEQUENCES } from "./protocol/lists.ts";
import type { Role } from "./roles.ts";

/** One file in the list of files of the case. */
export interface Entry extends Source {
  id: number;
  path: string;
  role: Role;
  /** Why it was taken for its role; null before that is known, undefined once a person or the page has chosen the role. */
  why?: Guessed["why"] | null | undefined;
  /** How the page made this mask, or where it put it; undefined for a file as it was given. */
  maskChange?: MaskDone | undefined;
  /** What the file holds; undefined until it was read. */
  inspection?: Inspection;
  problem?: Problem;
}

/** One feature with its value in every sequence; null where it has no finite value. */
export interface FeatureRow {
  /** Its name, the same for all sequences. */
  name: string;
  /** One of its columns, by which its parts are known. */
  column: string;
  values: Record<Sequence, number | null>;
}

/**
 * The case that was answered: all that is needed to answer again with another model, to measure the mask sensitivity,
 * and to make a capsule.
 */
export interface AnsweredCase {
  model: Held<"model">;
  case: Held<"case">;
  /** Prevalence of metastases the answer is for; null: that of training. */
  prevalence: number | null;
  images: { sequence: Sequence; source: Source }[];
  mask: Source;
  label: number;
  when: Date;
  seconds: number;
}

/** The result of an analysis, with everything it was computed from. */
export interface Result {
  prediction: Prediction;
  /** The same answer as text, as the command line prints it. */
  json: string;
  csv: string;
  features: FeatureRow[];
  /** Parameter file of the extraction. */
  settings: string;
  seconds: Record<Sequence, number>;
  /** Engine and times of the deep features; null where the model has none. */
  network: DeepFound | null;
  /** The value of `inputs` at the start; the answer is stale once that has changed. */
  inputs: string;
  answered: AnsweredCase;
}

export type SequenceProgress = Progress & { state: "waiting" | "running" | "done" };

/** A model file in use. */
export interface ModelInUse {
  model: Held<"model">;
  description: Description;
  origin: "bundled" | "opened" | "trained";
}

export type Run =
  | { phase: "idle" }
  | { phase: "busy"; sequences: Record<Sequence, SequenceProgress>; network: SequenceProgress | null }
  | { phase: "failed"; problem: Problem }
  | { phase: "done"; result: Result };

/** The workers; null until the page's own files are loaded. */
export const pool = signal<Pool | null>(null);
/** Waits for the workers. */
export const ready = () =>
  new Promise<void>((resolve) => {
    const end: () => void = effect(() => {
      if (!pool.value) return;
      resolve();
      queueMicrotask(() => end());
    });
  });
/** The model file in use. */
export const model = signal<ModelInUse | null>(null);
/** The model file that comes with the page. */
export const bundled = signal<Held<"model"> | null>(null);
/** The sample case that comes with the page. */
export const sample = signal<Sample | null>(null);

export const entries = signal<readonly Entry[]>([]);
export const ageText = signal("");
/** Label of the lesion that a person chose, and the volume of the mask it is in. */
export const label = signal<number | null>(null);
export const channel = signal<number | null>(null);
export const run = signal<Run>({ phase: "idle" });

export const entryOf = (role: Role) => entries.value.find((entry) => entry.role === role);

/** What can be the lesion: segments of the mask by their names, channels, labels. */
export const regions = computed(() => entryOf("mask")?.inspection?.regions ?? []);

/** The chosen one of them; by default label 1 of the first volume, as in PyRadiomics, or else the first. */
export const chosen = computed(() => {
  const at = (wanted: number | null, volume: number | null) => (one: RegionFound) =>
    one.label === wanted && (volume === null || one.channel === volume);
  const found = label.value === null ? undefined : regions.value.find(at(label.value, channel.value));
  return found ?? regions.value.find(at(1, 0)) ?? regions.value.find(({ voxels }) => voxels > 0);
});
/** Its label. */
export const chosenLabel = computed(() => chosen.value?.label);

/** Voxels of the image that a mask is for, along each axis. */
export const imageSize = computed(() => SEQUENCES.map((one) => entryOf(one)?.inspection?.size).find((size) => size));

/** The age in years; undefined where the text is no age. */
export const age = computed(() => readAge(ageText.value).years ?? undefined);

/** The model file that made an answer, while it is the one in use. */
export const descriptionOf = ({ bundle }: Prediction) =>
  model.value?.description.sha256 === bundle.sha256 ? model.value.description : undefined;

/** Sequences that the model in use needs. */
export const requiredSequences = computed(() => model.value?.description.sequences ?? SEQUENCES);
