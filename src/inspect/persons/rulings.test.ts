import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSpill } from '../../platform/spill/index.ts';
import type { Concept, Fact } from '../contract.ts';
import { createEncoder, createPersons, crowded, type Ruling } from './index.ts';

const encoder = createEncoder(new Uint8Array(32).fill(5), { asOf: '2026-01-01' });

interface Line extends Partial<Record<Concept, string>> {
  readonly file?: number;
  readonly table?: number;
}

/** Lines stand 10 bytes apart, each in the file that it names. */
const place = (line: number, file = 0) => ({ file, start: line * 10 });

async function counted(lines: readonly Line[], rulings: readonly Ruling[] = []) {
  const spill = await openSpill({ folder: tmpdir(), memory: 64 * 1024, fanIn: 4 });
  const persons = await createPersons({ spill, rulings });
  try {
    for (const [at, { file = 0, table, ...values }] of lines.entries()) {
      const facts: Fact[] = Object.entries(values).map(([concept, value]) => ({
        concept: concept as Concept,
        value,
        rule: concept === 'national-id' ? 'de-idnr' : undefined,
      }));
      const encoded = encoder.encode({ file, span: { start: at * 10, end: at * 10 + 9 }, table, facts });
      if (encoded !== undefined) await persons.add(encoded);
    }
    const { certain, possible, unfound, ...result } = await persons.finish();
    const groups: number[][] = Array.from({ length: possible }, () => []);
    for await (const { person, span } of result.records()) groups[person - 1]?.push(span.start / 10);
    const { total, listed } = await result.doubts(100);
    const doubts = listed.map(({ why, places }) => `${why} ${places.map(({ start }) => start / 10).join(' ')}`);
    return { certain, possible, groups, total, doubts, unfound };
  } finally {
    await persons.close();
    await spill.close();
  }
}

const anna = { 'given-name': 'Anna', 'family-name': 'Schmidt' };
const number = '12 345 678 911';

const doubtful: readonly (readonly [string, readonly Line[], readonly [number, number], string])[] = [
  [
    'namesakes in two files',
    [
      { ...anna, table: 1 },
      { ...anna, table: 1, file: 1 },
    ],
    [1, 2],
    'same-name 0 1',
  ],
  [
    'one mailbox, two genders',
    [
      { ...anna, gender: 'm', email: 'a@x.example' },
      { ...anna, gender: 'f', email: 'a@x.example', file: 1 },
    ],
    [1, 2],
    'same-contact 0 1',
  ],
  [
    'one birth date, two customer numbers and nothing else in common',
    [
      {
        ...anna,
        table: 1,
        'local-id': '7',
        'date-of-birth': '1980-05-13',
        email: 'a@x.example',
        phone: '+49 30 123456',
      },
      {
        ...anna,
        table: 1,
        'local-id': '8',
        'date-of-birth': '1980-05-13',
        email: 'b@x.example',
        phone: '+49 40 777777',
      },
    ],
    [1, 2],
    'same-birth 0 1',
  ],
  [
    'one official number, two names',
    [
      { 'person-name': 'Anna Schmidt', 'national-id': number },
      { 'person-name': 'Jonas Weber', 'national-id': number, file: 1 },
    ],
    [1, 1],
    'other-name 0 1',
  ],
  [
    'one official number, two birth dates',
    [
      { ...anna, 'national-id': number, 'date-of-birth': '1980-05-13' },
      { ...anna, 'national-id': number, 'date-of-birth': '1994-11-30', file: 1 },
    ],
    [1, 1],
    'other-birth 0 1',
  ],
  [
    'two customer numbers, one mailbox',
    [
      { ...anna, table: 1, 'local-id': '7', email: 'a@x.example' },
      { ...anna, table: 1, 'local-id': '8', email: 'a@x.example' },
    ],
    [1, 1],
    'two-numbers 0 1',
  ],
  [
    'a letter off, one birth date',
    [
      { 'given-name': 'Anna', 'family-name': 'Schmitt', 'date-of-birth': '1980-05-13' },
      { ...anna, 'date-of-birth': '1980-05-13', file: 1 },
    ],
    [1, 1],
    'spelling 0 1',
  ],
  [
    'another family name, one mailbox',
    [
      { ...anna, email: 'a@x.example' },
      { 'given-name': 'Anna', 'family-name': 'Lindqvist', email: 'a@x.example', file: 1 },
    ],
    [1, 1],
    'other-family-name 0 1',
  ],
  [
    'an initial',
    [
      { ...anna, table: 1, phone: '+49 30 123456' },
      { 'given-name': 'A.', 'family-name': 'Schmidt', table: 1, file: 1, phone: '+49 40 777777' },
    ],
    [1, 2],
    'short-name 0 1',
  ],
];

/** What the doubt is about, by the numbers in it. */
function ruling(doubt: string, lines: readonly Line[], same: boolean): Ruling {
  const [one = 0, two = 0] = doubt.split(' ').slice(1).map(Number);
  return { same, one: place(one, lines[one]?.file), two: place(two, lines[two]?.file) };
}

test.each(doubtful)('%s: somebody has to look', async (_, lines, [certain, possible], doubt) => {
  expect(await counted(lines)).toMatchObject({ certain, possible, doubts: [doubt], total: 1 });
});

test.each(doubtful)('%s: whoever has looked is believed, and asked no more', async (_, lines, __, doubt) => {
  const [one = 0, two = 0] = doubt.split(' ').slice(1).map(Number);
  const joined = await counted(lines, [ruling(doubt, lines, true)]);
  expect(joined.groups.some((group) => group.includes(one) && group.includes(two))).toBe(true);
  expect(joined.doubts).not.toContain(doubt);
  const split = await counted(lines, [ruling(doubt, lines, false)]);
  expect(split.groups.some((group) => group.includes(one) && group.includes(two))).toBe(false);
  expect(split).toMatchObject({ certain: split.possible, doubts: [], unfound: [] });
});

test('what was said holds when a backup of both files comes later, and each copy goes with its own', async () => {
  const lines: readonly Line[] = [
    { ...anna, 'date-of-birth': '1980-05-13', email: 'a@x.example' },
    { ...anna, 'date-of-birth': '1980-05-13', phone: '+49 30 123456', file: 1 },
  ];
  expect((await counted(lines)).groups).toEqual([[0, 1]]);
  const rulings = [{ same: false, one: place(0), two: place(1, 1) }];
  const copies = lines.map((line) => ({ ...line, file: 2 }));
  const { certain, groups } = await counted([...lines, ...copies], rulings);
  expect(certain).toBe(2);
  expect(groups).toEqual([
    [0, 2],
    [1, 3],
  ]);
});

test('who is one with one is one with all', async () => {
  const lines: readonly Line[] = ['Anna Schmidt', 'Jonas Weber', 'Mia Fuchs', 'Li Wang'].map((name, file) => ({
    'person-name': name,
    'date-of-birth': `198${file}-01-17`,
    file,
  }));
  const same = (one: number, two: number): Ruling => ({ same: true, one: place(one, one), two: place(two, two) });
  expect((await counted(lines, [same(0, 1), same(2, 3), same(3, 1)])).groups).toEqual([[0, 1, 2, 3]]);
  expect((await counted(lines, [same(0, 1), same(2, 3)])).groups).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test('a record is ruled not to be another twelve times, and what is beyond is named', async () => {
  const lines: readonly Line[] = Array.from({ length: 14 }, (_, file) => ({ ...anna, table: 1, file }));
  const rulings = lines.slice(1).map((_, at) => ({ same: false, one: place(0), two: place(at + 1, at + 1) }));
  expect(crowded(rulings)).toEqual([12]);
  expect(await counted(lines, rulings.slice(0, 12))).toMatchObject({ certain: 2, possible: 14, unfound: [] });
});

test('a ruling on a record that is not there is named', async () => {
  const rulings = [
    { same: true, one: place(0), two: place(1) },
    { same: true, one: place(0), two: place(1, 9) },
    { same: false, one: place(0), two: { file: 0, start: 3 } },
  ];
  expect((await counted([anna, { ...anna, email: 'a@x.example' }], rulings)).unfound).toEqual([1, 2]);
});

const some = fc.constantFrom;
const line = fc.record(
  {
    'given-name': some('Anna', 'Anne', 'A.', 'Jonas'),
    'family-name': some('Schmidt', 'Schmitt', 'Weber'),
    'date-of-birth': some('1980-05-13', '1994-11-30'),
    email: some('a@x.example', 'b@x.example'),
    phone: some('+49 30 123456', '+49 40 777777'),
    'national-id': some(number, '98 765 432 106'),
    'local-id': some('7', '8'),
    file: fc.integer({ min: 0, max: 2 }),
    table: fc.constant(1),
  },
  { requiredKeys: ['given-name', 'family-name', 'file'] },
);

test('two of whom somebody said that they are one are one, and those that are not are two', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 2, maxLength: 10 }),
      fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (lines, pairs, same) => {
        const some = pairs
          .map(([one, two]) => [one % lines.length, two % lines.length] as const)
          .filter(([one, two]) => one !== two);
        const rulings = some.map(([one, two]) => ({
          same,
          one: place(one, lines[one]?.file),
          two: place(two, lines[two]?.file),
        }));
        const { groups, certain, possible, doubts, total } = await counted(lines, rulings);
        expect(certain).toBeLessThanOrEqual(possible);
        expect(total).toBe(doubts.length);
        for (const [one, two] of some) {
          const together = groups.some((group) => group.includes(one) && group.includes(two));
          expect(together).toBe(same);
          expect(doubts.every((doubt) => !doubt.endsWith(` ${Math.min(one, two)} ${Math.max(one, two)}`))).toBe(true);
        }
        expect(groups.flat().toSorted((a, b) => a - b)).toEqual([...lines.keys()]);
      },
    ),
    { numRuns: 300 },
  );
});
