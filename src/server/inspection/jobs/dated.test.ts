import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fail } from '#platform/errors';
import { firstHour, impact } from '#respond';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../../respond/testing/desk.ts';
import { handInItem, settled, until } from '../testing/evidence.ts';
import { xlsx } from '../../../../test/inspect/office-package.ts';
import { openWorker, type Worker } from '../worker.ts';

let here: TestDesk;
let worker: Worker;
let incident: string;
let shop: string;

const table = (rows: readonly string[]): string => `name,email,date of birth,created_at\n${rows.join('\n')}\n`;
const entry = (name: string, day: string): string =>
  `${name} Muster,${name.toLowerCase()}@kunde.example,2019-07-08,${day}`;

beforeAll(async () => {
  here = await openTestDesk();
  incident = await openTestIncident(here, [
    { name: 'analyst', role: 'analyst', compartments: ['facts'] },
    { name: 'legal', role: 'legal' },
    { name: 'comms', role: 'comms', compartments: ['facts'] },
  ]);
  worker = await openWorker({
    ...here.desk,
    connection: here.database.worker,
    children: 1,
    beatMilliseconds: 50,
    onTrouble: (what) => fail('internal', what),
  });
  const zip = new ZipWriter(new Uint8ArrayWriter());
  await zip.add('old.csv', new TextReader(table([entry('Erika', '2018-01-02'), entry('Jonas', '2018-01-03')])));
  await zip.add('new.csv', new TextReader(table([entry('Amina', '2019-03-01'), entry('Ole', '2019-03-04')])));
  shop = await handInItem(here, incident, { name: 'shop.zip', bytes: await zip.close() });
  await handInItem(here, incident, {
    name: 'counsel.csv',
    bytes: table([entry('Maja', '2021-05-06')]),
    compartment: 'counsel',
  });
  const bytes = table([entry('Nils', '2024-05-06')]);
  const off = await handInItem(here, incident, { name: 'sealed.csv', bytes });
  await until(here, settled);
  await here.database.owner.query(
    `update cofferdam.evidence_item set sealed_off = 'illegal', sealed_people = array[handed_in_by], sealed_reason = 'x',
       sealed_at = now(), sealed_by = handed_in_by where id = $1`,
    [off],
  );
});
afterAll(async () => {
  await worker.stop();
  await here.close();
});

const rowsOf = (...rows: readonly (readonly string[])[]): string =>
  `<sheetData>${rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells
          .map((text, at) => `<c r="${'AB'[at]}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`)
          .join('')}</row>`,
    )
    .join('')}</sheetData>`;

const asked = (name: TestPerson) => firstHour.show(here.desk, { person: here.people[name] }, incident);

test('the first hour tells the newest entry, and the file and place in which it stands', async () => {
  const { isNew, dated } = await asked('analyst');
  // An item is sealed off: not all that was handed in is searched.
  expect(isNew.certainty).toBe('partial');
  expect(isNew.answer).toMatch(/^The newest entry in it is of 4 March 2019, .* years ago: it was taken then or later/);
  expect(dated).toMatchObject({
    kind: 'events',
    months: { '2018-01': 2, '2019-03': 2 },
    newest: { day: '2019-03-04', onDay: 1, inWeek: 2, inMonth: 2, count: 4, later: [] },
    files: [{ evidence: shop, number: 2, path: '!/new.csv', count: 1, by: 'column', said: 'created at' }],
    inFiles: 1,
  });
  const { start = 0, end = 0 } = dated?.files[0]?.span ?? {};
  const text = table([entry('Amina', '2019-03-01'), entry('Ole', '2019-03-04')]);
  expect(text.slice(start, end)).toBe('2019-03-04');
});

test('whoever is let into more is told of newer data; what is sealed off tells nobody anything', async () => {
  expect((await asked('legal')).dated?.newest?.day).toBe('2021-05-06');
  // Who is named for what is sealed off may open it.
  expect((await asked('lead')).dated?.newest?.day).toBe('2021-05-06');
});

test('who does not open evidence is told of the file by a masked name', async () => {
  expect((await asked('comms')).dated?.files).toMatchObject([
    { evidence: shop, number: 2, path: '!/ne•••.csv', count: 1 },
  ]);
});

test('of the data nothing is kept in clear beside days and counts', async () => {
  const { rows } = await here.database.owner.query<{ dump: string }>(
    `select string_agg(f.dates::text || coalesce(r.summary::text, ''), '') as dump
     from cofferdam.inspected_file f join cofferdam.inspection_run r on r.id = f.run_id where f.dates is not null`,
  );
  expect(rows[0]?.dump).toContain('2019-03-04');
  expect(rows[0]?.dump).not.toMatch(/muster|erika|kunde\.example|2019-07-08/i);
});

const shownTo = (name: TestPerson, day?: string) =>
  impact.dates(
    here.desk,
    { person: here.people[name] },
    { incident, ...(day !== undefined && { kind: 'events', day }) },
  );

test('a day is found in its file, the oldest too, with page, line or cell; a day of others is in none', async () => {
  const { events, documents, isComplete, stands } = await shownTo('analyst');
  expect(isComplete).toBe(true);
  expect(events).toMatchObject({
    count: 4,
    days: [
      { day: '2019-03-04', count: 1 },
      { day: '2019-03-01', count: 1 },
      { day: '2018-01-03', count: 1 },
      { day: '2018-01-02', count: 1 },
    ],
    oldest: { day: '2018-01-02', count: 1 },
  });
  // Members of an archive say when they were packed.
  expect(documents?.count).toBe(2);
  expect(stands).toMatchObject({
    kind: 'events',
    day: '2019-03-04',
    files: [{ path: '!/new.csv', where: { line: 3 } }],
    inFiles: 1,
  });
  expect((await shownTo('analyst', '2018-01-02')).stands).toMatchObject({
    files: [{ path: '!/old.csv', where: { line: 2 } }],
    inFiles: 1,
  });
  expect((await shownTo('legal', '2021-05-06')).stands?.inFiles).toBe(1);
  for (const day of ['2021-05-06', '2024-05-06'])
    expect((await shownTo('analyst', day)).stands).toEqual({ kind: 'events', day, files: [], inFiles: 0 });
});

test('of a workbook the cell is kept, and the name of the sheet, which people chose, is not', async () => {
  const office = xlsx([
    { name: 'Severance of Quillon', xml: rowsOf(['name', 'created at'], ['Erika Mustermann', '2020-02-03']) },
  ]);
  const other = await openTestIncident(here, []);
  await handInItem(here, other, { name: 'book.xlsx', bytes: office });
  await until(here, settled);
  const { stands } = await impact.dates(here.desk, { person: here.people.lead }, { incident: other });
  expect(stands).toMatchObject({ day: '2020-02-03', files: [{ where: { cell: 'B2', row: 2 } }] });
  const { rows } = await here.database.owner.query<{ told: string }>(
    `select f.dates::text as told from cofferdam.inspected_file f join cofferdam.inspection_run r on r.id = f.run_id
     where r.incident_id = $1 and f.dates is not null`,
    [other],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.told).not.toContain('Quillon');
});
