import { describe, expect, test } from 'vitest';
import type { CofferdamError } from '../errors/index.ts';
import { type Act, kinds, mayStand } from './acts/index.ts';
import { canonical } from './canonical.ts';
import {
  type Actor,
  append,
  appendToIncident,
  emptyChain,
  entrySchema,
  headOf,
  type Recording,
  sha256,
} from './entry.ts';
import { createChance } from './testing/chance.ts';
import { exampleDeed, exampleOf } from './testing/examples.ts';

const chance = createChance(8);
const actor: Actor = { kind: 'person', id: chance.uuid() };
const at = Date.UTC(2026, 2, 29, 1, 30);
const invalid = expect.objectContaining({ code: 'log-entry-invalid' }) as CofferdamError;
const types = kinds.map(({ type }) => type);

/** A head at which an act of this kind may follow. */
function headFor(type: Act['type']) {
  const chain = [{ chain: 'log' }, { chain: chance.uuid() }].map(({ chain }) => ({
    chain,
    seq: 4,
    hash: chance.hex(64),
  }));
  const heads = [...chain, ...chain.map((head) => emptyChain(head.chain))];
  const fitting = heads.find(({ chain, seq }) => mayStand(type, chain, seq + 1));
  if (fitting === undefined) throw new Error(`${type} may stand nowhere`);
  return fitting;
}

describe('an entry', () => {
  test('is SHA-256 over its canonical form, so that anybody can compute it', () => {
    const act = exampleDeed('person-joined', createChance(1));
    const { entry, hash } = append({ chain: 'log', seq: 1, hash: 'ab'.repeat(32) }, { at, actor, act });
    expect(canonical(entry)).toBe(
      `{"act":{"person":"${'person' in act ? act.person : ''}","type":"person-joined"},` +
        `"actor":{"id":"${actor.id}","kind":"person"},"at":"2026-03-29T01:30:00.000Z","chain":"log",` +
        `"prev":"${'ab'.repeat(32)}","seq":2,"v":1}`,
    );
    expect(hash).toBe(sha256(canonical(entry)));
  });

  test.each(types)('%s is recorded with exactly its fields', (type) => {
    const head = headFor(type);
    const act = exampleOf(type, chance);
    const record = (act: object) => append(head, { at, actor, act: act as Act });
    expect(record(act).entry.act).toEqual(act);
    expect(() => record({ ...act, note: 'what people wrote' })).toThrow(invalid);
    expect(() => record(Object.defineProperty({ ...act }, '__proto__', { value: 1, enumerable: true }))).toThrow(
      invalid,
    );
    for (const field of Object.keys(act)) {
      const rest = Object.fromEntries(Object.entries(act).filter(([name]) => name !== field));
      expect(() => record(rest), `without ${field}`).toThrow(invalid);
      expect(() => record({ ...act, [field]: 'Mara Lindqvist' }), `text as ${field}`).toThrow(invalid);
    }
  });

  test('has a kind that says when it is written, in words', () => {
    expect(new Set(types).size).toBe(types.length);
    for (const { type, when } of kinds) {
      expect(type).toMatch(/^[a-z]+(-[a-z]+)+$/);
      expect(when).toMatch(/^[a-z].{8,}[^.]$/i);
    }
  });

  test.each<[string, Partial<Recording> & { chain?: string; seq?: number }]>([
    ['an unknown kind', { act: { type: 'looked-around' } as never }],
    ['an incident’s act in the log', { act: exampleDeed('evidence-read', chance) }],
    ['a second beginning', { act: exampleDeed('installation-set-up', chance) }],
    ['another beginning than its own', { seq: 0, act: exampleDeed('person-joined', chance) }],
    ['the log’s act in an incident', { chain: chance.uuid(), act: exampleDeed('person-joined', chance) }],
    ['a chain that is no id', { chain: 'INCIDENT-7', act: exampleDeed('evidence-read', chance) }],
    ['no time', { at: Number.NaN }],
    ['a time beyond the calendar', { at: 1e17 }],
    ['a time of five digits', { at: Date.UTC(20_000, 1) }],
    ['an actor with a name', { actor: { kind: 'person', id: 'Mara Lindqvist' } }],
    ['an actor of no kind', { actor: { kind: 'robot', id: chance.uuid() } as never }],
    [
      'a day that does not exist',
      { act: { ...exampleOf('sign-in-locked-out', chance), until: '2026-02-30T00:00:00.000Z' } },
    ],
    ['a count that is none', { act: { ...exampleOf('roster-loaded', chance), rows: -1 } }],
    ['a count beyond a double', { act: { ...exampleOf('roster-loaded', chance), rows: 2 ** 60 } }],
    ['an edit of nothing', { chain: chance.uuid(), act: { ...exampleOf('incident-edited', chance), changed: {} } }],
    [
      'an undefined field',
      { chain: chance.uuid(), act: { ...exampleOf('incident-edited', chance), changed: { title: undefined } } },
    ],
  ])('is refused with %s, without saying the value', (_, { chain = 'log', seq = 3, ...wrong }) => {
    const recording = { at, actor, act: exampleDeed('person-joined', chance), ...wrong };
    const record = () => append({ chain, seq, hash: seq === 0 ? '0'.repeat(64) : chance.hex(64) }, recording);
    expect(record).toThrow();
    expect(record).not.toThrow(/Lindqvist|INCIDENT-7|looked/);
  });

  test('of an incident goes with a link that carries its chain, place and hash, at the same time', () => {
    const log = { chain: 'log', seq: 7, hash: chance.hex(64) };
    const act = exampleDeed('incident-opened', chance);
    const { entry, link } = appendToIncident({ incident: emptyChain(chance.uuid()), log }, { at, actor, act });
    const { chain, seq, hash } = headOf(entry);
    expect(link.entry).toMatchObject({ chain: 'log', seq: 8, prev: log.hash, at: entry.entry.at });
    expect(link.entry.act).toEqual({ type: 'chain-linked', chain, seq, head: hash });
    expect(canonical(link.entry)).not.toContain(actor.id);
  });

  test('can be as large as a line of an export allows', () => {
    const ids = Array.from({ length: 500 }, () => chance.uuid());
    const act = { ...exampleOf('member-added', chance), entities: ids };
    const sealed = append({ chain: chance.uuid(), seq: 3, hash: chance.hex(64) }, { at, actor, act });
    expect(canonical(sealed).length).toBeLessThan(64 * 1024);
    expect(entrySchema.safeParse({ ...sealed.entry, act: { ...act, entities: [...ids, ...ids] } }).success).toBe(false);
  });
});
