import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { docx, relations, zipOf } from '../../../test/inspect/office-package.ts';
import { format } from './docx.ts';
import { format as xlsx } from './xlsx.ts';

const p = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const tc = (text: string): string => `<w:tc>${p(text)}</w:tc>`;
const tr = (...cells: string[]): string => `<w:tr>${cells.map(tc).join('')}</w:tr>`;

async function read(bytes: Uint8Array) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context());
  const parts = new Map<string, string>();
  for (const { where, text } of collected.blocks) {
    const part = where.part ?? '';
    parts.set(part, (parts.get(part) ?? '') + text);
  }
  return { ...collected, parts };
}

describe('docx', () => {
  it('is known by its parts, whatever its name, and is not a zip of documents', () => {
    const file = docx(p('x'));
    expect(format.detect(headOf(file, 'holiday.jpg'))).toBeGreaterThan(0.8);
    expect(xlsx.detect(headOf(file))).toBe(0);
    expect(format.detect(headOf(zipOf({ 'word/letter.txt': 'x' })))).toBe(0);
    expect(format.detect(headOf(file.subarray(0, 500)))).toBeGreaterThan(0.8);
  });

  it('gives paragraphs as lines, with tabs and breaks, whatever the runs', async () => {
    const { parts } = await read(
      docx(
        '<w:p><w:r><w:t>Nora </w:t></w:r><w:r><w:t>Whitfield</w:t><w:tab/><w:t>A&amp;B</w:t><w:br/><w:t>x</w:t></w:r></w:p>',
      ),
    );
    expect(parts.get('')).toBe('Nora Whitfield\tA&B\nx\n');
  });

  it('gives tables as rows with columns, and nested ones as tables of their own', async () => {
    const inner = `<w:tbl>${tr('a', 'b')}</w:tbl>`;
    const wide = `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${p('span')}</w:tc>${tc('third')}</w:tr>`;
    const body = `<w:tbl>${tr('Id', 'Name', 'City')}${tr('7', '', 'Riga')}<w:tr><w:tc>${p('8')}${inner}</w:tc></w:tr>${wide}</w:tbl>`;
    const { blocks } = await read(docx(body));
    const rows = blocks.flatMap(({ text, table, rows = [] }) =>
      rows.map((row) => [table, ...row.cells.map((cell) => `${cell.column}:${text.slice(cell.start, cell.end)}`)]),
    );
    expect(rows).toEqual([
      [1, '0:Id', '1:Name', '2:City'],
      [1, '0:7', '2:Riga'],
      [2, '0:a', '1:b'],
      [1, '0:8'],
      [1, '0:span', '2:third'],
    ]);
    expect(blocks[0]?.rows?.[1]?.where).toEqual({ row: 2 });
  });

  it('names hidden, deleted and moved text as such, and keeps inserted text', async () => {
    const { parts } = await read(
      docx(
        '<w:p><w:r><w:t>seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>' +
          '<w:ins w:author="Ida Bergmann"><w:r><w:t> new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>' +
          '<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>',
      ),
    );
    expect(parts.get('')).toBe('seen new\n');
    expect(parts.get('hidden text')).toBe('secret\n');
    expect(parts.get('deleted text')).toBe('oldgone\n');
    expect(parts.get('change author')).toBe('author: Ida Bergmann\n');
  });

  it('labels content controls and form fields', async () => {
    const control = `<w:p><w:r><w:t>Name: </w:t></w:r><w:sdt><w:sdtPr><w:alias w:val="Customer"/><w:tag w:val="c"/></w:sdtPr><w:sdtContent><w:r><w:t>Nora Whitfield</w:t></w:r></w:sdtContent></w:sdt></w:p>`;
    const around = `<w:sdt><w:sdtPr><w:tag w:val="Phone"/></w:sdtPr><w:sdtContent>${p('+49 30 555010')}</w:sdtContent></w:sdt>`;
    const field =
      '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="City"/></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r>' +
      '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Riga</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>';
    const { labelled, text } = await read(docx(control + around + field));
    expect(labelled()).toEqual([
      ['Customer', 'Nora Whitfield'],
      ['Phone', '+49 30 555010'],
      ['City', 'Riga'],
    ]);
    expect(text()).toContain('Name: Nora Whitfield\n');
  });

  it('reads a text box once, though it is written twice', async () => {
    const box = `<w:txbxContent>${p('boxed')}</w:txbxContent>`;
    const { text } = await read(
      docx(
        `<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ),
    );
    expect(text()).toBe('boxed\n');
  });

  it('reads what stands beside the body', async () => {
    const part = (name: string, inner: string): string => `<w:${name} xmlns:w="w">${inner}</w:${name}>`;
    const { parts, members } = await read(
      docx(p('body'), {
        'word/header1.xml': part('hdr', p('the header')),
        'word/footer1.xml': part('ftr', p('the footer')),
        'word/footnotes.xml': part('footnotes', `<w:footnote>${p('a note')}</w:footnote>`),
        'word/comments.xml': part('comments', `<w:comment w:author="Jan Kowal">${p('a comment')}</w:comment>`),
        'word/_rels/document.xml.rels': relations([['rId9', 'hyperlink', 'mailto:kim%20x@example.org', 'External']]),
        'word/settings.xml': '<w:settings xmlns:w="w"><w:docVar w:name="Client" w:val="Nora"/></w:settings>',
        'docProps/core.xml':
          '<c:coreProperties xmlns:c="c" xmlns:dc="d"><dc:creator>Ida Bergmann</dc:creator></c:coreProperties>',
        'docProps/custom.xml':
          '<Properties><property name="Case"><vt:lpwstr xmlns:vt="v">A-17</vt:lpwstr></property></Properties>',
        'word/embeddings/list.xlsx': new Uint8Array([1, 2, 3]),
        'word/afchunk.mht': 'From: a@example.org',
        'customXml/item1.xml': '<form/>',
      }),
    );
    expect(parts.get('header')).toBe('the header\n');
    expect(parts.get('footer')).toBe('the footer\n');
    expect(parts.get('footnote')).toBe('a note\n');
    expect(parts.get('comment')).toBe('a comment\n');
    expect(parts.get('link target')).toBe('mailto:kim x@example.org\n');
    expect(parts.get('settings')).toBe('Client: Nora\n');
    expect(parts.get('properties')).toBe('creator: Ida Bergmann\nCase: A-17\n');
    expect(members.map(({ name }) => name).toSorted()).toEqual([
      'customXml/item1.xml',
      'word/afchunk.mht',
      'word/embeddings/list.xlsx',
    ]);
  });

  it('reads Strict documents with other prefixes alike', async () => {
    const strict =
      '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>strict</t></r></p></body></document>';
    expect((await read(docx('', { 'word/document.xml': strict }))).text()).toBe('strict\n');
  });

  it('says that a picture is not text', async () => {
    const { partials } = await read(docx('<w:p><w:r><w:drawing><pic:pic xmlns:pic="p"/></w:drawing></w:r></w:p>'));
    expect(partials).toEqual(['no-text-layer']);
  });

  it('says that a scan beside text is not read; a logo is none', async () => {
    const picture = (width: number, height: number): string =>
      `<w:p><w:r><w:drawing><pic:pic xmlns:pic="p" xmlns:a="a"><pic:spPr><a:xfrm><a:ext cx="${width * 360_000}" cy="${height * 360_000}"/></a:xfrm></pic:spPr></pic:pic></w:drawing></w:r></w:p>`;
    expect((await read(docx(p('Identity card') + picture(16, 22)))).partials).toEqual(['no-text-layer']);
    expect((await read(docx(p('Harbour Office') + picture(6, 3)))).partials).toEqual([]);
  });

  it('hands pictures to their own readers, which say what they show; a drawing for printers has none', async () => {
    const scan = '<w:p><w:r><w:drawing><pic:pic xmlns:pic="p"/></w:drawing></w:r></w:p>';
    const shown = await read(docx(scan, { 'word/media/image1.jpeg': 'J', 'word/media/image2.png': 'P' }));
    expect(shown.members.map(({ name }) => name)).toEqual(['word/media/image1.jpeg', 'word/media/image2.png']);
    expect(shown.partials).toEqual([]);
    const printed = await read(docx(scan, { 'word/media/image1.png': 'P', 'word/media/image2.emf': 'E' }));
    expect(printed.members.map(({ name }) => name)).toEqual(['word/media/image1.png']);
    expect(printed.partials).toEqual(['no-text-layer']);
  });

  it('reads what is written in a drawing of lines', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text x="1" y="2">Nora Whitfield</text></svg>';
    expect((await read(docx(p('x'), { 'word/media/image1.svg': svg }))).parts.get('drawing')).toBe('Nora Whitfield\n');
  });

  it('recovers what a cut file still holds, and says that it is damaged', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => p(`Nora Whitfield ${at * 7919}`)).join('');
    const whole = docx(lines);
    const { text, partials } = await read(whole.subarray(0, Math.floor(whole.length * 0.7)));
    expect(text()).toContain('Nora Whitfield 0\n');
    expect(partials).toContain('damaged');
  });

  it('throws damaged where nothing can be read', async () => {
    await expect(read(new TextEncoder().encode('PK\x03\x04 nothing'))).rejects.toMatchObject({ code: 'damaged' });
    await expect(read(docx('<w:p>').subarray(0, 300))).rejects.toMatchObject({ code: 'damaged' });
  });

  it('stops at a bomb', async () => {
    const bomb = docx(`<w:p><w:r><w:t>${' '.repeat(1 << 23)}</w:t></w:r></w:p>`);
    const { sink } = collect();
    const limited = format.extract(memoryInput(bomb), sink, context([], { maxBytes: 1 << 20 }));
    await expect(limited).rejects.toMatchObject({ code: 'limit-bytes' });
  });

  it('never expands entities', async () => {
    const bomb =
      '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>';
    await expect(read(docx('', { 'word/document.xml': bomb }))).rejects.toMatchObject({ code: 'damaged' });
  });

  it('survives mutation', async () => {
    await survivesMutation(format, docx(`${p('Nora')}<w:tbl>${tr('a', 'b')}</w:tbl>`, { 'word/header1.xml': '<h/>' }));
  });
});
