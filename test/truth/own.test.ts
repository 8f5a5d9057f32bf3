import { describe, expect, test } from 'vitest';
import { measureOwn } from '../../bench/truth/measure.ts';
import { unmark } from '../../bench/truth/own.ts';
import { scoreOf } from '../../bench/truth/values.ts';

describe('marks of documents', () => {
  test('are taken out, and say where each value stands', () => {
    const { text, values, near } = unmark(
      'a.txt',
      'Mail ⟦email#ann:ann@b.example⟧, ⟦access-token:ghp_⟨⟩x⟧, ⟦none:1.2.3⟧',
    );
    expect(text).toBe('Mail ann@b.example, ghp_x, 1.2.3');
    expect(values).toMatchObject([
      { element: 'email', value: 'ann@b.example', person: 'ann', scored: true, at: 5 },
      { element: 'access-token', value: 'ghp_x', person: null, at: 20 },
    ]);
    expect(near).toEqual(['1.2.3']);
  });

  test.each([
    ['an element that there is none of', '⟦mail:a⟧', 'no element'],
    ['a mark that is not closed', 'x ⟦email:a', 'not closed'],
  ])('%s is refused', (_, source, message) => {
    expect(() => unmark('a.txt', source)).toThrow(message);
  });
});

describe('documents written by hand', () => {
  test('are read no worse than when they were written', async () => {
    const { tallies, persons, unread, count, truth, everybody } = await measureOwn();
    const total = { hits: 0, missed: 0, right: 0, wrong: 0 };
    for (const tally of Object.values(tallies))
      for (const key of ['hits', 'missed', 'right', 'wrong'] as const) total[key] += tally[key];
    const { precision, recall } = scoreOf(total);
    expect(unread).toEqual([]);
    expect(total.hits + total.missed).toBeGreaterThanOrEqual(840);
    expect(precision).toBeGreaterThanOrEqual(0.985);
    expect(recall).toBeGreaterThanOrEqual(0.97);
    expect(persons.f1).toBeGreaterThanOrEqual(0.98);
    expect(count.certain).toBeLessThanOrEqual(everybody);
    expect(count.possible).toBeGreaterThanOrEqual(truth);
  });
});
