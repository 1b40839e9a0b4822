// What workers keep open: jobs name it, and its content is sent once to each worker that needs it.
import type { CaseRecord } from "./core.ts";

/** The content of each kind. A worker keeps one of each kind at a time. */
export interface Contents {
  /** The text of a model file. */
  model: string;
  /** What was measured of a case. */
  case: CaseRecord;
  /** The weights file of the network of deep features. */
  network: Uint8Array<ArrayBuffer>;
  /** The text of a capsule. */
  capsule: string;
  /** The files of a DICOM study. */
  study: readonly File[];
}

export type Kind = keyof Contents;

let nextId = 1;

/** Something for workers to keep open. An argument of a job that is one bears the name of its kind. */
export class Held<K extends Kind = Kind> {
  /** Workers know it by this number. */
  readonly id = nextId++;
  readonly kind: K;
  readonly content: Contents[K];
  constructor(kind: K, content: Contents[K]) {
    this.kind = kind;
    this.content = content;
  }
}

/** Arguments as they are sent to a worker: what it keeps open by its number. */
export type Sent<Args> = { [Name in keyof Args]: Args[Name] extends Held ? number : Args[Name] };
