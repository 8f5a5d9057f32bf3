import type { Cell, Column, Form, Row, Table } from '../document.ts';
import type { Person } from '../people/person.ts';
import type { Random } from '../random.ts';
import type { Vocabulary } from '../words/index.ts';
import { type HeaderKey, headerKeys, type NationalKind, nationalHeaders } from '../words/headers/keys.ts';
import type { Language } from '../words/list.ts';
import { languageOf } from '../words/list.ts';
import { CellMaker, type ColumnKey } from './cells.ts';
import { type Style, writeHeader } from './style.ts';
import { sharedMail, type Topic } from './columns.ts';

/** Everything a scene is made with. */
export interface Stage {
  readonly words: Vocabulary;
  readonly random: Random;
}

/** A table of these people, one row each (several where the topic repeats), in the style of one program. */
export function tableOf(topic: Topic, people: readonly Person[], style: Style, stage: Stage): Table {
  const { random, words } = stage;
  const cells = new CellMaker(style, random, words);
  const picked = topic.columns(random, people);
  const keys = [...picked.keys, ...nearKeys(picked.keys, random)];
  const ordered = random.chance(0.6) ? [...keys.slice(0, 3), ...random.shuffle(keys.slice(3))] : keys;
  const columns = columnsOf(ordered, style, stage);
  const rows: Row[] = [];
  for (const person of people) {
    const times = topic.repeats && random.chance(0.3) ? random.int(2, 4) : 1;
    for (let time = 0; time < times; time++) {
      rows.push({ person: person.id, cells: ordered.map((key) => cellOf(key, person, picked.needed, cells, random)) });
    }
  }
  return {
    kind: 'table',
    title: random.pick(words.language[style.language].titles),
    columns,
    headless: false,
    rows: topic.repeats ? random.shuffle(rows) : rows,
  };
}

/** A labelled record of one person. */
export function formOf(topic: Topic, person: Person, style: Style, stage: Stage): Form {
  const { random, words } = stage;
  const cells = new CellMaker(style, random, words);
  const picked = topic.columns(random, [person]);
  const keys = [...picked.keys, ...nearKeys(picked.keys, random)];
  const columns = columnsOf(keys, style, stage);
  const fields = keys.map((key, at) => ({
    column: columns[at] as Column,
    value: cellOf(key, person, picked.needed, cells, random),
  }));
  return { kind: 'form', person: person.id, fields: fields.filter(({ value }) => value.length > 0) };
}

function cellOf(
  key: ColumnKey,
  person: Person,
  needed: ReadonlySet<ColumnKey>,
  cells: CellMaker,
  random: Random,
): Cell {
  if (!needed.has(key)) {
    if (random.chance(0.04)) {
      const broken = cells.broken(key);
      if (broken !== undefined) return broken;
    }
    if (random.chance(cells.style.gaps)) return [];
  }
  if (key === 'workEmail' && person.relation === 'partner' && !needed.has('workEmail') && random.chance(0.4)) {
    return [cells.mail(sharedMail(person, random), null)];
  }
  return cells.cell(key, person);
}

const things: readonly HeaderKey[] = [
  'orderNo',
  'invoiceNo',
  'trackingNo',
  'ean',
  'product',
  'amount',
  'orderDate',
  'hireDate',
  'timestamp',
  'epoch',
  'uuid',
  'version',
  'checksum',
  'reference',
  'organisation',
  'department',
  'jobTitle',
];

/** Columns of near misses: one for three of true values. */
function nearKeys(keys: readonly ColumnKey[], random: Random): HeaderKey[] {
  const plain: readonly ColumnKey[] = [
    ...things,
    'postcode',
    'city',
    'region',
    'country',
    'houseNumber',
    'gender',
    'relation',
    'status',
    'note',
    'quantity',
    'username',
    'customerNo',
    'employeeNo',
    'memberNo',
    'patientNo',
  ];
  const truths = keys.filter((key) => !plain.includes(key)).length;
  const has = keys.filter((key) => (things as readonly ColumnKey[]).includes(key)).length;
  const more = Math.max(0, Math.ceil(truths / 3) - has);
  const extra: readonly HeaderKey[] = random.chance(0.5) ? [random.pick(['status', 'note', 'quantity'] as const)] : [];
  return [
    ...random.sample(
      things.filter((key) => !keys.includes(key)),
      more,
    ),
    ...extra.filter((key) => !keys.includes(key)),
  ];
}

const groupOf: Partial<Record<ColumnKey, keyof Vocabulary['groups']>> = {
  fullName: 'name',
  givenName: 'name',
  familyName: 'name',
  gender: 'name',
  birth: 'name',
  street: 'address',
  streetName: 'address',
  houseNumber: 'address',
  fullAddress: 'address',
  postcode: 'address',
  city: 'address',
  region: 'address',
  country: 'address',
  email: 'contact',
  workEmail: 'contact',
  phone: 'contact',
  mobile: 'contact',
  card: 'bank',
  iban: 'bank',
  username: 'login',
  password: 'login',
  hash: 'login',
  ip: 'login',
  timestamp: 'meta',
  epoch: 'meta',
  uuid: 'meta',
  version: 'meta',
  checksum: 'meta',
  note: 'meta',
  status: 'meta',
};

/** Headers for the keys, each different, in the language of the style. */
function columnsOf(keys: readonly ColumnKey[], style: Style, { words, random }: Stage): Column[] {
  const used = new Set<string>();
  const groups = new Map<string, string>();
  return keys.map((key) => {
    const phrases = phrasesOf(key, style.language, words);
    let header = writeHeader(random.pick(phrases), style.headers);
    for (const phrase of random.shuffle(phrases)) {
      if (!used.has(header.toLowerCase())) break;
      header = writeHeader(phrase, style.headers);
    }
    while (used.has(header.toLowerCase())) header += '2';
    used.add(header.toLowerCase());
    const kind = groupOf[key] ?? (key in nationalHeaders ? 'ids' : undefined);
    if (kind === undefined) return { header, group: '' };
    const group = groups.get(kind) ?? random.pick(words.groups[kind]);
    groups.set(kind, group);
    return { header, group };
  });
}

function phrasesOf(key: ColumnKey, language: Language, words: Vocabulary): readonly string[] {
  if (key === 'streetName')
    return words.language[language].headers.street.filter(
      (phrase) => !/\d|nr|nº|n°|num|núm|civic/i.test(phrase.replace(/1$/, '')),
    );
  if (key === 'workEmail') return words.language[language].headers.email;
  if ((headerKeys as readonly string[]).includes(key)) return words.language[language].headers[key as HeaderKey];
  return words.national[key as NationalKind];
}

/** People whose language the labels of their national identifiers are in. */
export function sameCountry(people: readonly Person[], style: Style): readonly Person[] {
  return people.filter((person) => person.country === style.country || languageOf[person.country] === style.language);
}
