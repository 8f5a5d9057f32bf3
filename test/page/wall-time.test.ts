import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantFrom } from '../../web/ui/wall-time.ts';

test.each([
  ['in winter', '2026-01-31T09:30', 'Europe/Berlin', '2026-01-31T08:30:00.000Z'],
  ['in summer', '2026-07-31T09:30', 'Europe/Berlin', '2026-07-31T07:30:00.000Z'],
  ['shown twice, the first', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['left out, as much later', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['with an offset of half an hour', '2026-01-01T00:00', 'Asia/Kolkata', '2025-12-31T18:30:00.000Z'],
  ['in UTC', '2026-01-01T00:00', 'UTC', '2026-01-01T00:00:00.000Z'],
])('a time %s', (_, local, zone, instant) => {
  expect(instantFrom(local, zone)).toBe(instant);
});

test('agrees with Temporal everywhere', () => {
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'America/Caracas',
  );
  const minutes = fc.integer({ min: Date.UTC(1980, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
  fc.assert(
    fc.property(zones, minutes, (zone, minute) => {
      const local = new Date(minute * 60_000).toISOString().slice(0, 16);
      const expected = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
      expect(instantFrom(local, zone)).toBe(new Date(expected).toISOString());
    }),
    { numRuns: 500 },
  );
});
