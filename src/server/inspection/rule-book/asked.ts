import type { OwnRule, Source } from '#inspect';

/** Rules of the organisation that are in use. */
export interface AskedAll {
  readonly own: readonly Source[];
}

export interface AskedRule extends AskedAll {
  readonly rule: string;
}

export interface AskedText extends AskedAll {
  readonly text: string;
}

export interface AskedTrial {
  readonly own: readonly { readonly id: string; readonly source: Source }[];
  /** Its id; that of one in use where it is to be changed. */
  readonly rule: string;
  readonly body: OwnRule;
  readonly sample: string;
}
