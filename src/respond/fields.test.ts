import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compartments, givenInstant, id, line, prose, zone } from './fields.ts';

const one = line(20);
const many = prose(40);

describe('text that people write', () => {
  test.each([
    ['  a title ', 'a title'],
    ['Cafe\u0301', 'Café'],
    ['日本', '日本'],
    ['a😀b', 'a😀b'],
  ])('%j is kept as %j', (given, kept) => {
    expect(one.parse(given)).toBe(kept);
    expect(many.parse(given)).toBe(kept);
  });

  test.each([
    ['nothing', ''],
    ['spaces alone', '   '],
    ['half a letter', 'a\ud800b'],
    ['a NUL', 'a\0b'],
    ['a terminal command', 'a\u001b[2Jb'],
    ['a C1 control', 'a\u0085b'],
    ['a turn of direction', 'invoice\u202efdp.exe'],
    ['an isolate', 'a\u2066b'],
    ['a hidden line end', 'a\u2028b'],
    ['too much', 'x'.repeat(41)],
  ])('%s is refused', (_, given) => {
    expect(one.safeParse(given).success).toBe(false);
    expect(many.safeParse(given).success).toBe(false);
  });

  test('lines are for prose alone', () => {
    expect(many.parse('a\r\nb')).toBe('a\nb');
    expect(many.safeParse('a\rb').success).toBe(false);
    expect(one.safeParse('a\nb').success).toBe(false);
  });

  test('what is kept is kept again as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (given) => {
        for (const schema of [one, many]) {
          const kept = schema.safeParse(given);
          if (kept.success) expect(schema.parse(kept.data)).toBe(kept.data);
        }
      }),
    );
  });
});

test.each([
  ['Europe/Berlin', true],
  ['America/Argentina/Buenos_Aires', true],
  ['UTC', true],
  ['Etc/GMT+5', true],
  ['Europe/Atlantis', false],
  ['+02:00', false],
  ['', false],
  ['Europe/Berlin\0', false],
  ['../../etc/passwd', false],
])('zone %j: %s', (given, known) => {
  expect(zone.safeParse(given).success).toBe(known);
});

test.each([
  ['2026-03-29T03:30:00+02:00', true],
  ['2026-03-29T01:30:00Z', true],
  ['2026-03-29T01:30:00.123Z', true],
  ['2026-03-29T01:30:00', false],
  ['2026-02-30T01:30:00Z', false],
  ['2026-03-29', false],
  ['1969-12-31T23:59:59Z', false],
  ['now', false],
])('time %j: %s', (given, known) => {
  expect(givenInstant.safeParse(given).success).toBe(known);
});

test('ids are UUIDs in lower case, compartments are a set', () => {
  expect(id.safeParse('0b6a2f0e-6d0c-4c0a-9d54-0a6b9a9f1c11').success).toBe(true);
  expect(id.safeParse('0B6A2F0E-6D0C-4C0A-9D54-0A6B9A9F1C11').success).toBe(false);
  expect(id.safeParse('../x').success).toBe(false);
  expect(compartments.parse(['facts', 'counsel', 'facts'])).toEqual(['counsel', 'facts']);
});
