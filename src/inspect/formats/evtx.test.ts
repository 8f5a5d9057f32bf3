import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventLog } from '../../../test/inspect/event-log-file.ts';
import { collect, context, headOf, memoryInput } from '../../../test/inspect/memory.ts';
import { survivesMutation } from '../../../test/inspect/mutate.ts';
import { valueText } from '../logs/values.ts';
import { format } from './evtx.ts';

const log = eventLog([
  { id: 4624, user: 'nora.whitfield', address: '203.0.113.7' },
  { id: 4625, user: 'ravi.menon', address: '203.0.113.8' },
]);

async function read(bytes: Uint8Array) {
  const collected = collect();
  await format.extract(memoryInput(bytes), collected.sink, context());
  const rows = collected.blocks.flatMap(({ text, where, rows: found = [] }) =>
    found.map(({ cells, where: own }) => ({
      ...where,
      ...own,
      cells: cells.map(({ label, start, end }) => [label, text.slice(start, end)]),
    })),
  );
  return { ...collected, rows };
}

describe('evtx', () => {
  it('is known by its first bytes', () => {
    expect(format.detect(headOf(log))).toBeGreaterThan(0.9);
    expect(format.detect(headOf('ElfFile'))).toBe(0);
  });

  it('gives each value of an event its name and the number of the event', async () => {
    const { rows, partials } = await read(log);
    expect(rows.map(({ row, cells }) => [row, ...cells])).toEqual([
      [1, ['EventID', '4624']],
      [1, ['TimeCreated SystemTime', '2026-03-02T09:00:00.000Z']],
      [1, ['TargetUserName', 'nora.whitfield']],
      [1, ['IpAddress', '203.0.113.7']],
      [2, ['EventID', '4625']],
      [2, ['TimeCreated SystemTime', '2026-03-02T09:00:00.000Z']],
      [2, ['TargetUserName', 'ravi.menon']],
      [2, ['IpAddress', '203.0.113.8']],
    ]);
    expect(partials).toEqual([]);
  });

  it('tells events that are no longer of the log', async () => {
    const older = { id: 4634, user: 'ida.bergmann', address: '203.0.113.9' };
    const { rows, partials } = await read(eventLog([{ id: 4624, user: 'nora', address: '' }], [older]));
    expect(rows.filter(({ part }) => part === 'deleted events').map(({ cells }) => cells[0]?.[1])).toContain(
      'ida.bergmann',
    );
    expect(partials).toEqual([]);
  });

  it('gives what text is left of an event that is broken, and the events behind it', async () => {
    const broken = Buffer.from(log);
    const at = broken.indexOf(Buffer.from('nora.whitfield', 'utf16le'));
    // The count of its values.
    broken.writeUInt32LE(0xffff, at - 14 - 16);
    const { text, partials } = await read(broken);
    expect(partials).toContain('damaged');
    expect(text()).toContain('nora.whitfield');
    expect(text()).toContain('TargetUserName: ravi.menon');
  });

  it('says where a chunk is missing or cut', async () => {
    expect((await read(log.subarray(0, 20_000))).partials).toContain('damaged');
    const bad = Buffer.from(log);
    bad.fill(1, 4096, 4104);
    const { partials, text } = await read(bad);
    expect(partials).toContain('damaged');
    expect(text()).toContain('nora.whitfield');
    await expect(read(log.subarray(0, 100))).rejects.toHaveProperty('code', 'damaged');
  });

  it('ends where elements or templates are in one another without end', async () => {
    const event = { id: 1, address: '203.0.113.7' };
    const open = Buffer.from(Array.from({ length: 100 }, () => [0x01, 0xff, 0xff, 0, 0, 0, 0, 0, 2, 0, 0]).flat());
    expect((await read(eventLog([{ ...event, user: open }]))).partials).toEqual(['limit-depth']);
    // The template stands where the first event brought it; each use of its third value uses it again.
    const use = Buffer.from([0x0c, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
    use.writeUInt32LE(512 + 24 + 14, 6);
    let inner = Buffer.alloc(0);
    for (let depth = 0; depth < 40; depth++) {
      const values = Buffer.from([4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x21, 0, 0, 0, 0, 0]);
      values.writeUInt16LE(inner.length, 12);
      inner = Buffer.concat([use, values, inner]);
    }
    const { text } = await read(eventLog([{ ...event, user: inner }]));
    expect(text()).toContain('203.0.113.7');
  });

  it.each([
    [0x03, 'ff', '-1'],
    [0x0a, 'ffffffffffffffff', '18446744073709551615'],
    [0x0d, '01000000', 'true'],
    [0x0f, '254684547854944 9a5ba3e3b0328c30d'.replace(' ', ''), '{54844625-5478-4994-a5ba-3e3b0328c30d}'],
    [0x13, '010200000000000520000000 20020000'.replace(' ', ''), 'S-1-5-32-544'],
    [0x14, '10080000', '0x810'],
    [0x12, 'ea0703000100020009001e0000000000', '2026-03-02T09:30:00'],
    [0x81, Buffer.from('one\0two\0', 'utf16le').toString('hex'), 'one; two'],
    [0x86, '01000200', '1; 2'],
  ])('shows values of type %i', (type, hex, shown) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(valueText(bytes, { at: 0, size: bytes.length, type })).toBe(shown);
  });

  it('gives back any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[!-~à-ü]{1,500}$/), async (user) => {
        const { rows } = await read(eventLog([{ id: 1, user, address: '' }]));
        expect(rows.find(({ cells }) => cells[0]?.[0] === 'TargetUserName')?.cells[0]?.[1]).toBe(user);
      }),
      { numRuns: 100 },
    );
  });

  it('ends on whatever is changed', async () => {
    await survivesMutation(format, log.subarray(0, 4096 + 2048));
  });
});
