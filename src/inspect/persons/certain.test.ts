import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSpill } from '../../platform/spill/index.ts';
import type { Concept, Fact } from '../contract.ts';
import { mostExact, mutuallyApart } from './clique.ts';
import { genderCode } from './gender.ts';
import { createEncoder, createPersons } from './index.ts';

interface Line extends Partial<Record<Concept, string>> {
  readonly file?: number;
  readonly table?: number;
  readonly rule?: string;
  /** In a list of labelled lines, where one record may begin too late. */
  readonly guessed?: true;
}

async function rangeOf(lines: readonly Line[], key = 5): Promise<readonly [number, number]> {
  const spill = await openSpill({ folder: tmpdir(), memory: 64 * 1024, fanIn: 4 });
  const encoder = createEncoder(new Uint8Array(32).fill(key));
  try {
    const persons = await createPersons({ spill });
    for (const [at, { file = 0, table, rule, guessed = false, ...values }] of lines.entries()) {
      const facts: Fact[] = Object.entries(values).map(([concept, value]) => ({
        concept: concept as Concept,
        value,
        rule,
      }));
      const encoded = encoder.encode({ file, span: { start: at * 10, end: at * 10 + 9 }, table, facts, guessed });
      if (encoded !== undefined) await persons.add(encoded);
    }
    const { certain, possible } = await persons.finish();
    await persons.close();
    return [certain, possible];
  } finally {
    await spill.close();
  }
}

const anna = { 'given-name': 'Anna', 'family-name': 'Schmidt' };
const jan = { 'given-name': 'Jan', 'family-name': 'Otto' };
const guessed = true;

test.each<[string, readonly Line[], number, number]>([
  [
    'a labelled line that went to the record before mixes two persons into a third',
    [
      { ...anna, table: 1, email: 'a@x.example', 'local-id': 'K1' },
      { ...jan, table: 1, email: 'j@x.example', 'local-id': 'K2' },
      { file: 1, guessed, 'given-name': 'Jan', 'family-name': 'Schmidt', email: 'a@x.example' },
    ],
    2,
    3,
  ],
  [
    'two of one mailbox in a format that says where records end',
    [
      { ...anna, email: 'a@x.example' },
      { file: 1, ...jan, email: 'a@x.example' },
    ],
    2,
    2,
  ],
  [
    'a mixture of two in a list that is all there is',
    [
      { guessed, ...anna, iban: 'DE02120300000000202051' },
      { guessed, ...jan, iban: 'DE02120300000000202051' },
    ],
    1,
    2,
  ],
  [
    'the birth date of the next in the list',
    [
      { ...anna, 'date-of-birth': '1980-01-02' },
      { file: 1, guessed, ...anna, 'date-of-birth': '1991-05-06' },
    ],
    1,
    2,
  ],
  [
    'names in a list that share nothing',
    [
      { guessed, ...anna, email: 'a@x.example' },
      { guessed, ...jan, email: 'j@x.example' },
    ],
    2,
    2,
  ],
  [
    'M for mujer in one table, F in another',
    [
      { ...anna, table: 1, gender: 'M', email: 'a@x.example' },
      { ...anna, table: 2, gender: 'F', email: 'b@x.example' },
    ],
    1,
    2,
  ],
  [
    'a woman and a man of one name in one table',
    [
      { table: 1, 'person-name': 'Andrea Rossi', gender: 'F', email: 'a@x.example' },
      { table: 1, 'person-name': 'Andrea Rossi', gender: 'M', email: 'b@x.example' },
    ],
    2,
    2,
  ],
  [
    'a salutation beside a letter',
    [
      { ...anna, gender: 'Ms', email: 'a@x.example' },
      { file: 1, ...anna, gender: 'F', email: 'a@x.example' },
    ],
    1,
    1,
  ],
  [
    'a family name of two words beside two who have it',
    [
      { table: 1, 'local-id': 'K1', 'family-name': 'García López' },
      { file: 1, 'given-name': 'Ana', 'family-name': 'García López', email: 'a@x.example' },
      { file: 1, 'given-name': 'Eva', 'family-name': 'García López', email: 'b@x.example' },
    ],
    2,
    3,
  ],
  [
    'the name in a mailbox beside others who have a part of it',
    [
      { file: 1, 'given-name': 'Anna', 'family-name': 'Weber', 'date-of-birth': '1980-01-02' },
      { file: 1, 'given-name': 'Paul', 'family-name': 'Schmidt', 'date-of-birth': '1981-01-02' },
      { table: 1, email: 'anna.schmidt@x.example', city: 'Ulm' },
    ],
    3,
    3,
  ],
])('%s', async (_, lines, certain, possible) => {
  expect(await rangeOf(lines)).toEqual([certain, possible]);
});

test.each([
  ['Ms', 1],
  ['Mrs.', 1],
  ['Sig.ra', 1],
  ['weiblich', 1],
  ['Mr', 2],
  ['Herr', 2],
  ['M', 2],
  ['divers', 0],
  ['', 0],
])('gender %s', (text, code) => {
  expect(genderCode(text)).toBe(code);
});

const days = ['1980-01-02', '1981-01-02', '1982-01-02'];
const pick = fc.nat({ max: 3 });
const line = fc.record({ name: pick, born: pick, id: pick, mail: fc.nat({ max: 6 }), table: pick, guessed: pick }).map(
  ({ name, born, id, mail, table, guessed: bounds }): Line => ({
    file: table,
    ...(table === 0 ? {} : { table }),
    ...(bounds === 0 ? { guessed } : {}),
    ...([anna, jan, { 'family-name': 'García López' }, { 'person-name': 'A. Schmidt' }][name] ?? anna),
    ...(days[born] === undefined ? {} : { 'date-of-birth': days[born] }),
    ...(id === 0 ? {} : { 'local-id': `K${id}` }),
    ...(mail > 3 ? {} : { email: `box${mail}@x.example` }),
  }),
);

test('the key of a run does not change what is certain', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 16 }), async (lines) => {
      const one = await rangeOf(lines, 1);
      expect(await rangeOf(lines, 2)).toEqual(one);
      expect(await rangeOf(lines, 77)).toEqual(one);
    }),
    { numRuns: 60 },
  );
});

const graph = fc
  .nat({ max: mostExact })
  .chain((count) => fc.tuple(fc.constant(count), fc.array(fc.boolean(), { minLength: 200, maxLength: 200 })));

test('of a few namesakes the most that are apart from each other are found, in whatever order', () => {
  fc.assert(
    fc.property(graph, ([count, edges]) => {
      const apart = (a: number, b: number): boolean => edges[Math.min(a, b) * 13 + Math.max(a, b)] === true;
      const found = mutuallyApart(count, apart, () => true);
      expect(found.every((a) => found.every((b) => a === b || apart(a, b)))).toBe(true);
      const back = mutuallyApart(
        count,
        (a, b) => apart(count - 1 - a, count - 1 - b),
        () => false,
      );
      expect(back.length).toBe(found.length);
      let largest = 0;
      for (let set = 0; set < 2 ** count; set += 1) {
        const some = Array.from({ length: count }, (_, one) => one).filter((one) => (set & (1 << one)) !== 0);
        if (some.length > largest && some.every((a) => some.every((b) => a === b || apart(a, b)))) {
          largest = some.length;
        }
      }
      expect(found.length).toBe(largest);
    }),
    { numRuns: 40 },
  );
});

test('one who could be anybody does not hide the many who are surely several', () => {
  const apart = (a: number, b: number): boolean => a > 0 && b > 0;
  expect(mutuallyApart(40, apart, () => true)).toHaveLength(39);
});

test('thousands of namesakes in one list are as many persons', async () => {
  const many = 4000;
  const lines = Array.from({ length: many }, (_, at) => ({
    ...anna,
    table: 1,
    'local-id': `K${at}`,
    email: `anna.schmidt${at}@x.example`,
  }));
  expect(await rangeOf(lines)).toEqual([many, many]);
});
