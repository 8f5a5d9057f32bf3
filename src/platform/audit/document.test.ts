import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tables } from './testing/tables.ts';

const path = join(import.meta.dirname, '../../../docs/log.md');

/** What stands in docs/log.md between `<!-- name -->` and `<!-- end -->`. */
function tableOf(name: string): string {
  return new RegExp(`<!-- ${name} -->\n\n([^]*?)\n\n<!-- end -->`).exec(readFileSync(path, 'utf8'))?.[1] ?? '';
}

// Where this fails, put the table that is expected into the document.
test.each(Object.entries(tables()))('docs/log.md lists the %s that the program knows', (name, table) => {
  expect(tableOf(name)).toBe(table);
});
