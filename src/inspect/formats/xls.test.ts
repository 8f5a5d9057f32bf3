import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { compoundFile } from '../../../test/inspect/compound-file.ts';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { format as encrypted } from './encrypted-office.ts';
import { format as macros } from './office-macros.ts';
import { format } from './xls.ts';

const cases = new URL('../../../test/cases/extract/', import.meta.url);
const register = new Uint8Array(await readFile(new URL('xls.register/input.xls', cases)));
const locked = new Uint8Array(await readFile(new URL('xls.protected/input.xls', cases)));

async function read(bytes: Uint8Array, ...passwords: string[]) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context(passwords));
  const cells = collected.blocks.flatMap(({ text, where, rows = [] }) =>
    rows.flatMap((row) =>
      row.cells.map((cell) => ({ ...where, ...row.where, ...cell.where, text: text.slice(cell.start, cell.end) })),
    ),
  );
  return { ...collected, cells };
}

type Made = readonly [type: number, ...data: (number | string | Buffer)[]];

/** Records of a workbook: numbers are words of two bytes, text is of one byte each. */
function stream(...records: readonly Made[]): Buffer {
  return Buffer.concat(
    records.map(([type, ...data]) => {
      const body = Buffer.concat(
        data.map((piece) => {
          if (typeof piece === 'string') return Buffer.from(piece, 'latin1');
          return typeof piece === 'number' ? Buffer.from([piece & 255, (piece >> 8) & 255]) : piece;
        }),
      );
      return Buffer.concat([Buffer.from([type & 255, type >> 8, body.length & 255, body.length >> 8]), body]);
    }),
  );
}

const bytes = (...values: number[]): Buffer => Buffer.from(values);

describe('xls', () => {
  it('is known by its streams, whatever its name', () => {
    expect(format.detect(headOf(register, 'x.doc'))).toBeGreaterThan(encrypted.detect(headOf(register)));
    expect(macros.detect(headOf(register))).toBe(0);
    expect(format.detect(headOf(compoundFile([['WordDocument', bytes(1)]])))).toBe(0);
    expect(format.detect(headOf(compoundFile([['EncryptedPackage', bytes(1)]])))).toBe(0);
  });

  it('is read as well where its directory was out of sight', async () => {
    const collected = collect();
    await encrypted.extract(memoryInput(register), collected.sink, context());
    expect(collected.text()).toContain('Nora Whitfield\t1984-03-02');
  });

  it('gives the cells of a sheet their place, dates in ISO 8601, numbers with all their digits', async () => {
    const { cells, blocks } = await read(register);
    expect(cells).toContainEqual({ sheet: 'Staff', row: 2, cell: 'B2', text: '1984-03-02' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 2, cell: 'C2', text: '01067' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 2, cell: 'D2', part: 'hidden column', text: '45000.5' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 2, cell: 'E2', text: '90001' });
    expect(cells).toContainEqual({ sheet: 'Staff', row: 3, cell: 'C3', part: 'hidden row', text: '1230000000000000' });
    expect(cells).toContainEqual({ sheet: 'Old', row: 1, cell: 'A1', part: 'hidden sheet', text: 'Maria Lindqvist' });
    const comment = blocks.find(({ where }) => where.part === 'comment');
    expect(comment).toMatchObject({ text: 'On sick leave\n', where: { sheet: 'Staff', cell: 'A2' } });
    expect(blocks.find(({ where }) => where.part === 'defined names')?.text).toBe('Everyone\n');
  });

  it('reads shared strings that go on in the next record, in the middle of a word and written in another way', async () => {
    const sheet = stream([0x809, 0x600, 0x10, 0, 0, 0, 0, 0, 0], [0xfd, 0, 0, 0, 0, 0], [0xfd, 0, 1, 0, 1, 0], [0xa]);
    const globals = (at: number): Buffer =>
      stream(
        [0x809, 0x600, 5, 0, 0, 0, 0, 0, 0],
        [0x85, at, 0, 0, bytes(1, 0), 'A'],
        [0xfc, 2, 0, 2, 0, 14, bytes(0), 'Nora '],
        [0x3c, bytes(1), Buffer.from('Whitfield', 'utf16le'), 4, bytes(8), 1, 'Ri'],
        [0x3c, bytes(0), 'ga', bytes(9, 9, 9, 9)],
        [0xa],
      );
    const book = Buffer.concat([globals(globals(0).length), sheet]);
    const { cells } = await read(compoundFile([['Workbook', book]]));
    expect(cells.map(({ sheet: name, cell, text }) => [name, cell, text])).toEqual([
      ['A', 'A1', 'Nora Whitfield'],
      ['A', 'B1', 'Riga'],
    ]);
  });

  it('reads Excel 95 in its code page, and numbers in their short form', async () => {
    const sheet = stream(
      [0x809, 0x500, 0x10, 0, 0],
      [0x204, 0, 0, 0, 4, bytes(0xcf, 0xe5, 0xf2, 0xf0)],
      [0x27e, 0, 1, 0, (123 << 2) | 2, 0],
      [0x27e, 0, 2, 0, (12345 << 2) | 3, 0],
      [0xa],
    );
    const globals = (at: number): Buffer =>
      stream([0x809, 0x500, 5, 0, 0], [0x42, 1251], [0x85, at, 0, 0, bytes(1), 'A'], [0xa]);
    const book = Buffer.concat([globals(globals(0).length), sheet]);
    const { cells } = await read(compoundFile([['Book', book]]));
    expect(cells.map(({ text }) => text)).toEqual(['Петр', '123', '123.45']);
  });

  it('opens a protected workbook with the password that fits', async () => {
    expect((await read(locked, 'harbour', 'quay-street')).text()).toContain('Nora Whitfield\t1984-03-02\t01067');
    for (const passwords of [[], ['harbour']]) {
      const collected = collect();
      const opened = format.extract(memoryInput(locked), collected.sink, context(passwords));
      await expect(opened).rejects.toMatchObject({ code: 'wrong-password' });
      expect(collected.partials).toEqual([]);
      expect(collected.text()).toBe('');
    }
  });

  it('says that a workbook is cut short, and that a string is missing', async () => {
    const cut = stream([0x809, 0x600, 0x10, 0, 0, 0, 0, 0, 0], [0xfd, 0, 0, 0, 7, 0]);
    expect((await read(compoundFile([['Workbook', cut]]))).partials).toEqual(['damaged', 'damaged']);
  });

  it('survives mutation', async () => {
    await survivesMutation(format, register);
    await survivesMutation(format, locked, ['quay-street'], 100);
  });
});
