import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileRules, createMatcher, type Rule } from '#inspect';
import { matchRule } from '../../src/inspect/rules/match.ts';
import { shippedRules } from '../../src/server/inspection/sources.ts';
import { corpusKinds, writeCorpus } from '../range/index.ts';

const all = compileRules(await shippedRules());
/** Rules on labels alone are tried on cells, and never on a text. */
const rules = all.filter(({ anchor }) => !('label' in anchor || 'names' in anchor));
const matcher = createMatcher(all);

interface Found {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}
const place = ({ rule, start, end, score }: Found): string => `${rule.id} ${start} ${end} ${score}`;

/** Each rule by itself, over the whole text: what the matcher has to find, by the slowest way. */
function oneByOne(text: string): { readonly name: string; readonly digits: number; readonly rule: Rule }[] {
  return rules.flatMap((rule) =>
    matchRule(rule, text).map((match) => ({
      name: place({ rule, ...match }),
      digits: text.slice(match.start, match.end).match(/\d/g)?.length ?? 0,
      rule,
    })),
  );
}

/** What the matcher misses, and what it finds too much, of rules for shapes. */
function differences(text: string): string[] {
  const found = matcher(text);
  const names = new Set(found.map(place));
  const expected = oneByOne(text);
  const known = new Set(expected.map(({ name }) => name));
  // A rule for digits asks for so many of them.
  const due = expected.filter(({ rule, digits }) => !('digits' in rule.anchor) || digits >= rule.anchor.digits.min);
  return [
    ...due.filter(({ name }) => !names.has(name)).map(({ name }) => `missed ${name}`),
    ...found
      .filter(({ rule }) => 'digits' in rule.anchor)
      .map(place)
      .filter((name) => !known.has(name))
      .map((name) => `more ${name}`),
  ];
}

describe('the matcher finds what every rule by itself finds', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cofferdam-matcher-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(corpusKinds)('in %s', async (kind) => {
    const out = join(folder, kind);
    await writeCorpus({ kind, seed: 11, bytes: 60_000, out });
    const text = await readFile(out, 'utf8');
    expect(differences(text)).toEqual([]);
  });

  const examples = all.flatMap((rule) => rule.examples.filter(({ label }) => label === undefined));

  test('in each example', () => {
    expect(examples.flatMap(({ text }) => differences(text))).toEqual([]);
  });

  test('in examples put together at random', () => {
    const texts = fc.constantFrom(...examples.map(({ text }) => text));
    const between = fc.constantFrom(' ', '\n', ', ', '; ', ' - ', '"', '<', '\t', 'é', '中', '𐐀', ' no. ');
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, between), { maxLength: 8 }), (parts) => {
        const text = parts.flat().join('');
        expect(differences(text)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});
