import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from '../../../test/inspect/reading.ts';
import type { Format } from '../contract.ts';
import { format as csv } from '../formats/csv.ts';
import { format as json } from '../formats/json.ts';
import { format as sql } from '../formats/sql.ts';
import { format as text } from '../formats/text.ts';

/** What the texts are made of, parted by ¦. */
const scraps: Readonly<Record<string, string>> = {
  text: 'ann¦ ¦\n¦\r\n¦\r¦é¦😀¦mail: ann@example.org¦\t',
  csv: 'a¦b c¦,¦;¦"¦""¦\n¦\r\n¦\r¦\\"¦ ¦#¦sep=;\n¦1,2\n¦"x,y"¦😀¦é,"f\ng",h\n',
  json:
    '{¦}¦[¦]¦,¦:¦"¦\\¦\\"¦"a"¦"name":¦"email":"x@y"¦1¦-2.5e3¦true¦null¦ ¦\n¦{"a":1}\n¦// c\n¦/* d */¦;¦(¦😀' +
    '¦[{"name":"Ann","mail":"a@b"},{"name":"Bo"}]¦"\\u00e9\\n\\\\n"¦"q":[[1,"2"],[3]]',
  sql:
    "INSERT INTO t VALUES ¦INSERT INTO u (a, b) VALUES ¦(1,'x')¦,¦;¦\n¦'¦''¦\\'¦(¦)¦NULL¦--¦/*¦*/¦ ¦`¦GO\n¦😀" +
    "¦COPY t (a, b) FROM stdin;\n¦1\t\\N\n¦\\.\n¦CREATE TABLE t (a int, b text)¦N'é'¦E'\\n'",
};

const readers: readonly Format[] = [text, csv, json, sql];

function decoded(input: string): string {
  return input.replaceAll('\0', ' ').replace(/^\uFEFF/, '');
}

describe.each(readers.map((format) => [format.id, format] as const))('the reader of %s', (id, format) => {
  const scrap = fc.constantFrom(...(scraps[id] ?? '').split('¦'));
  const input = fc.oneof(
    { weight: 4, arbitrary: fc.array(scrap, { maxLength: 60 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  );

  test('hands out every character once, in order, with cells in order', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (sample) => {
        expect((await read(format, sample)).text).toBe(decoded(sample));
      }),
      { numRuns: 600 },
    );
  });

  test('reads the same however the input is chunked', async () => {
    await fc.assert(
      fc.asyncProperty(input, fc.integer({ min: 1, max: 9 }), async (sample, step) => {
        expect(await read(format, sample, step)).toEqual(await read(format, sample));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps that over many portions', async () => {
    const long = fc.tuple(
      fc.array(fc.tuple(scrap, fc.integer({ min: 1, max: 60_000 })), { minLength: 1, maxLength: 8 }),
      input,
      fc.integer({ min: 1000, max: 300_000 }),
    );
    await fc.assert(
      fc.asyncProperty(long, async ([runs, end, step]) => {
        const sample = `${runs.map(([part, times]) => part.repeat(times)).join('')}${end}`;
        const reading = await read(format, sample, step);
        expect(reading.text === decoded(sample)).toBe(true);
        expect(reading.longest).toBeLessThanOrEqual(1 << 20);
        expect(await read(format, sample)).toEqual(reading);
      }),
      { numRuns: 25 },
    );
  });

  test('an empty input gives nothing', async () => {
    expect(await read(format, '')).toMatchObject({ text: '', blocks: 0, partials: [] });
  });

  test.each(['x', '"', '[', "INSERT INTO t VALUES ('", '{"a":"', 'a,"'])(
    'a line that never ends stays in small blocks: %s',
    async (scrap) => {
      const sample = `a,b\n1,2\n${scrap}${'y '.repeat(1_500_000)}`;
      const reading = await read(format, sample);
      expect(reading.text === sample).toBe(true);
      expect(reading.longest).toBeLessThanOrEqual(300_000);
    },
  );

  test('invalid bytes are replaced and reported, NUL is a space', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Gemüse für Käthe\n'.repeat(9)),
      Buffer.of(0xff, 0x00),
      Buffer.from('ü\n'),
    ]);
    const reading = await read(format, bytes, 3);
    expect(reading.text).toBe(`${'Gemüse für Käthe\n'.repeat(9)}\uFFFD ü\n`);
    expect(reading.partials).toContain('encoding-uncertain');
  });
});
