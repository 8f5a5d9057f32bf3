import { markup } from '../../test/range/formats/xml.ts';
import type { Base } from './base.ts';
import type { Kind } from './kinds.ts';
import { written } from './write.ts';

export function csvOf({ rows }: Base): string {
  const quoted = (value: string): string => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

export function textOf({ paragraphs }: Base): string {
  return paragraphs.map((text) => `${text}\n\n`).join('');
}

function records({ rows: [header = [], ...rows] }: Base): Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

/** Formats that are text themselves. */
export const textKinds: Readonly<Record<string, Kind>> = {
  text: {
    extension: 'txt',
    make: (base, file) => written(file, textOf(base)),
    peer: { name: 'iconv', note: 'only decodes', command: (file) => ['iconv', '-f', 'UTF-8', '-t', 'UTF-8', file] },
  },
  csv: {
    extension: 'csv',
    make: (base, file) => written(file, csvOf(base)),
    peer: {
      name: 'sqlite3 .import',
      command: (file) => ['sqlite3', ':memory:', '-cmd', '.mode csv', `.import ${file} t`, 'select * from t'],
    },
  },
  json: {
    extension: 'json',
    make: (base, file) => written(file, JSON.stringify(records(base), undefined, 1)),
    peer: { name: 'jq', command: (file) => ['jq', '-r', '.. | scalars', file] },
  },
  xml: {
    extension: 'xml',
    make(base, file) {
      const fields = (record: Record<string, string>): string =>
        Object.entries(record)
          .map(([name, value]) => `<${name}>${markup(value)}</${name}>`)
          .join('');
      const all = records(base).map((record) => `<customer>${fields(record)}</customer>\n`);
      return written(file, `<?xml version="1.0" encoding="UTF-8"?>\n<customers>\n${all.join('')}</customers>\n`);
    },
    peer: { name: 'xmllint --xpath', command: (file) => ['xmllint', '--huge', '--xpath', '//text()', file] },
  },
  html: {
    extension: 'html',
    make(base, file) {
      const half = base.rows.slice(0, base.rows.length / 2);
      const cells = half.map((row) => `<tr>${row.map((value) => `<td>${markup(value)}</td>`).join('')}</tr>\n`);
      const text = base.paragraphs.slice(0, base.paragraphs.length / 2).map((part) => `<p>${markup(part)}</p>\n`);
      return written(
        file,
        `<!doctype html><html><head><meta charset="utf-8"><title>Report</title></head><body>${text.join('')}<table>${cells.join('')}</table></body></html>\n`,
      );
    },
    peer: {
      name: 'w3m -dump',
      command: (file) => ['w3m', '-dump', '-cols', '500', '-O', 'UTF-8', '-T', 'text/html', file],
    },
  },
};
