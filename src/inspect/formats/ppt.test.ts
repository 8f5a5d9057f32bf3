import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { documentOf, presentationFile, slideWith, storedObject } from '../../../test/inspect/presentation-file.ts';
import { format as document } from './doc.ts';
import { format } from './ppt.ts';
import { format as workbook } from './xls.ts';

const cases = new URL('../../../test/cases/extract/', import.meta.url);
const deck = new Uint8Array(await readFile(new URL('ppt.deck/input.ppt', cases)));

async function read(bytes: Uint8Array, ...passwords: string[]) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context(passwords));
  const said = collected.blocks.map(({ text, where }) => [where.slide, where.part, text.trimEnd()]);
  return { ...collected, said };
}

describe('ppt', () => {
  it('is known by its stream', () => {
    expect(format.detect(headOf(deck, 'x.doc'))).toBeGreaterThan(0.9);
    expect([document, workbook].map((other) => other.detect(headOf(deck)))).toEqual([0, 0]);
  });

  it('gives slides in the order of the list, rows of tables as records', async () => {
    const { said } = await read(
      presentationFile([{ objects: { 1: documentOf(3, 2), 2: slideWith('Second'), 3: slideWith('First\rslide') } }]),
    );
    expect(said).toEqual([
      [1, undefined, 'First\nslide'],
      [2, undefined, 'Second'],
    ]);
    const { labelled, blocks } = await read(deck);
    expect(labelled().map(([, value]) => value)).toContain('+44 20 7946 0958');
    expect(blocks.find(({ table }) => table !== undefined)?.rows).toHaveLength(2);
  });

  it('tells what an earlier save left in the file, once', async () => {
    const { said } = await read(
      presentationFile([
        { objects: { 1: documentOf(2, 3), 2: slideWith('Plan\rIBAN DE89'), 3: slideWith('Salaries of Nora') } },
        { objects: { 1: documentOf(2), 2: slideWith('Plan') } },
      ]),
    );
    expect(said).toEqual([
      [1, undefined, 'Plan'],
      [undefined, 'slide outside of the presentation', 'Salaries of Nora'],
      [undefined, 'earlier version', 'IBAN DE89'],
    ]);
  });

  it('hands out the objects of other programs unpacked', async () => {
    const { members } = await read(
      presentationFile([{ objects: { 1: documentOf(), 2: storedObject(Buffer.from('Name,City\n'.repeat(50))) } }]),
    );
    expect(members.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['object-1', 'Name,City\n'.repeat(50)],
    ]);
  });

  it('reports slides that are not there, and ends where saves run in circles', async () => {
    const { partials, said } = await read(
      presentationFile([{ objects: { 1: documentOf(2, 9), 2: slideWith('Here') } }]),
    );
    expect([said.length, partials]).toEqual([1, ['damaged']]);
    const loop = presentationFile([{ objects: { 1: documentOf(2) } }, { objects: { 2: slideWith('Round') } }], {
      loop: true,
    });
    expect((await read(loop)).said).toEqual([[1, undefined, 'Round']]);
  });

  it('opens with one of the given passwords, and with none else', async () => {
    const objects = {
      1: documentOf(2),
      2: slideWith('IBAN DE89'),
      3: storedObject(Buffer.from('Name\n'.repeat(9000))),
    };
    const locked = presentationFile([{ objects }], { password: 'quay-street' });
    const { said, members } = await read(locked, 'wrong', 'quay-street');
    expect(said).toEqual([[1, undefined, 'IBAN DE89']]);
    expect(members.map(({ bytes }) => bytes.length)).toEqual([45_000]);
    await expect(read(locked, 'wrong')).rejects.toMatchObject({ code: 'wrong-password' });
  });

  it('never hangs, and never fails without a reason, on a presentation that is damaged', async () => {
    await survivesMutation(format, deck);
  });
});
