import { hash as digest } from 'node:crypto';
import type { Act } from '../acts/index.ts';
import { canonical } from '../canonical.ts';
import { append, appendToIncident, emptyChain, type Head, headOf, logChain, type Sealed } from '../entry.ts';
import type { Chance } from './chance.ts';
import { exampleDeed } from './examples.ts';
import {
  fileOf,
  firstOnLog,
  isBound,
  linesThatAre,
  type Mutation,
  sealedAt,
  type Target,
  withLine,
} from './mutations.ts';

const resealed = (entry: object): string => canonical({ entry, hash: digest('sha256', canonical(entry), 'hex') });

/** Where it shows that the entry at `index` has another hash than it had, if nothing in the line itself tells. */
function whereHashTells(target: Target, index: number): number {
  return target.kinds[index] === 'incident' ? index + 1 : firstOnLog(target, index + 1);
}

/** One entry is another, with the hash that fits it. The forger knows the format and has not the key. */
function editedEntry(
  forge: (target: Target, index: number, sealed: Sealed, chance: Chance) => readonly [object, number] | undefined,
): Mutation {
  return (target, chance) => {
    const index = chance.pick(linesThatAre(target, 'incident', 'link', 'plain', 'key-change', 'told'));
    const sealed = sealedAt(target, index);
    const forged = sealed === undefined ? undefined : forge(target, index, sealed, chance);
    if (forged === undefined) return undefined;
    return { bytes: withLine(target.lines, index, resealed(forged[0])), line: forged[1] + 1 };
  };
}

const isIdOrHash = (value: unknown) => typeof value === 'string' && /^[0-9a-f-]{36,128}$/.test(value);
const anotherLike = (value: string, chance: Chance) => (value.includes('-') ? chance.uuid() : chance.hex(value.length));
const later = (at: string): string => new Date(Date.parse(at) + 1).toISOString();

/** Kinds whose entry says what the line before it says too, so that a change of it shows in the line itself. */
const saysTwice = (target: Target, index: number) => isBound(target, index) || target.kinds[index] === 'key-change';

/** Whether the chain of an incident has begun before this line. */
function hasBegun(target: Target, chain: string, index: number): boolean {
  return linesThatAre(target, 'incident').some((at) => at < index && sealedAt(target, at)?.entry.chain === chain);
}

/** Heads as they are just before a line. */
function headsBefore(target: Target, index: number): { readonly log: Head; readonly incidents: readonly Head[] } {
  const heads = new Map<string, Head>();
  for (let at = 0; at < index; at += 1) {
    const sealed = sealedAt(target, at);
    if (sealed !== undefined) heads.set(sealed.entry.chain, headOf(sealed));
  }
  const log = heads.get(logChain) ?? emptyChain(logChain);
  heads.delete(logChain);
  return { log, incidents: [...heads.values()] };
}

const outsider = (chance: Chance) => ({ kind: 'person', id: chance.uuid() }) as const;
const seal = ({ entry, hash }: Sealed) => canonical({ entry, hash });

export const forgeries: Readonly<Record<string, Mutation>> = {
  'an entry is edited, its hash left': (target, chance) => {
    const index = chance.pick(linesThatAre(target, 'incident', 'link', 'plain', 'key-change', 'told'));
    const sealed = sealedAt(target, index);
    if (sealed === undefined) return undefined;
    const entry = { ...sealed.entry, actor: outsider(chance) };
    return { bytes: withLine(target.lines, index, canonical({ entry, hash: sealed.hash })), line: index + 1 };
  },

  'a hash is edited': (target, chance) => {
    const index = chance.pick(linesThatAre(target, 'incident', 'link', 'plain', 'key-change', 'told'));
    const sealed = sealedAt(target, index);
    const line = canonical({ entry: sealed?.entry, hash: chance.hex(64) });
    return { bytes: withLine(target.lines, index, line), line: index + 1 };
  },

  'the actor is changed and hashed': editedEntry((target, index, { entry }, chance) => [
    { ...entry, actor: outsider(chance) },
    isBound(target, index) ? index : whereHashTells(target, index),
  ]),

  'the time is changed and hashed': editedEntry((target, index, { entry }) => [
    { ...entry, at: later(entry.at) },
    isBound(target, index) ? index : whereHashTells(target, index),
  ]),

  'the act is changed and hashed': editedEntry((target, index, { entry }, chance) => {
    const fields = Object.entries(entry.act).filter(
      ([name, value]) => name !== 'type' && (typeof value === 'number' || isIdOrHash(value)),
    );
    if (fields.length === 0) return undefined;
    const [name, value] = chance.pick(fields);
    const other = typeof value === 'number' ? value + 1 : anotherLike(String(value), chance);
    const shows = saysTwice(target, index) || name === 'installation';
    return [{ ...entry, act: { ...entry.act, [name]: other } }, shows ? index : whereHashTells(target, index)];
  }),

  'an act becomes one of another kind and is hashed': editedEntry((target, index, { entry }, chance) => {
    const isIncident = target.kinds[index] === 'incident';
    const act = exampleDeed(isIncident ? 'session-opened' : 'incident-edited', chance);
    return [{ ...entry, act }, index];
  }),

  'a number in the chain is changed and hashed': editedEntry((_, index, { entry }, chance) => [
    { ...entry, seq: entry.seq + chance.pick([-1, 1, 5]) },
    index,
  ]),

  'the hash of the entry before is changed and hashed': editedEntry((_, index, { entry }, chance) => [
    { ...entry, prev: chance.hex(64) },
    index,
  ]),

  'a field is added and hashed': editedEntry((_, index, { entry }, chance) => {
    const added = chance.pick(['note', '__proto__', 'V']);
    const put = (object: object) => Object.defineProperty({ ...object }, added, { value: 1, enumerable: true });
    return [chance.below(2) === 0 ? put(entry) : { ...entry, act: put(entry.act) }, index];
  }),

  'a field is taken out and hashed': editedEntry((_, index, { entry }, chance) => {
    const name = chance.pick(Object.keys(entry));
    return [Object.fromEntries(Object.entries(entry).filter(([one]) => one !== name)), index];
  }),

  'an entry is put into the chain of another incident and hashed': (target, chance) => {
    const index = chance.pick([...linesThatAre(target, 'incident'), 0]);
    const entry = sealedAt(target, index)?.entry;
    if (entry === undefined) return undefined;
    const { incidents } = headsBefore(target, target.lines.length);
    const others = [...incidents.map(({ chain }) => chain), chance.uuid()].filter((chain) => chain !== entry.chain);
    const chain = chance.pick(others);
    // The first entry of a chain fits any chain that has not begun.
    const fits = entry.seq === 1 && !hasBegun(target, chain, index);
    return { bytes: withLine(target.lines, index, resealed({ ...entry, chain })), line: index + (fits ? 2 : 1) };
  },

  'an entry is put at the end of another incident, with its place and hash': (target, chance) => {
    const index = chance.pick([...linesThatAre(target, 'incident'), 0]);
    const entry = sealedAt(target, index)?.entry;
    const others = headsBefore(target, index).incidents.filter(({ chain, seq }) => chain !== entry?.chain && seq > 0);
    if (entry === undefined || entry.seq === 1 || others.length === 0) return undefined;
    const { chain, seq, hash } = chance.pick(others);
    const line = resealed({ ...entry, chain, seq: seq + 1, prev: hash });
    return { bytes: withLine(target.lines, index, line), line: index + 2 };
  },

  'an entry of the log is put in': (target, chance) => {
    const index = 2 + chance.below(target.lines.length - 2);
    const { log } = headsBefore(target, index);
    const act = exampleDeed('person-invited', chance);
    const forged = seal(append(log, { at: Date.UTC(2026, 5, 1), actor: outsider(chance), act }));
    const seen = isBound(target, index) ? index : firstOnLog(target, index) + 1;
    return { bytes: fileOf(target.lines.toSpliced(index, 0, forged)), line: seen + 1 };
  },

  'an entry of an incident is put in, with or without its link': (target, chance) => {
    const index = 2 + chance.below(target.lines.length - 2);
    const { log, incidents } = headsBefore(target, index);
    const incident = chance.pick([...incidents, emptyChain(chance.uuid())]);
    const act = exampleDeed(incident.seq === 0 ? 'incident-opened' : 'member-added', chance);
    const recording = { at: Date.UTC(2026, 5, 1), actor: outsider(chance), act };
    const { entry, link } = appendToIncident({ incident, log }, recording);
    const linked = chance.below(2) === 0;
    const bytes = fileOf(target.lines.toSpliced(index, 0, seal(entry), ...(linked ? [seal(link)] : [])));
    if (isBound(target, index)) return { bytes, line: index + 1 };
    if (!linked) return { bytes, line: index + 2 };
    const sameChain = sealedAt(target, index)?.entry.chain === incident.chain;
    return { bytes, line: (sameChain ? index : firstOnLog(target, index)) + 3 };
  },

  'all is written anew from one entry on': (target, chance) => {
    const index = chance.pick(linesThatAre(target, 'incident', 'plain').filter((at) => at > 1));
    const lines = rewrittenFrom(target, index, chance);
    const signs = linesThatAre(target, 'checkpoint', 'key-change').find((at) => at > index);
    if (signs !== undefined) return { bytes: fileOf(lines), line: signs + 1 };
    // Nothing signed follows: only who noted the head can know.
    const head = linesThatAre(target, 'plain', 'link', 'told')
      .filter((at) => at >= index)
      .map((at) => sealedAt(target, at)?.hash);
    const noted = chance.pick(head);
    return noted === undefined ? undefined : { bytes: fileOf(lines), line: lines.length, head: noted };
  },
};

/** The export in which the actor of one entry is another and every hash after it fits; signatures stay as they are. */
function rewrittenFrom(target: Target, index: number, chance: Chance): string[] {
  const lines = [...target.lines];
  const hashes = new Map<string, string>();
  for (let at = index; at < lines.length; at += 1) {
    const sealed = sealedAt(target, at);
    if (sealed === undefined) continue;
    const { entry } = sealed;
    const prev = hashes.get(entry.chain) ?? entry.prev;
    const act: Act =
      entry.act.type === 'chain-linked'
        ? { ...entry.act, head: hashes.get(entry.act.chain) ?? entry.act.head }
        : entry.act;
    const forged = { ...entry, prev, act, actor: at === index ? outsider(chance) : entry.actor };
    lines[at] = resealed(forged);
    hashes.set(entry.chain, digest('sha256', canonical(forged), 'hex'));
  }
  const footer = JSON.parse(lines.at(-1) ?? '') as { footer: object };
  return lines.with(lines.length - 1, canonical({ footer: { ...footer.footer, hash: hashes.get(logChain) } }));
}
