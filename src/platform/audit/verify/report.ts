import { type BreakKind, breakKinds } from './breaks.ts';

/** Where something is wrong. */
export interface Place {
  /** From 1; the header is line 1. */
  readonly line: number;
  /** `log` or the id of an incident; null where the line does not tell. */
  readonly chain: string | null;
  /** The number of the entry in its chain that is concerned. */
  readonly seq: number | null;
}

export interface Break extends Place {
  readonly kind: BreakKind;
  readonly what: string;
  readonly means: string;
  /** A field, a column or a number; never a value out of the line. */
  readonly detail: string | null;
}

/** What is not wrong, but should be known. */
export interface Notice extends Place {
  readonly kind: 'clock-back' | 'backup-restored';
  readonly what: string;
}

export interface Report {
  readonly verdict: 'whole' | 'broken';
  readonly installation: string | null;
  readonly lines: number;
  readonly entries: number;
  readonly incidents: number;
  readonly checkpoints: number;
  /** The last entry of the log, to be noted for a later `--head`. */
  readonly head: { readonly seq: number; readonly hash: string; readonly at: string } | null;
  /** The last entry that a checkpoint vouches for, and by which key. */
  readonly signed: { readonly seq: number; readonly at: string; readonly key: string } | null;
  /** The public key in force at the end, as the log itself says. */
  readonly publicKey: string | null;
  /** The entry that has the hash asked for; `after`: entries of the log that came after it. */
  readonly askedHead: (Place & { readonly after: number }) | null;
  /** The last entry that the key asked for vouches for, itself or by a key that it handed over to. */
  readonly askedKey: { readonly seq: number; readonly at: string } | null;
  /** In the order of lines. The first is what happened; later ones may follow from it. At most 1,000. */
  readonly breaks: readonly Break[];
  readonly breaksInAll: number;
  /** At most 1,000. */
  readonly notices: readonly Notice[];
  readonly noticesInAll: number;
}

/** More is only counted: a file of nothing but breaks must not fill the memory. */
const mostListed = 1000;

/** What is found while walking. */
export interface Findings {
  readonly breaks: Break[];
  readonly notices: Notice[];
  readonly inAll: { breaks: number; notices: number };
  broken(kind: BreakKind, place: Place, detail?: string): void;
  notice(kind: Notice['kind'], place: Place, what: string): void;
}

export function createFindings(): Findings {
  const breaks: Break[] = [];
  const notices: Notice[] = [];
  const inAll = { breaks: 0, notices: 0 };
  return {
    breaks,
    notices,
    inAll,
    broken(kind, { line, chain, seq }, detail) {
      inAll.breaks += 1;
      if (breaks.length < mostListed) {
        breaks.push({ kind, line, chain, seq, ...breakKinds[kind], detail: detail ?? null });
      }
    },
    notice(kind, { line, chain, seq }, what) {
      inAll.notices += 1;
      if (notices.length < mostListed) notices.push({ kind, line, chain, seq, what });
    },
  };
}
