// The one store: what was entered, what is running, what came out. Views read it, actions write it.
import { computed, effect, signal } from "@preact/signals";
import type { Sample } from "./assets.ts";
import type { Pool } from "./bridge.ts";
import type {
  DeepFound,
  Description,
  Inspection,
  Prediction,
  Problem,
  Progress,
  Sequence,
  Source,
  Warning,
} from "./protocol/index.ts";
import { ROLES, type Role, SEQUENCES } from "./roles.ts";

/** One file of the case as it stands in the list. */
export interface Entry extends Source {
  id: number;
  path: string;
  role: Role;
  /** What was done to it here, for the record: a mask that was drawn or put in another place. */
  said?: Warning | undefined;
  /** undefined while it is being read. */
  inspection?: Inspection;
  problem?: Problem;
}

/** One feature of every sequence; null where a sequence has none. */
export interface FeatureRow {
  name: string;
  values: Record<Sequence, number | null>;
}

/** All that an answer was made of, and in how many seconds: another model can answer from it, more can be asked of it, and it can be sealed. */
export interface Made {
  model: string;
  /** Texts of the extraction and of the deep features. */
  sequences: string[];
  deep: string[];
  age: number;
  said: Warning[];
  /** Share of metastases that the answer is for; null: that of training. */
  prevalence: number | null;
  images: { sequence: Sequence; source: Source }[];
  mask: Source;
  label: number;
  when: Date;
  seconds: number;
}

/** What an analysis gave, with what it was made of. */
export interface Result {
  prediction: Prediction;
  /** The same answer as text, as the command line prints it. */
  json: string;
  csv: string;
  features: FeatureRow[];
  /** Settings of that extraction. */
  settings: string;
  seconds: Record<Sequence, number>;
  /** Deep features' engine and times; null where the model has none. */
  network: DeepFound | null;
  /** What had been entered; the answer is stale once that changes. */
  inputs: string;
  made: Made;
  /** Texts of the extraction on moved masks, once the range was measured. */
  moved: string[];
}

export type SequenceProgress = Progress & { state: "waiting" | "running" | "done" };

/** A model file in use. */
export interface Bundle {
  /** All of it, as it came. */
  text: string;
  description: Description;
  origin: "bundled" | "opened" | "trained";
}

export type Run =
  | { phase: "idle" }
  | { phase: "busy"; sequences: Record<Sequence, SequenceProgress>; network: SequenceProgress | null }
  | { phase: "failed"; problem: Problem }
  | { phase: "done"; result: Result };

/** The workers; there once the page's own files are loaded. */
export const pool = signal<Pool | null>(null);
/** Until the workers are there. */
export const ready = () =>
  new Promise<void>((resolve) => {
    const end: () => void = effect(() => {
      if (!pool.value) return;
      resolve();
      queueMicrotask(() => end());
    });
  });
/** The model file in use. */
export const model = signal<Bundle | null>(null);
/** The model file that came with the page, as text. */
export const bundled = signal<string | null>(null);
/** The bundled case. */
export const sample = signal<Sample | null>(null);

export const entries = signal<readonly Entry[]>([]);
export const ageText = signal("");
export const label = signal<number | null>(null);
export const run = signal<Run>({ phase: "idle" });

export const entryOf = (role: Role) => entries.value.find((entry) => entry.role === role);

/** Labels of the chosen mask with their voxel counts. */
export const labels = computed(() => entryOf("mask")?.inspection?.labels ?? []);

/** The chosen label, or the one that is taken while none is chosen: 1 where there is one, as PyRadiomics does. */
export const chosenLabel = computed(() => {
  const numbers = labels.value.map(([number]) => number);
  if (label.value !== null && numbers.includes(label.value)) return label.value;
  return numbers.includes(1) ? 1 : numbers[0];
});

/** The age in years, or undefined when what was typed is none. */
export const age = computed(() => {
  const text = ageText.value.trim().replace(",", ".");
  const years = Number(text);
  return text !== "" && years >= 0 && years <= 120 ? years : undefined;
});

/** Sequences that the model in use needs. */
export const needed = computed(() => model.value?.description.sequences ?? SEQUENCES);

/** What was entered, as one text: tells whether an answer still belongs to it. */
export const inputs = computed(() => {
  const files = ROLES.map((role) => entries.value.find((entry) => entry.role === role)?.id ?? "-");
  const { settings, deep } = model.value?.description ?? {};
  return [...files, chosenLabel.value, age.value, settings, JSON.stringify(deep)].join(" ");
});

export const stale = computed(() => run.value.phase === "done" && run.value.result.inputs !== inputs.value);
