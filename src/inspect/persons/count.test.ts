import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openNameless } from '../../platform/spill/file.ts';
import { type NamelessFile, openSpill } from '../../platform/spill/index.ts';
import type { Concept, Fact } from '../contract.ts';
import { createEncoder, createPersons } from './index.ts';
import { renumberFiles } from './renumber.ts';
import type { Person, RosterFacts } from './index.ts';

const key = new Uint8Array(32).fill(5);
const encoder = createEncoder(key, { asOf: '2026-01-01' });

/** A record by concept; `file` and `table` place it, `rule` is that of the identifiers in it. */
interface Line extends Partial<Record<Concept, string>> {
  readonly file?: number;
  readonly table?: number;
  readonly rule?: string;
  readonly roster?: RosterFacts;
}

interface World {
  readonly certain: number;
  readonly possible: number;
  readonly byRelation: Readonly<Record<string, number>>;
  readonly persons: readonly Person[];
  /** Line numbers of each person. */
  readonly groups: readonly (readonly number[])[];
}

async function worldOf(lines: readonly Line[], memory = 64 * 1024): Promise<World> {
  const spill = await openSpill({ folder: tmpdir(), memory, fanIn: 4 });
  try {
    const persons = await createPersons({ spill });
    const bare = lines.some(({ roster }) => roster !== undefined)
      ? undefined
      : await createPersons({ spill, lists: false });
    for (const [at, line] of lines.entries()) {
      const { file = 0, table, rule, roster, ...values } = line;
      const facts: Fact[] = Object.entries(values).map(([concept, value]) => ({
        concept: concept as Concept,
        value,
        rule,
      }));
      const draft = { file, span: { start: at * 10, end: at * 10 + 9 }, table, facts };
      const encoded = roster === undefined ? encoder.encode(draft) : encoder.encodeRoster(draft, roster);
      if (encoded === undefined) continue;
      await bare?.add(encoded.slice());
      await persons.add(encoded);
    }
    const { certain, possible, byRelation, ...result } = await persons.finish();
    const list = await Array.fromAsync(result.persons());
    const groups: number[][] = list.map(() => []);
    for await (const { person, span } of result.records()) groups[person - 1]?.push(span.start / 10);
    await persons.close();
    if (bare !== undefined) {
      expect(await bare.finish()).toMatchObject({ certain, possible, byRelation });
      await bare.close();
    }
    return { certain, possible, byRelation, persons: list, groups };
  } finally {
    await spill.close();
  }
}

const anna = { 'given-name': 'Anna', 'family-name': 'Schmidt' };

const cases: readonly (readonly [string, readonly Line[], number, number])[] = [
  ['nothing', [], 0, 0],
  ['a lone city is nobody', [{ city: 'Ulm' }], 0, 0],
  ['a role mailbox is nobody', [{ email: 'info@acme.example' }], 0, 0],
  ['a company with its telephone is nobody', [{ organisation: 'Acme', phone: '+4930123456' }], 0, 0],
  ['one name', [{ 'person-name': 'Anna Schmidt' }], 1, 1],
  [
    'the same mailbox and name in two files',
    [
      { ...anna, email: 'a@x.example' },
      { file: 1, 'person-name': 'Schmidt, Anna', email: 'A@x.example' },
    ],
    1,
    1,
  ],
  [
    'tags of a mailbox',
    [
      { ...anna, email: 'a+shop@x.example' },
      { file: 1, ...anna, email: 'a@x.example' },
    ],
    1,
    1,
  ],
  [
    'namesakes with two birth dates',
    [
      { ...anna, 'date-of-birth': '1980-01-02' },
      { ...anna, 'date-of-birth': '1981-01-02' },
    ],
    2,
    2,
  ],
  [
    'namesakes in one table with two customer numbers',
    [
      { ...anna, table: 1, 'local-id': 'K1' },
      { ...anna, table: 1, 'local-id': 'K2' },
    ],
    2,
    2,
  ],
  [
    'a customer taken on twice, with the same mailbox',
    [
      { ...anna, table: 1, 'local-id': 'K1', email: 'a@x.example' },
      { ...anna, table: 1, 'local-id': 'K2', email: 'a@x.example' },
    ],
    1,
    1,
  ],
  [
    'a customer taken on twice, with the same birth date',
    [
      { ...anna, table: 1, 'local-id': 'K1', 'date-of-birth': '1980-01-02' },
      { ...anna, table: 1, 'local-id': 'K2', 'date-of-birth': '1980-01-02' },
    ],
    1,
    1,
  ],
  [
    'namesakes of one birth date with two customer numbers and nothing else in common',
    [
      {
        ...anna,
        table: 1,
        'local-id': 'K1',
        'date-of-birth': '1980-01-02',
        email: 'a@x.example',
        phone: '+493012345678',
      },
      {
        ...anna,
        table: 1,
        'local-id': 'K2',
        'date-of-birth': '1980-01-02',
        email: 'b@y.example',
        phone: '+498912345678',
      },
    ],
    1,
    2,
  ],
  [
    'namesakes in one household with two customer numbers',
    [
      { ...anna, table: 1, 'local-id': 'K1', phone: '+493012345678' },
      { ...anna, table: 1, 'local-id': 'K2', phone: '+493012345678' },
    ],
    2,
    2,
  ],
  [
    'a birth date whose order of day and month is not known',
    [
      { ...anna, 'date-of-birth': '1980-03-02|1980-02-03' },
      { file: 1, ...anna, 'date-of-birth': '1980-03-02' },
    ],
    1,
    1,
  ],
  [
    'birth dates with day and month exchanged, maybe in error',
    [
      { ...anna, 'date-of-birth': '1980-02-03' },
      { file: 1, ...anna, 'date-of-birth': '1980-03-02' },
    ],
    1,
    2,
  ],
  [
    'a family name as the header `name` beside the given name',
    [
      { 'given-name': 'ANNA', 'person-name': 'SCHMIDT', email: 'a@x.example' },
      { file: 1, ...anna, email: 'a@x.example' },
    ],
    1,
    1,
  ],
  [
    'a guess at the order of a name, one mailbox',
    [
      { 'person-name': 'Schmidt Anna', email: 'a@x.example' },
      { file: 1, 'person-name': 'Schmidt, Anna', email: 'a@x.example' },
    ],
    1,
    1,
  ],
  [
    'a given name with a mailbox',
    [
      { 'given-name': 'Anna', email: 'a@x.example' },
      { file: 1, ...anna, email: 'a@x.example' },
    ],
    1,
    1,
  ],
  [
    'a given name with a birth date that one person of the name has',
    [
      { file: 1, 'given-name': 'Anna', 'date-of-birth': '1980-01-02', city: 'Ulm', postcode: '89073' },
      { ...anna, 'date-of-birth': '1980-01-02' },
      { ...anna, 'date-of-birth': '1981-01-02' },
    ],
    2,
    2,
  ],
  [
    'the author of a document with a table that holds the name',
    [
      { 'person-name': 'Anna Schmidt' },
      { ...anna, table: 1, email: 'a@x.example' },
      { ...anna, file: 1, table: 1, email: 'b@x.example' },
    ],
    1,
    2,
  ],
  [
    'the author of a document with two of the name',
    [
      { 'person-name': 'Anna Schmidt' },
      { ...anna, table: 1, 'date-of-birth': '1980-01-02' },
      { ...anna, table: 1, 'date-of-birth': '1981-01-02' },
    ],
    2,
    3,
  ],
  [
    'a family name of two words is less than a name',
    [
      { 'family-name': 'García López', table: 1, 'local-id': 'K1' },
      { 'given-name': 'Ana', 'family-name': 'García López', file: 1, email: 'a@x.example' },
    ],
    1,
    2,
  ],
  [
    'an account in running text beside somebody who may have it',
    [
      { ...anna, email: 'a@x.example' },
      { file: 1, iban: 'DE02120300000000202051' },
    ],
    1,
    1,
  ],
  [
    'more accounts in running text than persons',
    [
      { ...anna, email: 'a@x.example' },
      { file: 1, iban: 'DE02120300000000202051' },
      { file: 1, iban: 'DE02500105170137075030' },
    ],
    1,
    3,
  ],
  [
    'namesakes with nothing to tell them apart',
    [
      { ...anna, email: 'a@x.example' },
      { file: 1, ...anna, email: 'b@x.example' },
    ],
    1,
    2,
  ],
  [
    'namesakes in one table that are reached in two ways',
    [
      { ...anna, table: 1, email: 'a@x.example', phone: '+4930111111' },
      { ...anna, table: 1, email: 'b@x.example', phone: '+4930222222' },
    ],
    2,
    2,
  ],
  [
    'two persons of one mailbox',
    [
      { ...anna, email: 'home@x.example' },
      { 'given-name': 'Peter', 'family-name': 'Schmidt', email: 'home@x.example' },
    ],
    2,
    2,
  ],
  [
    'a shared telephone',
    [
      { ...anna, phone: '+493012345678' },
      { 'given-name': 'Jan', 'family-name': 'Otto', phone: '030 12345678' },
    ],
    2,
    2,
  ],
  [
    'a role mailbox joins nobody',
    [
      { ...anna, email: 'sales@x.example' },
      { file: 1, ...anna, email: 'sales@x.example' },
    ],
    1,
    2,
  ],
  [
    'one birth date and name',
    [
      { ...anna, 'date-of-birth': '1980-01-02' },
      { file: 1, 'person-name': 'SCHMIDT Anna', 'date-of-birth': '1980-01-02' },
    ],
    1,
    1,
  ],
  [
    'one typing error and the birth date',
    [
      { ...anna, 'date-of-birth': '1980-01-02' },
      { file: 1, 'given-name': 'Anna', 'family-name': 'Schmitdt', 'date-of-birth': '1980-01-02' },
    ],
    1,
    1,
  ],
  [
    'one typing error and the mailbox',
    [
      { 'given-name': 'Katharina', 'family-name': 'Weber', email: 'k@x.example' },
      { file: 1, 'given-name': 'Katarina', 'family-name': 'Weber', email: 'k@x.example' },
    ],
    1,
    1,
  ],
  [
    'accents and umlauts',
    [
      { 'person-name': 'José Müller', email: 'j@x.example' },
      { file: 1, 'person-name': 'JOSE MUELLER', email: 'j@x.example' },
    ],
    1,
    1,
  ],
  [
    'title, particle, middle name',
    [
      { 'person-name': 'Dr. Anna Maria von Berg', phone: '+49305555551' },
      { file: 1, 'person-name': 'Anna Berg', phone: '030 5555551' },
    ],
    1,
    1,
  ],
  [
    'an initial with the telephone',
    [
      { 'person-name': 'Jean Dupont', phone: '+33123456789' },
      { file: 1, 'person-name': 'J. Dupont', phone: '01 23 45 67 89' },
    ],
    1,
    1,
  ],
  [
    'an initial with nothing else',
    [
      { 'person-name': 'Jean Dupont', phone: '+33123456789' },
      { file: 1, 'person-name': 'J. Dupont' },
    ],
    1,
    2,
  ],
  [
    'a middle name with nothing else',
    [{ 'person-name': 'Jean Dupont' }, { file: 1, 'given-name': 'Jean Luc', 'family-name': 'Dupont' }],
    1,
    2,
  ],
  ['another family name', [{ 'person-name': 'Jean Dupont' }, { file: 1, 'person-name': 'Jean Duval' }], 2, 2],
  [
    'moved: another home, the same mailbox',
    [
      { ...anna, email: 'a@x.example', street: 'Weg 1', postcode: '10115' },
      { file: 1, ...anna, email: 'a@x.example', street: 'Allee 9', postcode: '80331' },
    ],
    1,
    1,
  ],
  [
    'married: another family name, the same national number',
    [
      { ...anna, 'national-id': 'X1234567' },
      { file: 1, 'given-name': 'Anna', 'family-name': 'Krause', 'national-id': 'X1234567' },
    ],
    1,
    1,
  ],
  [
    'married: a double name at the same home',
    [
      { ...anna, street: 'Hauptstr. 5', postcode: '10115' },
      { file: 1, 'person-name': 'Anna Schmidt-Krause', 'postal-address': 'Hauptstraße 5, 10115 Berlin' },
    ],
    1,
    1,
  ],
  [
    'two national numbers of one kind',
    [
      { ...anna, email: 'a@x.example', 'national-id': 'X1', rule: 'es-dni' },
      { file: 1, ...anna, email: 'a@x.example', 'national-id': 'X2', rule: 'es-dni' },
    ],
    2,
    2,
  ],
  [
    'national numbers of two kinds',
    [
      { ...anna, email: 'a@x.example', 'national-id': 'X1', rule: 'es-dni' },
      { file: 1, ...anna, email: 'a@x.example', 'tax-id': 'X2', rule: 'de-idnr' },
    ],
    1,
    1,
  ],
  [
    'one number, given by two countries',
    [
      { 'person-name': 'Karin Tamm', 'national-id': '38001010014', rule: 'ee-isikukood' },
      { file: 1, 'person-name': 'Jonas Petrauskas', 'national-id': '38001010014', rule: 'lt-asmens-kodas' },
    ],
    2,
    2,
  ],
  [
    'a passport that was renewed',
    [
      { ...anna, email: 'a@x.example', passport: 'P1234567', rule: 'passport-number' },
      { file: 1, ...anna, email: 'a@x.example', passport: 'P7654321', rule: 'passport-number' },
    ],
    1,
    1,
  ],
  [
    'one passport number of two people, as two countries may give it',
    [
      { 'person-name': 'Karin Tamm', passport: 'P1234567', rule: 'passport-number' },
      { file: 1, 'person-name': 'Jonas Petrauskas', passport: 'P1234567', rule: 'passport-number' },
    ],
    2,
    2,
  ],
  [
    'a family at home',
    [
      { ...anna, street: 'Weg 1', postcode: '10115' },
      { 'given-name': 'Otto', 'family-name': 'Schmidt', street: 'Weg 1', postcode: '10115' },
    ],
    2,
    2,
  ],
  [
    'twins',
    [
      { ...anna, street: 'Weg 1', postcode: '10115', 'date-of-birth': '2001-02-03' },
      {
        'given-name': 'Paula',
        'family-name': 'Schmidt',
        street: 'Weg 1',
        postcode: '10115',
        'date-of-birth': '2001-02-03',
      },
    ],
    2,
    2,
  ],
  [
    'twins of one initial',
    [
      { ...anna, 'date-of-birth': '2001-02-03' },
      { 'given-name': 'Antonia', 'family-name': 'Schmidt', 'date-of-birth': '2001-02-03' },
    ],
    2,
    2,
  ],
  [
    'twins whose names are one letter apart, in one table',
    [
      { table: 1, 'given-name': 'Maria', 'family-name': 'Rossi', 'date-of-birth': '2001-02-03' },
      { table: 1, 'given-name': 'Mario', 'family-name': 'Rossi', 'date-of-birth': '2001-02-03' },
    ],
    2,
    2,
  ],
  [
    'a sighting of a mailbox that somebody has',
    [
      { ...anna, email: 'a@x.example' },
      { file: 1, email: 'a@x.example' },
    ],
    1,
    1,
  ],
  [
    'a sighting of a mailbox that two have',
    [
      { ...anna, email: 'a@x.example' },
      { 'given-name': 'Peter', 'family-name': 'Otto', email: 'a@x.example' },
      { file: 1, email: 'a@x.example' },
    ],
    2,
    3,
  ],
  [
    'a sighting of a mailbox that nobody has',
    [
      { ...anna, email: 'a@x.example' },
      { file: 1, email: 'b@x.example' },
    ],
    1,
    2,
  ],
  [
    'sightings of national numbers are persons',
    [{ 'national-id': 'X1' }, { file: 1, 'national-id': 'X2' }, { file: 2, 'national-id': 'X2' }],
    2,
    2,
  ],
  ['a national number may be of a named person', [{ ...anna }, { file: 1, 'national-id': 'X1' }], 1, 2],
  [
    'a national number is not of a person with another',
    [
      { ...anna, 'national-id': 'X9' },
      { file: 1, 'national-id': 'X1' },
    ],
    2,
    2,
  ],
  [
    'lines with numbers only',
    [
      { table: 1, 'local-id': 'K1' },
      { table: 1, 'local-id': 'K2' },
      { table: 1, 'local-id': 'K2' },
    ],
    2,
    2,
  ],
  [
    'users of two systems that both count from 1 may be two',
    [
      { table: 1, file: 1, 'local-id': '1', username: 'ewaldt', email: 'ewald@hafen.example' },
      { ...anna, table: 1, file: 2, 'local-id': '1', email: 'anna@kunde.example' },
    ],
    1,
    2,
  ],
  [
    'a line with a number finds its owner',
    [
      { ...anna, table: 1, 'local-id': 'K1' },
      { file: 1, table: 1, 'local-id': 'K1', iban: 'DE02120300000000202051' },
    ],
    1,
    1,
  ],
  [
    'mailing list: mailboxes with names in them',
    [
      { table: 1, email: 'anna.schmidt@x.example', city: 'Ulm' },
      { table: 1, email: 'jan.otto@x.example', city: 'Ulm' },
    ],
    2,
    2,
  ],
  [
    'a joint account',
    [
      { ...anna, iban: 'DE1' },
      { 'given-name': 'Peter', 'family-name': 'Schmidt', iban: 'DE1' },
      { file: 1, ...anna, iban: 'DE1' },
    ],
    2,
    2,
  ],
  ['a name again in the same letter', [{ ...anna, email: 'a@x.example' }, { 'person-name': 'Anna Schmidt' }], 1, 1],
];

describe('many of one name', () => {
  const named = (number: number, more: Partial<Line> = {}): Line => ({
    ...anna,
    'national-id': String(10_000 + number),
    rule: 'de-idnr',
    table: 1,
    ...more,
  });

  test('are told apart by their official numbers, however many they are', async () => {
    const lines = Array.from({ length: 1500 }, (_, number) => named(number));
    expect(await worldOf(lines)).toMatchObject({ certain: 1500, possible: 1500 });
  });

  test('of whom half have no number, those who have one are surely distinct', async () => {
    const lines = Array.from({ length: 1500 }, (_, number) =>
      number % 3 === 0 ? { ...anna, file: number, email: `a${number}@firma.example` } : named(number),
    );
    const { certain } = await worldOf(lines);
    expect(certain).toBeGreaterThanOrEqual(1000);
    expect(certain).toBeLessThanOrEqual(1500);
  });

  test('who have one number twice are one', async () => {
    const lines = Array.from({ length: 1500 }, (_, number) => named(number % 20, { table: number, file: number }));
    expect(await worldOf(lines)).toMatchObject({ certain: 20, possible: 20 });
  });
});

describe('small worlds', () => {
  test.each(cases)('%s', async (_, lines, certain, possible) => {
    const world = await worldOf(lines);
    expect([world.certain, world.possible]).toEqual([certain, possible]);
  });
});

test('persons come with their records and elements', async () => {
  const world = await worldOf([
    { ...anna, email: 'a@x.example' },
    { 'person-name': 'Jan Otto', phone: '+4930123456789' },
    { file: 3, ...anna, email: 'a@x.example', 'date-of-birth': '2015-01-01', country: 'de' },
  ]);
  expect(world.groups).toEqual([[0, 2], [1]]);
  expect(world.persons[0]).toEqual({
    person: 1,
    records: 2,
    elements: ['person-name', 'date-of-birth', 'email'],
    relation: 'unknown',
    country: 'DE',
    minor: true,
    files: 2,
    first: { file: 0, span: { start: 0, end: 9 } },
  });
});

test.each([
  ['uk', 'GB'],
  [' fr ', 'FR'],
  ['UT', undefined],
  ['EU', undefined],
  ['Deutschland', undefined],
])('a country that is said as "%s" is %s', async (country, code) => {
  const world = await worldOf([{ ...anna, email: 'a@x.example', country }]);
  expect(world.persons[0]?.country).toBe(code);
});

test('many in a row of whom all that is known is a mailbox, while each sixteenth record is of one person', async () => {
  const lines = Array.from({ length: 960 }, (_, at) =>
    at % 16 === 0 ? { ...anna, email: 'a@x.example' } : { email: `m${at}@x.example` },
  );
  const { certain, possible, persons } = await worldOf(lines);
  expect([certain, possible, persons.length]).toEqual([1, 901, 901]);
});

test('a roster names relations, joins, and is not counted', async () => {
  const world = await worldOf([
    { ...anna, email: 'a@x.example' },
    { file: 1, 'person-name': 'Anna Schmidt', phone: '+4930123456789' },
    { file: 1, 'person-name': 'Nobody Known' },
    {
      file: 9,
      ...anna,
      email: 'a@x.example',
      phone: '+4930123456789',
      roster: { relation: 'customer', standing: 'former' },
    },
    {
      file: 9,
      'person-name': 'Not Leaked',
      email: 'n@x.example',
      roster: { relation: 'employee', standing: 'current' },
    },
  ]);
  expect([world.certain, world.possible]).toEqual([2, 2]);
  expect(world.byRelation).toEqual({ employee: 0, customer: 1, partner: 0, prospect: 0, unknown: 1 });
  expect(world.persons[0]).toMatchObject({ relation: 'customer', standing: 'former', records: 2 });
});

test('tables of files that were inspected one by one are different tables', async () => {
  const spill = await openSpill({ folder: tmpdir() });
  const persons = await createPersons({ spill });
  for (const [file, id] of [
    [3, 'K1'],
    [4, 'P7'],
  ] as const) {
    const facts: Fact[] = [
      { concept: 'person-name', value: 'Anna Schmidt' },
      { concept: 'email', value: 'a@x.example' },
      { concept: 'local-id', value: id },
    ];
    const record = encoder.encode({ file: 0, span: { start: 0, end: 9 }, table: 0, facts }) ?? new Uint8Array();
    renumberFiles(record, () => file);
    await persons.add(record);
  }
  const { certain, possible } = await persons.finish();
  await persons.close();
  await spill.close();
  expect([certain, possible]).toEqual([1, 1]);
});

test('records that are added at the same time, while the disk is slow', async () => {
  const openFile = async (folder: string): Promise<NamelessFile> => {
    const file = await openNameless(folder);
    return {
      get size() {
        return file.size;
      },
      async append(bytes) {
        // Other calls go on while this one waits.
        await setImmediate();
        await file.append(bytes);
      },
      read: (into, position) => file.read(into, position),
      close: () => file.close(),
    };
  };
  const spill = await openSpill({ folder: tmpdir(), openFile });
  try {
    const persons = await createPersons({ spill });
    const adding: Promise<void>[] = [];
    for (let at = 0; at < 12_000; at += 1) {
      const facts: Fact[] = [
        { concept: 'person-name', value: 'Anna Schmidt' },
        { concept: 'email', value: `box${at % 6000}@x.example` },
      ];
      const encoded = encoder.encode({ file: at % 3, span: { start: at, end: at }, table: undefined, facts });
      if (encoded !== undefined) adding.push(persons.add(encoded));
    }
    const { possible } = await persons.finish();
    await Promise.all(adding);
    await persons.close();
    expect(possible).toBe(6000);
  } finally {
    await spill.close();
  }
});

test('one person in ten thousand lines', async () => {
  const world = await worldOf(Array.from({ length: 10_000 }, () => ({ ...anna, table: 1, email: 'a@x.example' })));
  expect([world.certain, world.possible]).toEqual([1, 1]);
});

const givens = ['Anna', 'Jan', 'Maria', 'Peter', 'Lucia', 'Jean Luc', 'Katharina', 'Mehmet'];
const families = ['Schmidt', 'Otto', 'García López', 'Dupont', 'Nowak', 'Rossi', 'Müller'];
const pick = fc.nat({ max: 10_000 });

/** Persons with what is known of each, and records that state some of it. Only a birth date may tell namesakes apart. */
const populations = fc
  .array(fc.record({ given: pick, family: pick, born: fc.nat({ max: 3000 }) }), { minLength: 1, maxLength: 25 })
  .chain((people) =>
    fc.record({
      people: fc.constant(people),
      lines: fc.array(
        fc.record({ who: fc.nat({ max: people.length - 1 }), file: fc.nat({ max: 3 }), form: fc.nat({ max: 5 }) }),
        { minLength: 1, maxLength: 60 },
      ),
    }),
  )
  .map(({ people, lines }) => ({
    truth: new Set(lines.map(({ who }) => who)).size,
    lines: lines.map(({ who, file, form }): Line => {
      const { given, family, born } = people[who] ?? { given: 0, family: 0, born: 0 };
      const [first = '', last = ''] = [givens[given % givens.length], families[family % families.length]];
      const day = new Date(Date.UTC(1950, 0, 1 + born * 7 + who)).toISOString().slice(0, 10);
      const email = `box${who}@x.example`;
      const name = { 'given-name': first, 'family-name': last };
      const forms: readonly Line[] = [
        { ...name, 'date-of-birth': day },
        { ...name, 'date-of-birth': day, email },
        { 'person-name': `${last}, ${first}`, email },
        { 'person-name': `${first.slice(0, 1)}. ${last}`, phone: `+4930${1_000_000 + who}` },
        { email },
        { ...name, 'national-id': `N${who}`, rule: 'xx-id' },
      ];
      return { ...forms[form], file };
    }),
  }));

test('the truth lies between certain and possible', async () => {
  await fc.assert(
    fc.asyncProperty(populations, async ({ truth, lines }) => {
      const { certain, possible } = await worldOf(lines);
      expect(certain).toBeLessThanOrEqual(truth);
      expect(possible).toBeGreaterThanOrEqual(truth);
    }),
    { numRuns: 200 },
  );
});

test('neither order nor memory changes the result', async () => {
  await fc.assert(
    fc.asyncProperty(populations, fc.infiniteStream(pick), async ({ lines }, keys) => {
      const numbered = lines.map((line) => ({ line, key: keys.next().value ?? 0 }));
      const shuffled = numbered.sort((a, b) => a.key - b.key).map(({ line }) => line);
      const one = await worldOf(lines);
      const two = await worldOf(shuffled, 2048);
      const sizes = (world: World): number[] => world.groups.map((group) => group.length).sort((a, b) => a - b);
      expect([two.certain, two.possible, sizes(two)]).toEqual([one.certain, one.possible, sizes(one)]);
    }),
    { numRuns: 60 },
  );
});
