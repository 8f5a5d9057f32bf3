import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { zipOf } from '../../../test/inspect/office-package.ts';
import { format } from './epub.ts';
import { format as odt } from './odt.ts';
import { format as zip } from './zip.ts';

const letter = new Uint8Array(
  await readFile(new URL('../../../test/cases/extract/epub.letter/input.epub', import.meta.url)),
);
const container = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>';
const html = (body: string): string => `<html><body>${body}</body></html>`;

function book(parts: Record<string, string>, extra: Record<string, string> = {}): Uint8Array {
  const names = Object.keys(parts);
  const items = names.map(
    (name, at) => `<item id="i${at}" href="${encodeURI(name)}" media-type="application/xhtml+xml"/>`,
  );
  const spine = names.map((_, at) => `<itemref idref="i${at}"/>`).reverse();
  const metadata =
    '<metadata><dc:creator>Nora Whitfield</dc:creator><meta property="dcterms:modified">2019-03-04</meta></metadata>';
  return zipOf({
    'META-INF/container.xml': container,
    'OPS/book.opf': `<package>${metadata}<manifest>${items.join('')}</manifest><spine>${spine.join('')}</spine></package>`,
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [`OPS/${name}`, text])),
    ...extra,
  });
}

async function read(bytes: Uint8Array) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context());
  return collected;
}

describe('epub', () => {
  it('is known by the type it states or by its package document', () => {
    expect(format.detect(headOf(letter, 'x.zip'))).toBe(0.95);
    expect(format.detect(headOf(letter))).toBeGreaterThan(zip.detect(headOf(letter)));
    expect(odt.detect(headOf(letter))).toBe(0);
    expect(format.detect(headOf(book({ 'a.xhtml': html('x') })))).toBe(0.7);
    expect(format.detect(headOf(zipOf({ 'a.opf': 'x' })))).toBe(0);
  });

  it('reads pages in order of reading, then those outside of it, then the properties', async () => {
    const pages = { 'last page.xhtml': html('<p>Second</p>'), 'first.xhtml': html('<p>First</p>') };
    const { blocks, labelled } = await read(book(pages, { 'OPS/draft.xhtml': html('<p>Draft</p>') }));
    expect(blocks.map(({ text, where }) => [where.part, text.trim()])).toEqual([
      [undefined, 'First'],
      [undefined, 'Second'],
      ['outside of the order of reading', 'Draft'],
      ['properties', 'creator: Nora Whitfield\ndcterms:modified: 2019-03-04'],
    ]);
    expect(labelled()).toContainEqual(['creator', 'Nora Whitfield']);
  });

  it('keeps tables of different pages apart', async () => {
    const table = html('<table><tr><th>Name</th></tr><tr><td>Nora Whitfield</td></tr></table>');
    const { blocks } = await read(book({ 'a.xhtml': table, 'b.xhtml': table }));
    const ids = blocks.filter(({ rows }) => rows !== undefined && rows.length > 0).map((block) => block.table);
    expect(new Set(ids).size).toBe(ids.includes(undefined) ? 3 : 2);
  });

  it('says which pages and pictures are locked, and hands out files that are no pages', async () => {
    const encryption =
      '<encryption><CipherReference URI="OPS/b.xhtml"/><CipherReference URI="OPS/card.jpg"/></encryption>';
    const files = { 'META-INF/encryption.xml': encryption, 'OPS/card.jpg': 'sealed', 'OPS/list.csv': 'name\nNora' };
    const { members, text } = await read(book({ 'a.xhtml': html('<p>Open</p>'), 'b.xhtml': 'sealed' }, files));
    expect(members.map(({ name, reason }) => [name, reason])).toEqual([
      ['OPS/b.xhtml', 'protection-unsupported'],
      ['OPS/card.jpg', 'protection-unsupported'],
      ['OPS/list.csv', undefined],
    ]);
    expect(text()).toContain('Open');
  });

  it('survives mutation', async () => {
    await survivesMutation(format, letter, [], 100);
  });
});
