import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { type DocumentSource, type Placed, pdfOf, stream } from '../../../test/inspect/pdf-document.ts';
import { format, preload } from './pdf.ts';

beforeAll(() => preload((url) => readFile(url)));

const aes256 = new Uint8Array(await readFile(new URL('../../../test/cases/formats/aes256.pdf', import.meta.url)));

async function read(source: DocumentSource | Uint8Array, ...passwords: string[]) {
  const collected = collect();
  const bytes = source instanceof Uint8Array ? source : pdfOf(source);
  await format.extract(memoryInput(bytes), collected.sink, context(passwords));
  return collected;
}

const at = (x: number, y: number, text: string): Placed => ({ x, y, text });
const table = (top: number, rows: readonly string[][]): Placed[] =>
  rows.flatMap((row, line) => row.map((text, column) => at(50 + column * 120, top - line * 16, text)));

describe('pdf', () => {
  it('is known by its header', () => {
    expect(format.detect(headOf(pdfOf({ pages: [{}] }), 'a.txt'))).toBeGreaterThan(0.9);
    expect(format.detect(headOf('junk\n%PDF-1.4'))).toBeGreaterThan(0.5);
    expect(format.detect(headOf('a text about %PD'))).toBe(0);
  });

  it('reads pages from top to bottom, whatever the order of writing, with the page told', async () => {
    const { blocks } = await read({
      pages: [
        { texts: [at(50, 700, 'second line'), at(50, 760, 'first line')] },
        { texts: [at(50, 700, 'next page')] },
      ],
    });
    expect(blocks.map(({ where, text }) => [where.page, text])).toEqual([
      [1, 'first line\nsecond line\n'],
      [2, 'next page\n'],
    ]);
  });

  it('keeps a tab between label and value, and a space between words', async () => {
    const { text } = await read({
      pages: [{ texts: [at(50, 700, 'Name:'), at(150, 700, 'Nora'), at(175, 700, 'Whitfield')] }],
    });
    expect(text()).toBe('Name:\tNora Whitfield\n');
  });

  it('reads tables by row, with columns, and on to the next page', async () => {
    const { blocks } = await read({
      pages: [
        {
          texts: [
            at(50, 780, 'Customers of the harbour office'),
            ...table(740, [
              ['Id', 'Name', 'City'],
              ['1', 'Nora', 'Riga'],
              ['2', 'Jan', 'Gent'],
            ]),
          ],
        },
        {
          texts: table(780, [
            ['3', 'Ida', 'Bonn'],
            ['4', 'Kim', 'Cork'],
            ['5', 'Lea', 'Faro'],
          ]),
        },
      ],
    });
    expect(blocks.map(({ text, table: id }) => [id, text])).toEqual([
      [undefined, 'Customers of the harbour office\n'],
      [1, 'Id\tName\tCity\n1\tNora\tRiga\n2\tJan\tGent\n'],
      [1, '3\tIda\tBonn\n4\tKim\tCork\n5\tLea\tFaro\n'],
    ]);
    const [row] = blocks[2]?.rows ?? [];
    expect(row).toMatchObject({ where: { row: 4 }, cells: [{ column: 0 }, { column: 1 }, { column: 2 }] });
  });

  it('puts the lines of a cell together', async () => {
    const { blocks } = await read({
      pages: [
        {
          texts: [
            ...table(740, [['Id', 'Address', 'City']]),
            at(50, 720, '1'),
            at(170, 720, '12 Quay Street,'),
            at(170, 708, 'Flat 3'),
            at(290, 720, 'Riga'),
            ...table(690, [
              ['2', '4 Mole End', 'Gent'],
              ['3', '9 Pier', 'Faro'],
            ]),
          ],
        },
      ],
    });
    expect(blocks[0]?.text).toBe(
      'Id\tAddress\tCity\n1\t12 Quay Street, Flat 3\tRiga\n2\t4 Mole End\tGent\n3\t9 Pier\tFaro\n',
    );
  });

  it('keeps an address together that stands beside other text', async () => {
    const address = ['Nora Whitfield', '12 Quay Street', 'Riga'].map((text, line) => at(50, 700 - line * 12, text));
    const sender = ['Harbour Office', 'Dock 4'].map((text, line) => at(350, 700 - line * 12, text));
    const { text } = await read({ pages: [{ texts: [...address, ...sender] }] });
    expect(text()).toBe('Nora Whitfield\n12 Quay Street\nRiga\nHarbour Office\nDock 4\n');
  });

  it('reads text that is turned', async () => {
    const { text } = await read({ pages: [{ content: 'BT /F1 10 Tf 0 1 -1 0 100 200 Tm (Nora Whitfield) Tj ET' }] });
    expect(text()).toBe('Nora Whitfield\n');
  });

  it('reads form fields as one record, notes, links, bookmarks and properties', async () => {
    const widget = (name: string, value: string, more = ''): string =>
      `<</Type/Annot/Subtype/Widget/FT/Tx/T(${name})/V(${value})/Rect[50 600 200 620]${more}>>`;
    const { blocks, labelled } = await read({
      pages: [
        {
          texts: [at(50, 700, 'Form')],
          annotations: [
            widget('family[0]', 'Whitfield', '/TU(Family name)'),
            widget('phone', '+49 30 555010'),
            '<</Type/Annot/Subtype/Text/Contents(call her back)/T(Jan Kowal)/Rect[0 0 9 9]>>',
            '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:kim@example.org)>>>>',
          ],
        },
      ],
      info: '/Author(Ida Bergmann)/Title(Form)/Producer(x)',
      catalog: '/AcroForm<</Fields[]>>/Outlines {0}',
      objects: ['<</Type/Outlines/First {1}/Last {1}/Count 1>>', '<</Title(Payslip Nora)/Parent {0}/Dest[0/Fit]>>'],
    });
    const part = (name: string) => blocks.filter(({ where }) => where.part === name);
    expect(part('form field')[0]?.rows).toHaveLength(1);
    expect(labelled()).toEqual([
      ['Family name', 'Whitfield'],
      ['phone', '+49 30 555010'],
      ['author', 'Jan Kowal'],
      ['Author', 'Ida Bergmann'],
      ['Title', 'Form'],
    ]);
    expect(part('annotation')[0]?.text).toContain('call her back\n');
    expect(part('link target')[0]?.text).toBe('mailto:kim@example.org\n');
    expect(part('bookmark')[0]?.text).toBe('Payslip Nora\n');
  });

  it('hands out attachments', async () => {
    const { members } = await read({
      pages: [{ texts: [at(50, 700, 'see attachment')] }],
      catalog: '/Names<</EmbeddedFiles<</Names[(list) {0}]>>>>',
      objects: ['<</Type/Filespec/F(list.csv)/UF(list.csv)/EF<</F {1}>>>>', stream('/Type/EmbeddedFile', 'a,b\n1,2\n')],
    });
    expect(members.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['list.csv', 'a,b\n1,2\n'],
    ]);
  });

  it('opens with the user or the owner password, and says when none fits', async () => {
    for (const password of ['user', 'owner']) {
      expect((await read(aes256, 'wrong', password)).text()).toContain('Name: Nora Whitfield\n');
    }
    await expect(read(aes256)).rejects.toMatchObject({ code: 'wrong-password' });
    await expect(read(aes256, 'wrong')).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it('says that a page is a picture; an empty page is none', async () => {
    const image = stream(
      '/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray',
      'x'.repeat(81),
    );
    const scanned = await read({
      pages: [{ content: 'q 500 0 0 700 0 0 cm /I Do Q', resources: '/XObject<</I {0}>>' }, {}],
      objects: [image],
    });
    expect(scanned.partials).toEqual(['no-text-layer']);
    expect((await read({ pages: [{}] })).partials).toEqual([]);
  });

  it('says that a file is cut, and reads what is there', async () => {
    const whole = pdfOf({ pages: [{ texts: [at(50, 700, 'still here')] }] });
    const { text, partials } = await read(whole.subarray(0, whole.length - 60));
    expect(text()).toBe('still here\n');
    expect(new Set(partials)).toEqual(new Set(['damaged']));
    await expect(read(whole.subarray(0, 60))).rejects.toMatchObject({ code: 'damaged' });
  });

  it('reads large files piece by piece with the same outcome', async () => {
    const filler = stream('', 'z'.repeat((1 << 25) + 1));
    const { text } = await read({ pages: [{ texts: [at(50, 700, 'in a large file')] }], objects: [filler] });
    expect(text()).toBe('in a large file\n');
  });

  it('reads text in fonts that need a shipped character map', async () => {
    const japanese =
      '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/UniJIS-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 4>>/FontDescriptor<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4>>>>]>>';
    const { text } = await read({
      pages: [{ content: 'BT /J 10 Tf 50 700 Td <5C717530> Tj ET', resources: '/Font<</J {0}>>' }],
      objects: [japanese],
    });
    expect(text()).toBe('山田\n');
  });

  it('survives mutation', async () => {
    const valid = pdfOf({
      pages: [
        {
          texts: table(700, [
            ['Id', 'Name'],
            ['1', 'Nora'],
            ['2', 'Jan'],
          ]),
        },
      ],
      info: '/Author(Ida)',
    });
    await survivesMutation(format, valid, [], 200);
    await survivesMutation(format, aes256, ['user'], 40);
  });
});
