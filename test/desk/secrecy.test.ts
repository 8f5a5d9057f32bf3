import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fail } from '#platform/errors';
import { findIn, formsOf, type Marker, type Place } from './testing/markers.ts';
import { filesBelow, filesSince, systemOf, tablesOf } from './testing/places.ts';
import { type Running, type Sample, sample, startServer } from './testing/process.ts';
import { tellStory, type Told } from './testing/story.ts';

// Values that are nowhere else in the world go through the whole of a desk: into files, names, notes, reasons, passwords and
// every kind of mistake. Then everything that the desk leaves behind is searched for them.

const folder = mkdtempSync(join(tmpdir(), 'cofferdam-secrecy-'));
const data = join(folder, 'data');
const temporary = join(folder, 'tmp');
const postgres = join(data, 'postgres', 'data');

let server: Running | undefined;
let told: Told;
let said = '';
let database: Client | undefined;
let tables: readonly Place[];
let system: readonly Place[];
const samples = new Map<string, Sample>();
const startedAt = Date.now();
/** Given to the server in its environment: of all places that is where it may be. */
const masterKey: Marker = { kind: 'secret', name: 'master key', text: randomBytes(16).toString('hex') };

beforeAll(async () => {
  mkdirSync(temporary);
  const started = await startServer(data, temporary, masterKey.text);
  server = started;
  const look = (): void => {
    for (const one of sample(started.pid)) samples.set(`${one.pid} ${one.command}`, one);
  };
  const story = await tellStory(started, look);
  told = { ...story, markers: [...story.markers, masterKey] };
  look();
  said = started.said();
  database = new Client({ host: join(data, 'postgres', 'socket'), user: 'postgres', database: 'cofferdam' });
  await database.connect();
  tables = await tablesOf(database);
  system = await systemOf(database);
});
afterAll(async () => {
  await database?.end();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** The database, for what the tests look up and plant. */
const inDatabase = (): Client => database ?? fail('internal', 'no database');

const of = (...kinds: readonly Marker['kind'][]): Marker[] => told.markers.filter(({ kind }) => kinds.includes(kind));
const text = (name: string, value: string): Place => ({ name, bytes: Buffer.from(value) });

test('the story went through all that has to be searched', () => {
  expect(told.refusals.length).toBeGreaterThan(25);
  expect(new Set(told.markers.map(({ kind }) => kind)).size).toBe(3);
  const commands = [...samples.values()].map(({ command }) => command).join('\n');
  expect(commands).toMatch(/main\.ts/);
  expect(commands).toMatch(/postgres: cofferdam_app/);
  expect(commands).toMatch(/--permission .*reader/);
});

test('nothing marked is in what the server wrote', () => {
  expect(findIn([text('output of the server', said)], told.markers)).toEqual([]);
});

test('nothing marked is in an address, a refusal, the log, its export, the metrics or the description', () => {
  const places = [
    ...told.addresses.map((one) => text('an address', one)),
    ...told.refusals.map((one) => text('a refusal', one)),
    ...told.shown.map((one) => text('log, metrics or description', one)),
  ];
  expect(findIn(places, told.markers)).toEqual([]);
});

test('nothing of the leak and no secret is in a report, whose words are those of people', () => {
  const places = told.reports.map((one) => text('a report', one));
  expect(findIn(places, of('leak', 'secret'))).toEqual([]);
  // The texts of both formats were read: what was decided is in each.
  const decided = told.markers.filter(({ name }) => name === 'decision');
  expect(findIn(places, decided).length).toBeGreaterThan(0);
});

test('nothing marked is in a name, an argument or the environment of a process', () => {
  const all = [...samples.values()];
  const own = all.find(({ pid }) => pid === server?.pid)?.command;
  // A child that did not become another program yet is the server itself for that moment.
  const isServer = ({ command }: Sample): boolean => command === own;
  const others = all.filter((one) => !isServer(one)).flatMap(({ places }) => places);
  expect(findIn(others, told.markers)).toEqual([]);
  const rest = told.markers.filter((one) => one !== masterKey);
  expect(
    findIn(
      all.filter(isServer).flatMap(({ places }) => places),
      rest,
    ),
  ).toEqual([]);
});

test('nothing marked is in a file, a key or a sealed blob, nor in a temporary folder', () => {
  const ours = (path: string): boolean => path === folder;
  const places = [...filesBelow(folder, (path) => path === postgres), ...filesSince(tmpdir(), startedAt, ours)];
  expect(findIn(places, told.markers)).toEqual([]);
  const open = [...samples.values()].flatMap(({ files }) => files);
  expect(open.filter((path) => path.startsWith(tmpdir()) && !path.startsWith(folder))).toEqual([]);
});

test('nothing of the leak and no secret is in a row, a job, a statement or a statistic', () => {
  expect(findIn([...tables, ...system], of('leak', 'secret'))).toEqual([]);
});

test('nothing of the leak is in clear in a file of the database, what it keeps of earlier rows included', () => {
  const names = of('leak', 'secret').map((one) => ({ ...one, bytes: Buffer.from(one.text) }));
  const found = new Set<string>();
  for (const { name, bytes } of filesBelow(postgres)) {
    for (const one of names) if (bytes.includes(one.bytes)) found.add(`${one.kind} ${one.name}: ${name}`);
  }
  expect([...found]).toEqual([]);
});

/** Where people's own words are kept, so that they can be erased there. */
const homes = [
  'person',
  'organisation',
  'legal_entity',
  'contact',
  'incident',
  'awareness_statement',
  'evidence_label',
  'evidence_item',
  'evidence_reading',
  'custody_entry',
  'subject_disclosure',
  'decision',
  'incident_report',
  'api_key',
  // Answers to requests that may come again, for a day.
  'request_once',
].map((name) => `table cofferdam.${name}`);
test('people’s own words are in the tables that are for them, and in no entry of the log', () => {
  const elsewhere = tables.filter(({ name }) => !homes.includes(name));
  expect(findIn(elsewhere, of('words'))).toEqual([]);
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(homes));
});

test('the database is told to write down no statement and no value', async () => {
  const { rows } = await inDatabase().query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name = any ($1) order by name`,
    [
      [
        'log_duration',
        'log_error_verbosity',
        'log_min_duration_sample',
        'log_min_duration_statement',
        'log_min_error_statement',
        'log_min_messages',
        'log_parameter_max_length',
        'log_parameter_max_length_on_error',
        'log_statement',
        'log_transaction_sample_rate',
        'shared_preload_libraries',
      ],
    ],
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    log_duration: 'off',
    log_error_verbosity: 'terse',
    log_min_duration_sample: '-1',
    log_min_duration_statement: '-1',
    log_min_error_statement: 'panic',
    log_min_messages: 'log',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_statement: 'none',
    log_transaction_sample_rate: '0',
    shared_preload_libraries: '',
  });
});

test('server, database and readers leave no image of their memory, however the server was started', () => {
  // Of a process that ended meanwhile nothing can be read.
  const living = [...samples.values()].filter(({ filter }) => filter !== '');
  expect(new Set(living.map(({ filter }) => filter))).toEqual(new Set(['00000000']));
  const seen = living.map(({ command }) => command).join('\n');
  for (const one of [/src\/server\/main\.ts/, /postgres: cofferdam_app/, /--permission .*reader/])
    expect(seen).toMatch(one);
});

test('what reads hostile files leaves no image at all, however the server was started', () => {
  // Before it is that program it is a shell that sets the limits.
  const isReader = ({ command, core }: Sample): boolean =>
    command.startsWith(`${process.execPath} --permission`) && core !== 'ended';
  const readers = [...samples.values()].filter(isReader);
  expect(new Set(readers.map(({ core }) => core))).toEqual(new Set(['0']));
});

describe('a leak would be found', () => {
  const marker: Marker = { kind: 'leak', name: 'planted', text: 'Zoe Musterfrau ßé' };
  test.each([...formsOf(marker.text).keys()])('%s', (form) => {
    const planted = formsOf(marker.text).get(form) ?? Buffer.alloc(0);
    const around = Buffer.from('before');
    const bytes = Buffer.concat([around, planted, around]);
    expect(findIn([{ name: 'somewhere', bytes }], [marker])).toContain(`leak planted, ${form}: somewhere`);
  });

  test('in a file, in a row, in a job, in a process', async () => {
    const [first] = of('leak');
    const [secret] = of('secret');
    if (first === undefined || secret === undefined) throw new Error('no marker');
    const path = join(data, 'vault', 'planted');
    writeFileSync(path, Buffer.from(`x${first.text}`).toString('base64'));
    await inDatabase().query('begin');
    await inDatabase().query('update cofferdam.incident_key set box = $1', [Buffer.from(first.text, 'utf16le')]);
    await inDatabase().query(`select graphile_worker.add_job('planted', $1::json)`, [
      JSON.stringify({ a: secret.text }),
    ]);
    const rows = await tablesOf(inDatabase());
    await inDatabase().query('rollback');
    const files = [...filesBelow(data, (one) => one === postgres)];
    rmSync(path);
    const found = findIn([...files, ...rows], [first, secret]);
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining(path)]));
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining('incident_key')]));
    expect(found).toEqual(expect.arrayContaining([expect.stringContaining('_private_jobs')]));
    const own = sample(process.pid).flatMap(({ places }) => places);
    expect(findIn(own, [{ kind: 'words', name: 'path', text: process.execPath }])).not.toEqual([]);
  });
});
