import { describe, expect, it } from 'vitest';
import { collect, context, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { relations, xlsx } from '../../../test/inspect/office-package.ts';
import { format } from './xlsx.ts';

async function read(bytes: Uint8Array, maxHeldBytes = 1 << 28) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context([], { maxHeldBytes }));
  const cells = collected.blocks.flatMap((block) =>
    (block.rows ?? []).flatMap((row) =>
      row.cells.map((cell) => ({
        where: { ...block.where, ...row.where, ...cell.where },
        text: block.text.slice(cell.start, cell.end),
        label: cell.label,
        column: cell.column,
      })),
    ),
  );
  const parts = new Map<string, string>();
  for (const { where, text } of collected.blocks)
    parts.set(where.part ?? '', (parts.get(where.part ?? '') ?? '') + text);
  return { ...collected, cells, parts };
}

const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

describe('xlsx', () => {
  it('gives rows with sheet, row, cell and column; each sheet is a table', async () => {
    const { cells, blocks } = await read(
      xlsx(
        [
          {
            name: 'People',
            xml: '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="9"><c r="B9"><v>42</v></c></row></sheetData>',
          },
          { name: 'Next', xml: `<sheetData><row r="1">${inline('A1', 'x')}</row></sheetData>` },
        ],
        {
          'xl/sharedStrings.xml':
            '<sst><si><t>Name</t></si><si><r><t>Ci</t></r><r><t>ty</t></r><rPh><t>no</t></rPh></si></sst>',
        },
      ),
    );
    expect(cells.map(({ where, text, column }) => [where.sheet, where.row, where.cell, column, text])).toEqual([
      ['People', 1, 'A1', 0, 'Name'],
      ['People', 1, 'C1', 2, 'City'],
      ['People', 9, 'B9', 1, '42'],
      ['Next', 1, 'A1', 0, 'x'],
    ]);
    expect(new Set(blocks.map(({ table }) => table)).size).toBe(2);
  });

  it('shows numbers as the sheet does, dates in ISO, long numbers exactly', async () => {
    const formats = [
      'General',
      'dd/mm/yyyy',
      'hh:mm',
      'yyyy-mm-dd hh:mm:ss',
      '00000',
      '000\\-00\\-0000',
      '0.00%',
      '[$-409]d mmm yy;@',
      '#,##0.00 "days"',
    ];
    const styles = `<styleSheet><numFmts>${formats.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs>${formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`).join('')}<xf numFmtId="14"/></cellXfs></styleSheet>`;
    const values: [number, string, string][] = [
      [0, '1.234567890123E+15', '1234567890123000'],
      [0, '4111111111111111', '4111111111111111'],
      [0, '0.30000000000000004', '0.3'],
      [1, '30743', '1984-03-02'],
      [2, '0.5', '12:00:00'],
      [3, '45000.75', '2023-03-15T18:00:00'],
      [4, '1234', '01234'],
      [5, '78051120', '078-05-1120'],
      [6, '0.25', '0.25'],
      [7, '30743', '1984-03-02'],
      [8, '12.5', '12.5'],
      [9, '59', '1900-02-28'],
      [9, '61', '1900-03-01'],
    ];
    const row = values.map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`).join('');
    const { cells } = await read(
      xlsx([{ name: 'n', xml: `<sheetData><row>${row}</row></sheetData>` }], { 'xl/styles.xml': styles }),
    );
    expect(cells.map(({ text }) => text)).toEqual(values.map(([, , shown]) => shown));
  });

  it('counts days from 1904 where the workbook does', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>';
    const { cells } = await read(
      xlsx(
        [{ name: 'n', xml: '<sheetData><row><c s="0"><v>29281</v></c></row></sheetData>' }],
        { 'xl/styles.xml': styles },
        '<workbookPr date1904="1"/>',
      ),
    );
    expect(cells[0]?.text).toBe('1984-03-02');
  });

  it('reads booleans and results, passes over errors, and shows a formula without result', async () => {
    const { cells } = await read(
      xlsx([
        {
          name: 'f',
          xml: '<sheetData><row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1&amp;B1</f><v>joined</v></c><c><f>"x"&amp;"y"</f></c></row></sheetData>',
        },
      ]),
    );
    expect(cells.map(({ text }) => text)).toEqual(['TRUE', 'joined', '"x"&"y"']);
  });

  it('names what is hidden', async () => {
    const { cells } = await read(
      xlsx([
        { name: 'a', state: 'veryHidden', xml: `<sheetData><row r="1">${inline('A1', 'one')}</row></sheetData>` },
        {
          name: 'b',
          xml: `<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1">${inline('A1', 'two')}</row><row r="2">${inline('B2', 'three')}</row></sheetData>`,
        },
      ]),
    );
    expect(cells.map(({ text, where }) => [text, where.part])).toEqual([
      ['one', 'very hidden sheet'],
      ['two', 'hidden row'],
      ['three', 'hidden column'],
    ]);
  });

  it('reads comments at their cell, headers, names, links, and the copies that pivots and links keep', async () => {
    const { parts, blocks, labelled, members } = await read(
      xlsx(
        [
          {
            name: 'a',
            xml: '<sheetData/><headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Staff list&amp;RPage &amp;P</oddHeader></headerFooter>',
          },
        ],
        {
          'xl/worksheets/_rels/sheet1.xml.rels': relations([
            ['r1', 'comments', '../comments1.xml'],
            ['r2', 'hyperlink', 'mailto:kim@example.org', 'External'],
          ]),
          'xl/comments1.xml':
            '<comments><authors><author>Ida Bergmann</author></authors><commentList><comment ref="B7" authorId="0"><text><r><t>call </t></r><r><t>Nora</t></r></text></comment></commentList></comments>',
          'xl/threadedComments/threadedComment1.xml':
            '<ThreadedComments><threadedComment ref="C3"><text>reply here</text></threadedComment></ThreadedComments>',
          'xl/pivotCache/pivotCacheDefinition1.xml':
            '<pivotCacheDefinition><cacheFields><cacheField name="Name"><sharedItems><s v="Nora Whitfield"/></sharedItems></cacheField><cacheField name="Card"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>',
          'xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels': relations([
            ['r1', 'pivotCacheRecords', 'pivotCacheRecords1.xml'],
          ]),
          'xl/pivotCache/pivotCacheRecords1.xml':
            '<pivotCacheRecords><r><x v="0"/><n v="4111111111111111"/></r></pivotCacheRecords>',
          'xl/externalLinks/externalLink1.xml':
            '<externalLink><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>far away</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>',
          'xl/connections.xml':
            '<connections><connection name="crm"><dbPr connection="Server=db;Pwd=quay"/></connection></connections>',
          'xl/embeddings/oleObject1.bin': new Uint8Array([9]),
        },
        '<definedNames><definedName name="Boss">"Jan Kowal"</definedName></definedNames>',
      ),
    );
    const comment = blocks.find(({ where }) => where.part === 'comment');
    expect(comment).toMatchObject({ where: { sheet: 'a', cell: 'B7', part: 'comment' }, text: 'call Nora\n' });
    expect(parts.get('comment')).toContain('reply here\n');
    expect(parts.get('header')).toBe('Staff list\nPage\n');
    expect(parts.get('link target')).toBe('mailto:kim@example.org\n');
    expect(parts.get('external link')).toBe('far away\n');
    expect(parts.get('xl/connections.xml')).toContain('Pwd=quay');
    expect(labelled()).toEqual(
      expect.arrayContaining([
        ['Boss', 'Jan Kowal'],
        ['author', 'Ida Bergmann'],
        ['Name', 'Nora Whitfield'],
        ['Card', '4111111111111111'],
      ]),
    );
    expect(members.map(({ name }) => name)).toEqual(['xl/embeddings/oleObject1.bin']);
  });

  it('misses no value when the shared strings do not fit in memory, and says so', async () => {
    const strings = Array.from({ length: 500 }, (_, at) => `<si><t>value ${at}</t></si>`).join('');
    const { text, partials } = await read(
      xlsx([{ name: 'a', xml: '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>499</v></c></row></sheetData>' }], {
        'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
      }),
      20_000,
    );
    expect(partials).toEqual(['limit-memory']);
    expect(text()).toContain('value 499\n');
    expect(text()).toContain('value 0\n');
  });

  it('ends where few bytes would write a long string without end', async () => {
    const cells = '<c t="s"><v>0</v></c>'.repeat(2000);
    const bomb = xlsx([{ name: 'a', xml: `<sheetData><row>${cells}</row></sheetData>`.repeat(1) }], {
      'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(200_000)}</t></si></sst>`,
    });
    await expect(read(bomb)).rejects.toMatchObject({ code: 'limit-ratio' });
  });

  it('goes on with the other sheets when one is damaged', async () => {
    const { text, partials } = await read(
      xlsx([
        { name: 'a', xml: `<sheetData><row>${inline('A1', 'first')}</row><row></sheetData>` },
        { name: 'b', xml: `<sheetData><row>${inline('A1', 'second')}</row></sheetData>` },
      ]),
    );
    expect(text()).toBe('first\nsecond\n');
    expect(partials).toEqual(['damaged']);
  });

  it('keeps every line break and tab of a value inside its cell', async () => {
    const { cells } = await read(
      xlsx([{ name: 'a', xml: `<sheetData><row>${inline('A1', 'a\nb\tc')}${inline('B1', 'd')}</row></sheetData>` }]),
    );
    expect(cells.map(({ text }) => text)).toEqual(['a\nb\tc', 'd']);
  });

  it('survives mutation', async () => {
    await survivesMutation(
      format,
      xlsx([{ name: 'a', xml: `<sheetData><row>${inline('A1', 'x')}<c t="s"><v>0</v></c></row></sheetData>` }], {
        'xl/sharedStrings.xml': '<sst><si><t>Name</t></si></sst>',
      }),
    );
  });
});
