import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findKnown, indexOf, key, known, matchesIn } from '../../../test/inspect/exact.ts';
import { ExactIndex } from './exact-index.ts';
import { gateSeeds } from './gate.ts';
import { pageBytes } from './pages.ts';
import { foldWord } from './words.ts';

const header = 'customer number,name,date of birth,email,phone,iban,city';
const letters = fc.constantFrom(...'abcdefghiklmnoprstuvwyzäöüéèçñß');
const word = fc.string({ unit: letters, minLength: 3, maxLength: 9 });
const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'123456789'), minLength: count, maxLength: count });
const person = fc.record({
  number: digits(12),
  given: word,
  family: word,
  year: fc.integer({ min: 1930, max: 2009 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 13, max: 28 }),
  phone: digits(9),
  iban: digits(18),
  city: word,
});
type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;

const two = (value: number): string => String(value).padStart(2, '0');
const upper = (text: string): string => text.toUpperCase();
const lineOf = (one: Person): string =>
  [
    one.number,
    `${one.given} ${one.family}`,
    `${one.year}-${two(one.month)}-${two(one.day)}`,
    `x${one.number}@mail.example`,
    `+49${one.phone}`,
    `DE${one.iban}`,
    one.city,
  ].join(',');
const tableOf = (people: readonly Person[]): string => `${header}\n${people.map(lineOf).join('\n')}\n`;
const groups = (text: string, size: number, gap: string): string =>
  text.replaceAll(new RegExp(`.{${size}}(?=.)`, 'gu'), (part) => part + gap);

describe('a value of the table is found', () => {
  test.each<readonly [string, (one: Person) => string, string]>([
    ['a number in groups', (one) => groups(one.number, 3, ' '), 'customer number'],
    ['a number in groups with dots', (one) => groups(one.number, 4, '.'), 'customer number'],
    ['an IBAN in small letters and groups', (one) => groups(`de${one.iban}`, 4, ' '), 'iban'],
    ['an address in capitals with a tag', (one) => `X${one.number}+a@MAIL.example`, 'email'],
    ['a phone number of the country', (one) => `0${groups(one.phone, 3, ' ')}`, 'phone'],
    ['a phone number with 00', (one) => `0049 (0)${groups(one.phone, 2, '-')}`, 'phone'],
    [
      'a name in capitals, family name first, with a date',
      (one) => `${upper(one.family)}, ${upper(one.given)} *${two(one.day)}.${two(one.month)}.${one.year}`,
      'name',
    ],
    [
      'a name with composed accents taken apart',
      (one) => `${one.given} ${one.family}`.normalize('NFD') + ` ${one.month}/${one.day}/${one.year}`,
      'name',
    ],
    [
      'a name with a title',
      (one) => `Dr. ${one.given} von ${one.family}, ${one.year}${two(one.month)}${two(one.day)}`,
      'name',
    ],
  ])(
    '%s',
    async (_, write, column) => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(person, { minLength: 1, maxLength: 5, selector: (one) => one.number }),
          fc.constantFrom('', 'Call me: ', '(', '"', '\t'),
          fc.constantFrom('', ' and more', '.', '\n', ')', '"'),
          async (people, before, behind) => {
            const [one] = people as [Person];
            const { findings } = await findKnown(await indexOf(tableOf(people)), 'a.txt', before + write(one) + behind);
            expect(findings.filter(({ match }) => match?.column === column && match.row >= 1)).not.toEqual([]);
          },
        ),
        { numRuns: 10 },
      );
    },
    60_000,
  );
});

describe('nothing is found', () => {
  test('in text that is not of the table', async () => {
    const people = fc.uniqueArray(person, { minLength: 5, maxLength: 20, selector: (one) => one.number });
    await fc.assert(
      fc.asyncProperty(people, people, async (inTable, inText) => {
        const numbers = new Set(inTable.flatMap((one) => [one.number, one.phone, one.iban]));
        const others = inText.filter(
          (one) =>
            !numbers.has(one.number) &&
            !numbers.has(one.phone) &&
            !numbers.has(one.iban) &&
            !inTable.some(
              ({ given, family }) =>
                foldWord(given) === foldWord(one.given) || foldWord(family) === foldWord(one.family),
            ),
        );
        expect(matchesIn(await indexOf(tableOf(inTable)), others.map(lineOf).join('\n'))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('where a name, a city or a date stands by itself', async () => {
    const index = await indexOf(`${header}\n112233445566,Ann Lee,1980-03-12,a@b.example,,,Leeds\n`);
    for (const text of ['Ann Lee', 'Leeds and Leeds', 'since 12.03.1980']) {
      expect((await findKnown(index, 'a.txt', text)).findings).toEqual([]);
    }
    expect((await findKnown(index, 'a.txt', `Ann Lee ${'x '.repeat(200)} Leeds`)).findings).toEqual([]);
    expect((await findKnown(index, 'a.txt', 'Ann Lee in Leeds')).findings).toHaveLength(2);
  });

  test('where columns agree with different rows', async () => {
    const index = await indexOf(
      `${header}\n112233445566,Ann Lee,1980-03-12,,,,Leeds\n112233445577,Bob Ray,1981-04-13,,,,York\n`,
    );
    expect((await findKnown(index, 'a.txt', 'Ann Lee, 13 April 1981, York')).findings).toEqual([]);
    expect((await findKnown(index, 'a.txt', 'Ann Lee, 12 April 1981, Leeds')).findings).toHaveLength(2);
  });
});

describe('numbers that others have by chance', () => {
  const rows = Array.from({ length: 3000 }, (_, at) => `${100_000 + at},p${at}@mail.example`);
  const dense = `customer number,email\n${rows.join('\n')}\n`;

  test('are found under their label only', async () => {
    const index = await indexOf(dense);
    expect((await findKnown(index, 'a.txt', 'We sold 100123 of them.')).findings).toEqual([]);
    expect((await findKnown(index, 'a.txt', 'Customer 100123 called.')).findings).toHaveLength(1);
    expect((await findKnown(index, 'a.csv', 'customer_id,x\n100123,a\n100999,b\n999999,c\n')).findings).toHaveLength(2);
    expect((await findKnown(index, 'a.txt', '100123 p123@mail.example')).findings).toHaveLength(2);
  });

  test('are of many rows: a value of 2000 rows is no key to any', async () => {
    const many = rows.map(
      (row, at) => `${row},${at < 2000 ? 'Springfield' : `Town${at}`},Ann Lee ${at % 7 === 0 ? 'x' : ''}`,
    );
    const index = await indexOf(`customer number,email,city,name\n${many.join('\n')}\n`);
    expect((await findKnown(index, 'a.txt', 'Ann Lee in Springfield')).findings).toEqual([]);
    const { findings } = await findKnown(index, 'a.txt', 'p5@mail.example in Springfield');
    expect(findings.map(({ match }) => match?.row)).toEqual([6, 6]);
  });
});

describe('an index', () => {
  const table = `${header}\n112233445566,Ann Lee,1980-03-12,ann@lee.example,+44 20 7946 0123,,Leeds\n`;

  test('holds no value and opens with its key alone', async () => {
    const bytes = await indexOf(table);
    const text = Buffer.from(bytes).toString('latin1').toLowerCase();
    for (const value of ['112233', 'ann', 'lee', 'leeds', '1980', '7946']) expect(text).not.toContain(value);
    const wrong = known(bytes, new Uint8Array(32));
    expect(() => new ExactIndex(wrong, wrong.key, 'x')).toThrow(expect.objectContaining({ code: 'index-key-wrong' }));
  });

  test('that is cut or changed anywhere is refused, or the file is not read as clean', async () => {
    const bytes = await indexOf(table);
    for (const size of [0, 10, 100, pageBytes, bytes.length - pageBytes, bytes.length - 1]) {
      const cut = known(bytes.subarray(0, size));
      expect(() => new ExactIndex(cut, key, 'x')).toThrow(
        expect.objectContaining({ code: size < 20 ? 'index-unknown' : 'index-damaged' }),
      );
    }
    for (let page = 8; page < bytes.length / pageBytes; page += 1) {
      const changed = Uint8Array.from(bytes);
      const at = page * pageBytes + 100;
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { status } = await findKnown(changed, 'a.txt', 'ann@lee.example, Ann Lee, Leeds');
      expect(status).toMatch(/index-damaged$/u);
    }
  });

  test('is asked by one hash of a word, however it is written', async () => {
    const index = new ExactIndex(known(await indexOf(table)), key, 'x');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aeounblAEOU1'), minLength: 1 }), (text) => {
        let hash: number = gateSeeds.word;
        for (const code of Buffer.from(foldWord(text))) hash = index.gate.step(hash, code);
        expect(index.gate.hashOf(gateSeeds.word, foldWord(text))).toBe(hash);
      }),
    );
  });

  test.each([
    ['no rows', 'name,email\n', 'index-source-invalid'],
    ['nothing', '', 'index-source-invalid'],
    ['no column that is known', 'colour,shape\nred,round\n', 'index-source-invalid'],
    ['an open quote', 'name,email\n"Ann,ann@lee.example\n', 'index-source-invalid'],
  ])('is not made of %s', async (_, source, code) => {
    await expect(indexOf(source)).rejects.toThrow(expect.objectContaining({ code }));
  });

  test('is of the columns that are named', async () => {
    const index = await indexOf('badge,colour,email\nAB-99817263,teal,a@b.example\n', {
      primary: ['badge'],
      corroborating: ['colour'],
    });
    const { findings } = await findKnown(index, 'a.txt', 'teal ab99817263 a@b.example');
    expect(findings.map(({ match }) => match?.column)).toEqual(['colour', 'badge']);
    await expect(indexOf('a,b\n1,2\n', { primary: ['c'] })).rejects.toThrow(
      expect.objectContaining({ code: 'index-source-invalid' }),
    );
  });
});

test('a text in which common values crowd is told as partly looked up', async () => {
  const rows = Array.from({ length: 900 }, (_, at) => `Anna Weber,Leeds,1980-01-${two(1 + (at % 28))}`);
  const index = await indexOf(`name,city,date of birth\n${rows.join('\n')}\n`);
  const plain = await findKnown(index, 'a.txt', 'Anna Weber of Leeds was here');
  const crowd = await findKnown(index, 'b.txt', 'Anna Weber Leeds 1980-01-02 '.repeat(200));
  expect([plain.status, crowd.status]).toEqual(['inspected', 'partiallimit-matches']);
});
