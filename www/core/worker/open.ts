// What this worker keeps open for its jobs: one of each kind, opened when the first job names it.
import { CapsuleFile, Case, Model, Network, Study } from "../../../pkg/discern.js";
import type { Contents, Held, Kind } from "../protocol/held.ts";

interface Opened {
  model: Model;
  case: Case;
  network: Network;
  capsule: CapsuleFile;
  study: Study;
}

/** Arguments of a job with what they name, opened. */
export type Resolved<Args> = { [Name in keyof Args]: Args[Name] extends Held<infer K> ? Opened[K] : Args[Name] };

const OPEN: { [K in Kind]: (content: Contents[K]) => Opened[K] } = {
  model: (text) => new Model(text),
  case: (record) => new Case(record),
  network: (weights) => new Network(weights),
  capsule: (text) => new CapsuleFile(text),
  study: (files) => new Study([...files]),
};

const KINDS = Object.keys(OPEN) as Kind[];

interface Entry {
  id: number;
  /** Until it is opened. */
  content?: unknown;
  opened?: Opened[Kind];
}

const entries = new Map<Kind, Entry>();

/** Takes the place of what was kept of that kind. */
export function hold({ kind, id, content }: { kind: Kind; id: number; content: unknown }): void {
  entries.get(kind)?.opened?.free();
  entries.set(kind, { id, content });
}

function opened(kind: Kind, id: number): Opened[Kind] {
  const entry = entries.get(kind);
  if (entry?.id !== id) throw new Error(`this worker keeps another ${kind} open`);
  entry.opened ??= (OPEN[kind] as (content: unknown) => Opened[Kind])(entry.content);
  entry.content = undefined;
  return entry.opened;
}

/** The arguments of a job, with what they name by number opened. */
export function resolve(args: object): object {
  const named = KINDS.filter((kind) => kind in args);
  return {
    ...args,
    ...Object.fromEntries(named.map((kind) => [kind, opened(kind, (args as Record<Kind, number>)[kind])])),
  };
}
