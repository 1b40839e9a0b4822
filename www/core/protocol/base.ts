// The shapes that all the others are made of. Types only, no code.

/** The MRI sequences of a case, by the names the command line gives them. */
export type Sequence = "t1" | "t2" | "t2fs" | "t1ce";

/** A problem as the core tells it. */
export interface Problem {
  kind: string;
  thing: string;
  expected: string;
  found: string;
  hint?: string | null;
  origin?: string | null;
  /** One of the core's (`codes.ts`), or of the page's own; errors of the command line have none. */
  code?: string | null;
  values?: object | null;
}

/** A warning of the core; `message` is its English, as the command line prints it. */
export interface Warning {
  code: string;
  message: string;
  /** The sequence it belongs to, where it belongs to one. */
  sequence?: Sequence | null;
  /** Those of the code in `Notices`; files of earlier versions have none. */
  values?: object | null;
}

/** An image or mask on the user's machine; `data` has the voxels of an .hdr + .img pair. */
export interface Source {
  file: File;
  data?: File | undefined;
}
