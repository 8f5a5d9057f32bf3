import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Block, Cell, Row } from '../contract.ts';
import { compileLabels } from '../labels/classify.ts';
import { compileRules } from '../rules/compile.ts';
import { BlockReader } from './block.ts';
import { planRules } from './plan.ts';

const sources = (folder: string): { path: string; text: string }[] =>
  readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'))
    .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, folder, path), 'utf8') }));
const plan = planRules(compileRules(sources('../rules')));
const book = compileLabels(sources('../labels'));

/** The rows of lines whose cells are parted by tabs; blank lines stay in the text. */
function tableOf(text: string): Block {
  const rows: Row[] = [];
  let line = 0;
  for (const words of text.split('\n').map((one) => one.split('\t'))) {
    const cells: Cell[] = [];
    let at = line;
    for (const [column, word] of words.entries()) {
      if (word !== '') cells.push({ start: at, end: at + word.length, column });
      at += word.length + 1;
    }
    if (cells.length > 0) rows.push({ cells });
    line = at;
  }
  return { text, where: {}, rows, table: 1 };
}

function recordsOf(...blocks: readonly Block[]): string[][] {
  const reader = new BlockReader(plan, book);
  const records: string[][] = [];
  for (const block of blocks) {
    reader.read(block, {
      hit: () => undefined,
      allowed: () => undefined,
      rows: () => undefined,
      record: (facts) => records.push(facts.map(({ value }) => value)),
    });
  }
  return records;
}

const header = 'Tracking number\tClient name\tEmail';
const lines = [
  '1Z188DTX54\tGalli Bruno\tbruno@galli.example',
  '1Z188DTX55\tParisi Enrico\tenrico@parisi.example',
  '1Z188DTX56\tCaruso Noemi\tnoemi@caruso.example',
];

test('headers at the top of each page are nobody', () => {
  const page = tableOf([header, ...lines].join('\n'));
  const once = recordsOf(page);
  expect(once).toHaveLength(3);
  expect(recordsOf(page, page)).toHaveLength(6);
  expect(recordsOf(tableOf([header, ...lines, header, ...lines].join('\n')))).toHaveLength(6);
});

test('blank lines part the records of a list that stands upright', () => {
  const list = [
    'Email\ta@x.example\nName\tAnna Schmidt\nCity\tUlm',
    'Email\tb@x.example\nFirst name\tJan\nLast name\tOtto',
    'Email\tc@x.example\nName\tLucia Rossi\nCity\tBonn',
  ].join('\n\n');
  const records = recordsOf(tableOf(list));
  expect(records).toHaveLength(3);
  expect(records[1]).toEqual(expect.arrayContaining(['b@x.example', 'Jan', 'Otto']));
});

function foundIn(block: Block): string[] {
  const found: string[] = [];
  const nothing = (): void => undefined;
  new BlockReader(plan, book).read(block, {
    hit: ({ rule, start, end }) => found.push(`${rule.id}: ${block.text.slice(start, end)}`),
    allowed: nothing,
    rows: nothing,
    record: nothing,
  });
  return found;
}

test.each([
  ['what a note tells counts as in any text', 'Comment', 'Her Steuer-ID is 65929970489 and she calls again', true],
  ['Bemerkung', 'Bemerkung', 'Die Kundin nennt ihre Steuer-ID 65929970489, ruft wieder an', true],
  ['a number of something else, under its own label', 'Order no', '65929970489', false],
  ['codes are no sentences', 'Comment', 'REF 65929970489 / LOT 8847-22 / Q3 / OK / 2026-01 / A1', false],
])('%s', (_, label, note, isFound) => {
  const table = tableOf(`Ticket\t${label}\nT-1\t${note}\nT-2\tnothing`);
  expect(foundIn(table).includes('de-idnr: 65929970489')).toBe(isFound);
});
