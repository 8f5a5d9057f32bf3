import { describe, expect, it } from 'vitest';
import { collect, context, memoryInput } from '../../../test/inspect/memory.ts';
import { type Placed, pdfOf, stream } from '../../../test/inspect/pdf-document.ts';
import { format } from '../formats/pdf.ts';

const people = [
  ['1001', 'Nora Whitfield', 'nora.whitfield@example.org', 'Riga'],
  ['1002', 'Jan Kowal', 'jan.kowal@example.org', 'Gent'],
  ['1003', 'Ida Bergmann', 'ida.bergmann@example.org', 'Bonn'],
  ['1004', 'Kim Osei', 'kim.osei@example.org', 'Faro'],
  ['1005', 'Lea Duarte', 'lea.duarte@example.org', 'Cork'],
];

async function read(page: { texts?: Placed[]; content?: string; resources?: string }, objects: string[] = []) {
  const collected = collect();
  await format.extract(memoryInput(pdfOf({ pages: [page], objects })), collected.sink, context([]));
  return collected;
}

/** Rows of Courier (600 units a sign), so that the gap between two columns is known: `gap` points at size 10. */
function rows(cells: readonly (readonly string[])[], gap: number, show: (text: string) => string): string {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)) * 6);
  const lefts = widths.map((_, column) => 50 + widths.slice(0, column).reduce((sum, width) => sum + width + gap, 0));
  return cells
    .map((row, line) =>
      row
        .map((text, column) => `BT /C 10 Tf 1 0 0 1 ${lefts[column]} ${700 - line * 14} Tm ${show(text)} ET`)
        .join('\n'),
    )
    .join('\n');
}

const courier = { resources: '/Font<</C {0}>>' };
const font = ['<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>'];
const plain = (text: string): string => `(${text}) Tj`;
const tabbed = (cells: readonly (readonly string[])[]): string => cells.map((row) => `${row.join('\t')}\n`).join('');

describe('columns of a table that stand near each other', () => {
  for (const gap of [1.5, 3, 5.5]) {
    it(`are columns with ${gap / 10} letter heights between them, less than a blank`, async () => {
      const { text, blocks } = await read({ content: rows(people, gap, plain), ...courier }, font);
      expect(text()).toBe(tabbed(people));
      expect(blocks[0]?.rows?.[0]?.cells.map(({ column }) => column)).toEqual([0, 1, 2, 3]);
    });
  }

  it('are columns where the longest value touches the next column', async () => {
    const header = ['Id', 'Name', 'Email', 'City'];
    const { text } = await read({ content: rows([header, ...people], 0.2, plain), ...courier }, font);
    expect(text()).toBe(tabbed([header, ...people]));
  });

  it('are columns where each word is written by itself', async () => {
    const words = (text: string): string =>
      `[${text
        .split(' ')
        .map((word) => `(${word})`)
        .join(' -300 ')}] TJ`;
    const { text } = await read({ content: rows(people, 5, words), ...courier }, font);
    expect(text()).toBe(tabbed(people));
  });

  it('are columns beside a picture', async () => {
    const image = stream(
      '/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray',
      'x'.repeat(81),
    );
    const content = `q 50 0 0 50 50 750 cm /I Do Q\n${rows(people, 3, plain)}`;
    const page = { content, resources: '/Font<</C {0}>>/XObject<</I {1}>>' };
    const { text, partials } = await read(page, [...font, image]);
    expect(text()).toBe(tabbed(people));
    expect(partials).toEqual([]);
  });

  it('are columns on a page that is turned, and in a form that is drawn on the page', async () => {
    const form = stream(
      '/Type/XObject/Subtype/Form/BBox[-900 -900 900 900]/Matrix[0 1 -1 0 800 0]/Resources<</Font<</C {0}>>>>',
      rows(people, 3, plain),
    );
    const { text } = await read({ content: '/F Do', resources: '/XObject<</F {1}>>' }, [...font, form]);
    expect(text()).toBe(tabbed(people));
  });
});

describe('text that only looks like columns', () => {
  const sentence = 'Nora Whitfield of Riga asked Jan Kowal of Gent for Ida Bergmann';

  it('stays text where it is justified', async () => {
    const lines = [0, 1, 2, 3, 4].map((line) => `BT /C 10 Tf ${line} Tw 50 ${700 - line * 12} Td (${sentence}) Tj ET`);
    const { text } = await read({ content: lines.join('\n'), ...courier }, font);
    expect(text()).toBe(`${sentence}\n`.repeat(5));
  });

  it('stays text where each word is placed by itself', async () => {
    const shifted = [0, 7, 3, 11, 5].map((skip) => `${'ABCDEFGHIJKL'.slice(0, skip + 1)} ${sentence}`);
    const lines = shifted.flatMap((text, line) => {
      let x = 50;
      return text.split(' ').map((word) => {
        const shown = `BT /C 10 Tf 1 0 0 1 ${x} ${700 - line * 12} Tm (${word}) Tj ET`;
        x += word.length * 6 + 3;
        return shown;
      });
    });
    const { text } = await read({ content: lines.join('\n'), ...courier }, font);
    expect(text()).toBe(shifted.map((line) => `${line}\n`).join(''));
  });

  it('stays one word where its font changes inside', async () => {
    const lines = people.map(
      ([id = '', name = ''], line) =>
        `BT /C 10 Tf 1 0 0 1 50 ${700 - line * 14} Tm (${id}) Tj ET BT /C 10 Tf 1 0 0 1 ${50 + id.length * 6} ${700 - line * 14} Tm (${name.slice(0, 1 + line)}) Tj ET ` +
        `BT /C 10 Tf 1 0 0 1 ${50 + (id.length + 1 + line) * 6} ${700 - line * 14} Tm (${name.slice(1 + line)} and more) Tj ET`,
    );
    const { text } = await read({ content: lines.join('\n'), ...courier }, font);
    for (const [, name] of people) expect(text()).toContain(`${name} and more\n`);
  });
});
