import type { Format } from '../contract.ts';
import { openText } from '../text/opening.ts';
import { SqlReader } from '../text/sql/reader.ts';

const statements =
  /^[ \t]*(?:INSERT\s+(?:IGNORE\s+|OR\s+\w+\s+)?INTO\s+\S[^\n]*|REPLACE\s+INTO\s+\S[^\n]*VALUES|INSERT\s+\[[^\n]*VALUES|COPY\s+\S[^\n]*FROM\s+stdin|CREATE\s+(?:TEMP\w*\s+|UNLOGGED\s+)?TABLE\s+[^\n]*)/gim;
const dumps =
  /^-- (?:MySQL|MariaDB|PostgreSQL|phpMyAdmin|Adminer|HeidiSQL)\b|^PRAGMA foreign_keys|^\/\*+ Object: +Table/im;

/** Dumps of MySQL, PostgreSQL, SQLite and SQL Server. */
export const format: Format = {
  id: 'sql',
  mediaType: 'application/sql',
  runs: 'inline',
  detect(head) {
    if (head.text === undefined || !/\S/.test(head.text) || /^\s*[<{[]/.test(head.text)) return 0;
    const found = head.text.match(statements) ?? [];
    const complete = found.filter((line) => /VALUES|stdin|\(|TABLE/i.test(line)).length;
    if (dumps.test(head.text.slice(0, 4096))) return complete > 0 ? 0.95 : 0.7;
    if (complete === 0) return 0;
    // A tutorial or a log quotes a statement; a dump is made of them.
    const first = /\S[^\n]*/.exec(head.text.replace(/^(?:\s*(?:--|#)[^\n]*\n|\s*\/\*[^]*?\*\/;?)*/, ''))?.[0] ?? '';
    const begins =
      /^(?:INSERT|REPLACE|COPY|CREATE|DROP|SET|USE|BEGIN|START|PRAGMA|LOCK|ALTER|DELETE|GO|IF|TRUNCATE|SELECT)\b/i.test(
        first,
      );
    return begins ? 0.9 : 0.05;
  },
  async extract(input, sink) {
    const reader = new SqlReader(sink);
    for await (const text of openText(input, sink)) await reader.push(text);
    await reader.end();
  },
};
