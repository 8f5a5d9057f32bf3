import { describe, expect, it } from 'vitest';
import { compoundFile } from '../../../test/inspect/compound-file.ts';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { decompressMacros } from '../office/macro-compression.ts';
import { format as encrypted } from './encrypted-office.ts';
import { format } from './office-macros.ts';

/** A container in which each byte stands for itself. */
function packed(bytes: Uint8Array): Buffer {
  const parts: Buffer[] = [Buffer.of(1)];
  for (let at = 0; at < bytes.length; at += 2048) {
    const chunk = bytes.subarray(at, at + 2048);
    const data: Buffer[] = [];
    for (let from = 0; from < chunk.length; from += 8)
      data.push(Buffer.of(0), Buffer.from(chunk.subarray(from, from + 8)));
    const all = Buffer.concat(data);
    const header = Buffer.alloc(2);
    header.writeUInt16LE(0xb000 | (all.length - 1));
    parts.push(header, all);
  }
  return Buffer.concat(parts);
}

function record(id: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt16LE(id);
  head.writeUInt32LE(id === 9 ? 4 : data.length, 2);
  return Buffer.concat([head, data]);
}

function project(modules: readonly (readonly [string, string])[]): Uint8Array {
  const directory = Buffer.concat([
    record(0x03, Buffer.of(0xe4, 0x04)),
    record(0x09, Buffer.alloc(6)),
    ...modules.flatMap(([name]) => [record(0x1a, Buffer.from(name)), record(0x31, Buffer.of(5, 0, 0, 0))]),
    record(0x10, Buffer.alloc(0)),
  ]);
  return compoundFile([
    ['_VBA_PROJECT', Buffer.alloc(7)],
    ['dir', packed(directory)],
    ...modules.map(
      ([name, text]) => [name, Buffer.concat([Buffer.alloc(5), packed(Buffer.from(text, 'latin1'))])] as const,
    ),
  ]);
}

const macros = project([
  [
    'Module1',
    `Sub Fetch()\r\n  cn.Open "Server=db;Uid=quay;Pwd=Grüße-Hafen7"\r\n${"' padding\r\n".repeat(400)}End Sub`,
  ],
  ['ThisWorkbook', "' by Nora Whitfield <nora@example.org>"],
]);

describe('macros of an office file', () => {
  it('are known by what the compound file holds', () => {
    const score = format.detect(headOf(macros, 'word/vbaProject.bin'));
    expect(score).toBeGreaterThan(encrypted.detect(headOf(macros)));
    const old = compoundFile([
      ['_VBA_PROJECT', Buffer.alloc(7)],
      ['WordDocument', Buffer.alloc(9)],
    ]);
    expect(format.detect(headOf(old))).toBe(0);
  });

  it('are read as source, module by module', async () => {
    const { sink, text, blocks, partials } = collect();
    await format.extract(memoryInput(macros), sink, context());
    expect(text()).toContain('  cn.Open "Server=db;Uid=quay;Pwd=Grüße-Hafen7"\n');
    expect(text()).toContain("' by Nora Whitfield <nora@example.org>\n");
    expect(blocks.map(({ where }) => where.part)).toEqual(['macro Module1', 'macro ThisWorkbook']);
    expect(partials).toEqual([]);
  });

  it('are unpacked where tokens repeat what came before', () => {
    // The example of [MS-OVBA] 3.2.2.
    const example =
      '012fb00023616161626364658266007061676869 6a013808616b6c00306d6e6f7006710270041072737475761077 78797a003c';
    const bytes = Buffer.from(example.replaceAll(' ', ''), 'hex');
    expect(Buffer.from(decompressMacros(bytes, 1e6)).toString()).toBe(
      '#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa',
    );
    expect(() => decompressMacros(bytes, 10)).toThrowError(expect.objectContaining({ code: 'limit-memory' }));
  });

  it('survive mutation', async () => {
    await survivesMutation(format, macros, [], 300);
  });
});
