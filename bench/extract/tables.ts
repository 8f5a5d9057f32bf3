import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { dbfTable } from '../../test/inspect/dbf-table.ts';
import { eventLog } from '../../test/inspect/event-log-file.ts';
import type { Base } from './base.ts';
import type { Kind } from './kinds.ts';
import { converted, libreOffice } from './office.ts';
import { csvOf } from './texts.ts';
import { written } from './write.ts';

const csvText = 'csv:Text - txt - csv (StarCalc):44,34,76';

/** The rows that a sheet of the older kind can hold. */
const oldSheet = (base: Base): Base => ({ ...base, rows: base.rows.slice(0, 65_000) });

/** A header of 4 KiB, and behind it parts of 64 KiB. */
const logHeader = 4096;
const eventsPerPart = 250;

/** Tables of customers, and events about them. */
export const tableKinds: Readonly<Record<string, Kind>> = {
  xlsx: {
    extension: 'xlsx',
    make: (base, file) => converted(file, { extension: 'csv', text: csvOf(base), to: 'xlsx:Calc MS Excel 2007 XML' }),
    peer: libreOffice(csvText),
  },
  xls: {
    extension: 'xls',
    make: (base, file) => converted(file, { extension: 'csv', text: csvOf(oldSheet(base)), to: 'xls:MS Excel 97' }),
    peer: { name: 'xls2csv', command: (file) => ['xls2csv', '-d', 'utf-8', file] },
  },
  ods: {
    extension: 'ods',
    make: (base, file) => converted(file, { extension: 'csv', text: csvOf(base) }),
    peer: libreOffice(csvText),
  },
  sqlite: {
    extension: 'db',
    make({ rows: [header = [], ...rows] }, file) {
      rmSync(file, { force: true });
      const made = new DatabaseSync(file);
      made.exec(`create table customers (${header.map((name) => `"${name}" text`).join(', ')})`);
      made.exec('begin');
      const insert = made.prepare(`insert into customers values (${header.map(() => '?').join(', ')})`);
      for (const row of rows) insert.run(...header.map((_, at) => row[at] ?? ''));
      made.exec('commit');
      made.close();
      return {};
    },
    peer: { name: 'sqlite3 .dump', command: (file) => ['sqlite3', '-readonly', file, '.dump'] },
  },
  parquet: {
    extension: 'parquet',
    make({ rows: [header = [], ...rows] }, file) {
      const columnData = header.map((name, at) => ({
        name,
        data: rows.map((row) => row[at] ?? ''),
        type: 'STRING' as const,
      }));
      return written(file, Buffer.from(parquetWriteBuffer({ columnData })));
    },
  },
  dbf: {
    extension: 'dbf',
    make({ rows: [header = [], ...rows] }, file) {
      const columns = header.map((name) => ({ name: name.slice(0, 10), type: 'C', length: 40 }));
      const records = rows.map((row) => ({ values: header.map((_, at) => (row[at] ?? '').slice(0, 40)) }));
      return written(file, dbfTable({ columns, records }));
    },
    peer: { name: 'dbview', command: (file) => ['dbview', '-b', file] },
  },
  evtx: {
    extension: 'evtx',
    make({ rows }, file) {
      const events = rows.map((row, at) => ({
        id: 4624 + (at % 2),
        user: row[3] ?? '',
        address: `203.0.113.${at % 256}`,
      }));
      const parts = [eventLog([]).subarray(0, logHeader)];
      for (let at = 0; at < events.length; at += eventsPerPart)
        parts.push(eventLog(events.slice(at, at + eventsPerPart)).subarray(logHeader));
      return written(file, Buffer.concat(parts));
    },
    peer: { name: 'evtxexport', command: (file) => ['evtxexport', file] },
  },
};
