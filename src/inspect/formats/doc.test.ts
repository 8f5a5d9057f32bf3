import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compoundFile } from '../../../test/inspect/compound-file.ts';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { word6Document, wordDocument } from '../../../test/inspect/word-document.ts';
import { format } from './doc.ts';
import { format as macros } from './office-macros.ts';
import { format as workbook } from './xls.ts';

const cases = new URL('../../../test/cases/extract/', import.meta.url);
const letter = new Uint8Array(await readFile(new URL('doc.letter/input.doc', cases)));
const locked = new Uint8Array(await readFile(new URL('doc.protected/input.doc', cases)));

async function read(bytes: Uint8Array, ...passwords: string[]) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context(passwords));
  return collected;
}

const said = async (bytes: Uint8Array) =>
  (await read(bytes)).blocks.map(({ text, where }) => [where.part, text.trimEnd()]);

describe('doc', () => {
  it('is known by its stream, and so is the outer one of two', () => {
    expect(format.detect(headOf(letter, 'x.xls'))).toBeGreaterThan(0.9);
    expect(macros.detect(headOf(letter))).toBe(0);
    const sheetInside = compoundFile([
      ['WordDocument', letter.subarray(0, 1)],
      ['Workbook', letter.subarray(0, 1)],
    ]);
    const textInside = compoundFile([
      ['Workbook', letter.subarray(0, 1)],
      ['WordDocument', letter.subarray(0, 1)],
    ]);
    expect([format.detect(headOf(sheetInside)), workbook.detect(headOf(sheetInside))]).toEqual([0.95, 0]);
    expect([format.detect(headOf(textInside)), workbook.detect(headOf(textInside))]).toEqual([0, 0.95]);
  });

  it('puts the pieces of a document that was saved fast in order', async () => {
    const made = wordDocument([{ text: 'Dear Nora ' }, { text: 'Świątek,\r', wide: true }, { text: 'good\x85 day\r' }]);
    expect(await said(made)).toEqual([[undefined, 'Dear Nora Świątek,\ngood… day']]);
  });

  it.each([
    ['deleted text', 0x41],
    ['hidden text', 0x5c],
  ])('tells %s of a piece', async (part, number) => {
    const made = wordDocument([{ text: 'IBAN', property: (1 << 8) | (number << 1) }, { text: 'Seen\r' }]);
    expect(await said(made)).toEqual([
      [undefined, 'Seen'],
      [part, 'IBAN'],
    ]);
  });

  it('keeps where links lead, what fields show, and fields that never end', async () => {
    const link = '\x13HYPERLINK "mailto:nora@example.org"\x14write\x15 to her\r';
    expect(await said(wordDocument([{ text: link }]))).toEqual(
      [
        [undefined, 'write to her'],
        ['field instruction', 'HYPERLINK "mailto:nora@example.org"'],
      ].toReversed(),
    );
    expect(await said(wordDocument([{ text: 'a\r\x13 IBAN' }]))).toEqual([
      [undefined, 'a'],
      ['field instruction', 'IBAN'],
    ]);
  });

  it('reads Word 6 in the code page of its language, tables by the marks of their cells', async () => {
    const text = Buffer.from(
      new Uint8Array([...Buffer.from('Name\x07City\x07\x07'), 0xc8, 0xe2, 0xe0, 0xed, 0x07, 0x52, 0x07, 0x07, 0x0d]),
    );
    const { blocks } = await read(word6Document(text, 0x419));
    expect(blocks.map(({ text: shown }) => shown)).toEqual(['Name\tCity\nИван\tR\n']);
    expect(blocks[0]?.rows).toHaveLength(2);
  });

  it('opens with one of the given passwords, and with none else', async () => {
    const { blocks } = await read(locked, 'wrong', 'quay-street');
    expect(blocks[0]?.text).toContain('IBAN DE89 3704 0044 0532 0130 00');
    expect(blocks[0]?.text).toContain('Last line: tomas@example.org');
    await expect(read(locked, 'wrong')).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it('gives back any text in any pieces', async () => {
    const piece = fc.record({
      text: fc.string({ unit: fc.constantFrom('a', 'é', ' ', '7', '@'), minLength: 1 }),
      wide: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 20 }), async (pieces) => {
        const text = pieces.map((one) => one.text).join('');
        const { blocks } = await read(wordDocument(pieces));
        expect(blocks.map((block) => block.text).join('')).toBe(text.trim() === '' ? '' : `${text}\n`);
      }),
      { numRuns: 100 },
    );
  });

  it('reports what it does not open: obfuscation, a lost table, pieces that repeat the same bytes', async () => {
    const obfuscated = Buffer.from(letter);
    const at = obfuscated.indexOf(Buffer.from([0xec, 0xa5]));
    obfuscated.writeUInt16LE(obfuscated.readUInt16LE(at + 10) | 0x8100, at + 10);
    await expect(read(obfuscated)).rejects.toMatchObject({ code: 'protection-unsupported' });
    const header = Buffer.alloc(600);
    header.writeUInt16LE(0xa5ec, 0);
    await expect(read(compoundFile([['WordDocument', header]]))).rejects.toMatchObject({ code: 'damaged' });
    header.writeUInt16LE(0xa5db, 0);
    await expect(read(compoundFile([['WordDocument', header]]))).rejects.toMatchObject({ code: 'feature-unsupported' });
    const endless = Buffer.from(wordDocument([{ text: 'x' }]));
    const list = endless.indexOf(Buffer.from('0210000000000000000100000000', 'hex').subarray(0, 9));
    expect(list).toBeGreaterThan(0);
    endless.writeUInt32LE(0x7fffffff, list + 9);
    await expect(read(endless)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('never hangs, and never fails without a reason, on a document that is damaged', async () => {
    await survivesMutation(format, letter);
    await survivesMutation(format, locked, ['quay-street'], 100);
  });
});
