import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cofferdam, type Result } from './run.ts';

const folder = await mkdtemp(join(tmpdir(), 'cofferdam-index-'));
const at = (name: string): string => join(folder, name);
const roster = join(import.meta.dirname, '../cases/exact/roster.csv');
const made = () => cofferdam(['index', 'make', roster, '--output', at('r.index'), '--key-file', at('key')]);
const inspect = (...more: string[]) =>
  cofferdam([
    'inspect',
    '--format',
    'json',
    '--no-persons',
    '--match',
    at('r.index'),
    '--key-file',
    at('key'),
    ...more,
  ]);

beforeAll(async () => {
  expect(await made()).toMatchObject({ code: 0, out: '' });
  const paragraphs = ['Herr MUELLER, Juergen', 'geboren am 02.11.1975', 'Kunde k-2048214'];
  const document = new Document({ sections: [{ children: paragraphs.map((text) => new Paragraph(text)) }] });
  await writeFile(at('letter.docx'), await Packer.toBuffer(document));
});
afterAll(() => rm(folder, { recursive: true }));

describe('an index on the command line', () => {
  test('and its key are for their owner alone, and hold no value', async () => {
    for (const name of ['r.index', 'key']) expect((await stat(at(name))).mode & 0o777).toBe(0o600);
    const { code, out } = await cofferdam(['index', 'show', at('r.index'), '--key-file', at('key')]);
    expect(code).toBe(0);
    expect(out).toContain('roster: 8 rows');
    expect(out).toMatch(/iban +primary +code +iban +8 values/u);
    expect(out + (await readFile(at('r.index'), 'latin1'))).not.toMatch(/Schmidt|Berlin|2048213/u);
  });

  test('finds its values in a document that a confined process reads', async () => {
    const { code, out } = await inspect(at('letter.docx'));
    expect(code).toBe(3);
    const [file] = (JSON.parse(out) as Result).files;
    const found = file?.findings.filter(({ rule }) => rule === 'exact-match') ?? [];
    expect(found.map(({ match }) => [match?.column, match?.row])).toEqual([
      ['given name + family name', 2],
      ['date of birth', 2],
      ['customer_number', 2],
    ]);
    expect(out).not.toMatch(/MUELLER|1975|2048214/u);
  });

  test('is refused with another key, cut, or without a key', async () => {
    await writeFile(at('other'), `${'ab'.repeat(32)}\n`);
    const wrong = await cofferdam(['inspect', '--match', at('r.index'), '--key-file', at('other'), at('letter.docx')]);
    expect(wrong.err).toContain('was made with another key');
    const none = await cofferdam(['inspect', '--match', at('r.index'), at('letter.docx')]);
    expect(none).toMatchObject({ code: 2, out: '' });
    await writeFile(at('bad'), 'secret\n');
    const bad = await cofferdam(['inspect', '--match', at('r.index'), '--key-file', at('bad'), at('letter.docx')]);
    expect(bad.code).toBe(2);
    expect(bad.err).not.toContain('secret');
    const { size } = await stat(at('r.index'));
    await truncate(at('r.index'), size - 5000);
    expect((await inspect(at('letter.docx'))).err).toContain('The index is damaged or cut short');
    expect((await made()).code).toBe(0);
  });

  test('is not left behind half made', async () => {
    await writeFile(at('bad.csv'), 'name,email\n"Ann,ann@lee.example\n');
    const { code, err } = await cofferdam([
      'index',
      'make',
      at('bad.csv'),
      '-o',
      at('b.index'),
      '--key-file',
      at('key'),
    ]);
    expect(code).not.toBe(0);
    expect(err).toContain('line 2: a quote is not closed');
    expect(err).not.toContain('ann@lee');
    for (const name of ['b.index', 'b.index.part']) await expect(stat(at(name))).rejects.toThrow('ENOENT');
  });
});
