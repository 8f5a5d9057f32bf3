import { expect, test } from 'vitest';
import type { Fact } from '../contract.ts';
import { put16, u16 } from './bytes.ts';
import { fromEarlierRecords } from './earlier.ts';
import { createEncoder } from './encode.ts';
import { head } from './layout.ts';

/** A record as it was kept before: its kinds of data in two bytes. */
function earlier(record: Uint8Array): Uint8Array {
  const out = new Uint8Array(record.length - 2);
  out.set(record.subarray(0, head.elements));
  out.set(record.subarray(head.elements + 2), head.elements);
  put16(out, 0, out.length);
  return out;
}

test('records of before become those of today', () => {
  const encoder = createEncoder(new Uint8Array(32).fill(7));
  const said: readonly (readonly Fact[])[] = [
    [{ concept: 'email', value: 'ana.lopez@correo.example' }],
    [
      { concept: 'person-name', value: 'Ana López' },
      { concept: 'date-of-birth', value: '1980-02-03' },
    ],
  ];
  const place = { file: 1, span: { start: 5, end: 90 }, table: 7 };
  const today = Buffer.concat(said.map((facts) => encoder.encode({ ...place, facts }) ?? new Uint8Array()));
  const before: Uint8Array[] = [];
  for (let at = 0; at < today.length; at += u16(today, at))
    before.push(earlier(today.subarray(at, at + u16(today, at))));
  expect(before.length).toBe(2);
  expect(Buffer.from(fromEarlierRecords(Buffer.concat(before))).equals(today)).toBe(true);
  expect(fromEarlierRecords(new Uint8Array())).toHaveLength(0);
});
