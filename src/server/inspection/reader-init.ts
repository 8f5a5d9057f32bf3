import type { AllowList, InspectOptions, Source } from '#inspect';

/** What a reader process gets before it gives up its rights. JSON. */
export interface ReaderInit {
  /** URLs of format modules: each exports `format` and may export `preload`. */
  readonly formats: readonly string[];
  readonly rules: readonly Source[];
  readonly labels: readonly Source[];
  /** The key of person hashes, in hexadecimal. */
  readonly key: string;
  /** `YYYY-MM-DD`, for the age of persons. */
  readonly asOf?: string;
  readonly allow?: AllowList;
  /** Ids of rules to go without. */
  readonly without?: readonly string[];
  /** Indexes of known values, open as descriptors from 3 on, in this order; keys in hexadecimal. */
  readonly known?: readonly { readonly name: string; readonly size: number; readonly key: string }[];
}

/** One attempt at one file on disk. JSON. */
export interface ReaderJob {
  /** Bytes, or null where that is not known. */
  readonly size: number | null;
  readonly options: InspectOptions;
}
