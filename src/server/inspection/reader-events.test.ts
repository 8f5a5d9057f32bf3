import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InspectEvent } from '#inspect';
import { decodeEvent, encodeEvent, HostileEvent } from './reader-events.ts';

const label = fc.record({
  name: fc.string({ maxLength: 120 }),
  nameRank: fc.integer({ min: 0, max: 255 }),
  contact: fc.string({ maxLength: 120 }),
  contactRank: fc.integer({ min: 0, max: 255 }),
});

/** Whole records of the shortest form: a length of two bytes, and nothing said. */
function records(count: number, each = 28): Buffer {
  const bytes = Buffer.alloc(count * each);
  for (let at = 0; at < bytes.length; at += each) bytes.writeUInt16BE(each, at);
  return bytes;
}

test('records arrive as they were sent, with labels and without', () => {
  fc.assert(
    fc.property(fc.integer({ min: 30, max: 300 }), fc.option(fc.array(label)), (each, labels) => {
      const count = labels?.length ?? 7;
      const event: InspectEvent = { type: 'records', file: 3, count, bytes: Uint8Array.from(records(count, each)) };
      const sent = labels === null ? event : { ...event, labels };
      const [frame, ...more] = encodeEvent(sent);
      expect(more).toEqual([]);
      const got = decodeEvent(frame ?? { header: {}, body: event.bytes });
      expect({ ...got, bytes: got.type === 'records' ? Uint8Array.from(got.bytes) : undefined }).toEqual(sent);
    }),
  );
});

describe('labels that no reader of ours sends are refused', () => {
  const good = ['Anna', 3, 'anna@mail.example', 10];
  test.each([
    ['more than records', [good, good]],
    ['fewer than records', []],
    ['too long a name', [['a'.repeat(121), 3, '', 0]]],
    ['a rank out of range', [['Anna', 256, '', 0]]],
    ['no list', { 0: good, length: 1 }],
  ])('%s', (_, labels) => {
    const body = Buffer.concat([records(1), Buffer.from(JSON.stringify(labels))]);
    const header = { type: 'records', file: 0, count: 1, records: 28 };
    expect(() => decodeEvent({ header, body })).toThrow(HostileEvent);
  });

  test('a length beyond the body', () => {
    const header = { type: 'records', file: 0, count: 0, records: 100 };
    expect(() => decodeEvent({ header, body: Buffer.from('[]') })).toThrow(HostileEvent);
  });
});

test('records that are cut short, too many or too few are refused: they would misalign all that come after', () => {
  for (const [count, body] of [
    [1, records(1).subarray(0, 27)],
    [2, records(1)],
    [1, records(2)],
    [1, Buffer.alloc(28)],
  ] as const) {
    expect(() => decodeEvent({ header: { type: 'records', file: 0, count }, body })).toThrow(HostileEvent);
  }
});
