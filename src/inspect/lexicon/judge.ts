import type { Reason } from '../contract.ts';
import type { Cue } from './surroundings.ts';

/** How far before and behind a term its sentence is read, in characters. */
export const ahead = 110;
export const behind = 50;

const strongAlone = 0.65;
const weakAlone = 0.35;
const strongGain = 0.1;

const denied: Reason = { why: 'said not to be so', by: 0 };
const ofRelative: Reason = { why: 'said of a relative', by: 0 };

/** Whether what was found holds for whoever the text is about: not where it is denied or a relative's. */
export const isTheirs = (reasons: readonly Reason[]): boolean =>
  !reasons.includes(denied) && !reasons.includes(ofRelative);

/** A term in its sentence. */
export interface Said {
  readonly title: string;
  readonly strong: boolean;
  readonly start: number;
  readonly end: number;
  /** Another term of the same element stands in the same sentence. */
  readonly others: boolean;
  readonly cues: readonly Cue[];
  /** It stands in a column or a field whose label is one of the rule. */
  readonly labelled: boolean;
  /** The rule names the verbs that count. */
  readonly strict: boolean;
  /** The text between `from` and `to`. */
  between(from: number, to: number): string;
}

const person: ReadonlySet<Cue['kind']> = new Set(['subjects', 'patients', 'name', 'possessives']);

/** How much a term is worth where it stands, and why; undefined where it says nothing of a person. */
export function judgeTerm(said: Said): readonly Reason[] | undefined {
  const cues = said.cues.filter(({ start, end }) => end <= said.start || start >= said.end);
  if (isTopic(said, cues)) return undefined;
  const ground = groundOf(said, cues);
  if (!said.strong && ground === undefined) return undefined;
  const reasons: Reason[] = [{ why: said.title, by: said.strong ? strongAlone : weakAlone }];
  // `HIV positive` is a term of several languages: the one whose words stand around it knows more.
  if (ground !== undefined) reasons.push(said.strong ? { ...ground, by: strongGain } : ground);
  if (near(said, cues, 'negations', 40)) reasons.push(denied);
  if (near(said, cues, 'relatives', 60)) reasons.push(ofRelative);
  return reasons;
}

/** `cancer research`, `the fight against diabetes`: what is talked about, not what somebody has. */
function isTopic({ start, end, strong, between }: Said, cues: readonly Cue[]): boolean {
  return cues.some((cue) => {
    if (cue.kind === 'after' && cue.start >= end) {
      return (strong ? /^[\s-]{1,2}$/u : /^[\s-]{1,2}(?:\p{L}+[\s-])?$/u).test(between(end, cue.start));
    }
    if (cue.kind === 'before' && cue.end <= start)
      return /^[\s'’-]{1,3}(?:[\p{L}'’]{1,12}[\s'’-]){0,3}$/u.test(between(cue.end, start));
    return false;
  });
}

/** What makes a weak term one about a person. */
function groundOf(said: Said, cues: readonly Cue[]): Reason | undefined {
  const { start, between, others, strict, labelled } = said;
  if (labelled) return { why: 'under a label for it', by: 0.25 };
  const isBefore = (cue: Cue): boolean => cue.end <= start;
  const label = cues.some(
    (cue) =>
      cue.kind === 'label' &&
      isBefore(cue) &&
      /^\s?[:=–-]\s/u.test(between(cue.end, start)) &&
      // `fingerprint: fingerprint` in source code.
      between(cue.start, cue.end).toLowerCase() !== between(start, said.end).toLowerCase(),
  );
  if (label) return { why: 'a label before it', by: 0.25 };
  const subject = cues.some((cue) => person.has(cue.kind));
  if (strict) return subject && hasVerb(said, cues, 'ownPredicates') ? isOrHas : undefined;
  const owned = cues.some(
    (cue) => cue.kind === 'possessives' && isBefore(cue) && /^\s(?:\p{L}+\s){0,2}$/u.test(between(cue.end, start)),
  );
  if (owned) return { why: 'somebody is said to have it', by: 0.2 };
  if (cues.some(({ kind }) => kind === 'patients')) return { why: 'a patient is spoken of', by: 0.2 };
  if (subject && hasVerb(said, cues, 'predicates')) return isOrHas;
  const isTold = others && cues.some((cue) => person.has(cue.kind) && isBefore(cue));
  return isTold ? { why: 'a person and more of the kind in the same sentence', by: 0.2 } : undefined;
}

const isOrHas: Reason = { why: 'a person is said to be or to have it', by: 0.2 };

function hasVerb({ start }: Said, cues: readonly Cue[], kind: Cue['kind']): boolean {
  return cues.some((cue) => cue.kind === kind && (start - cue.end <= 45 || cue.start >= start));
}

function near({ start, end }: Said, cues: readonly Cue[], kind: Cue['kind'], reach: number): boolean {
  return cues.some((cue) => {
    if (cue.kind !== kind) return false;
    return cue.end <= start ? start - cue.end <= reach : cue.start - end <= reach / 4;
  });
}
