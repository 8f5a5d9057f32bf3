import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical as canonicalOfServer, emptyChain } from '#platform/audit';
import { append } from '../../src/platform/audit/entry.ts';
import { kinds } from '../../src/platform/audit/acts/index.ts';
import { createChance } from '../../src/platform/audit/testing/chance.ts';
import { exampleOf } from '../../src/platform/audit/testing/examples.ts';
import { canonical, checkChain, type Entry } from '../../web/features/log/chain.ts';
import { type Part, sentenceOf, sentences } from '../../web/features/log/sentences.ts';

// What the page makes of the log by itself.

const inIncident = kinds.filter(({ place }) => place !== 'log').map(({ type }) => type);

test('every kind of act that may stand in an incident has a sentence, and no sentence is of none', () => {
  expect(Object.keys(sentences).sort()).toEqual([...inIncident].sort());
});

const said = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : `<${Object.keys(part).join()}>`)).join('');

test.each(inIncident)('%s is told in words, with every id in them named', (type) => {
  const sentence = said(sentenceOf(exampleOf(type, createChance(7))));
  expect(sentence).toMatch(/^[a-z]/);
  expect(sentence).not.toMatch(/undefined|null|NaN|[0-9a-f]{32}/);
});

test('canonical JSON is what the server writes', () => {
  const value = fc.jsonValue({ maxDepth: 4 }).filter((one) => JSON.stringify(one).isWellFormed());
  fc.assert(
    fc.property(value, (one) => {
      const plain = JSON.parse(JSON.stringify(one)) as unknown;
      expect(canonical(plain)).toBe(canonicalOfServer(plain));
    }),
  );
});

describe('the chain', () => {
  const chain = '6f2d7f9e-8f4c-4b8e-9d7a-0b8f4f1f2a3b';
  const actor = { kind: 'person', id: '11111111-1111-4111-8111-111111111111' } as const;
  const entries: Entry[] = [];
  let head = emptyChain(chain);
  for (let at = 0; at < 6; at += 1) {
    const act =
      at === 0
        ? ({ type: 'incident-opened', title: '0'.repeat(64), severity: 'unknown' } as const)
        : ({ type: 'evidence-previewed', evidence: actor.id, file: at } as const);
    const { entry, hash } = append(head, { at: Date.UTC(2026, 0, 1) + at, actor, act });
    head = { chain, seq: entry.seq, hash };
    entries.unshift({ seq: entry.seq, at: entry.at, actor: entry.actor, act: entry.act, prev: entry.prev, hash });
  }

  test('of entries as they were written holds', async () => {
    expect(await checkChain(chain, entries)).toEqual({ entries: 6, wrong: [], missing: 0 });
  });
  test('with entries that somebody may not see holds, and says how many are not there', async () => {
    const some = entries.filter(({ seq }) => seq !== 3 && seq !== 4);
    expect(await checkChain(chain, some)).toEqual({ entries: 4, wrong: [], missing: 2 });
  });
  test.each([
    ['another act', (entry: Entry) => ({ ...entry, act: { ...entry.act, file: 99 } }), [4]],
    ['another time', (entry: Entry) => ({ ...entry, at: '2025-01-01T00:00:00.000Z' }), [4]],
    ['another person', (entry: Entry) => ({ ...entry, actor: { ...entry.actor, id: 'x' } }), [4]],
    ['another hash', (entry: Entry) => ({ ...entry, hash: 'f'.repeat(64) }), [4, 5]],
    ['another hash before it', (entry: Entry) => ({ ...entry, prev: 'f'.repeat(64) }), [4]],
  ])('with %s in one entry is broken there', async (_, change, wrong) => {
    const changed = entries.map((entry) => (entry.seq === 4 ? change(entry) : entry));
    expect((await checkChain(chain, changed))?.wrong).toEqual(wrong);
  });
});
