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

test('records arrive as they were sent, with labels and without', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.option(fc.array(label)), (bytes, labels) => {
      const event: InspectEvent = { type: 'records', file: 3, count: labels?.length ?? 7, bytes };
      const sent = labels === null ? event : { ...event, labels };
      const [frame, ...more] = encodeEvent(sent);
      expect(more).toEqual([]);
      const got = decodeEvent(frame ?? { header: {}, body: bytes });
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
    const body = Buffer.from(JSON.stringify(labels));
    expect(() => decodeEvent({ header: { type: 'records', file: 0, count: 1, records: 0 }, body })).toThrow(
      HostileEvent,
    );
  });

  test('a length beyond the body', () => {
    const header = { type: 'records', file: 0, count: 0, records: 100 };
    expect(() => decodeEvent({ header, body: Buffer.from('[]') })).toThrow(HostileEvent);
  });
});
