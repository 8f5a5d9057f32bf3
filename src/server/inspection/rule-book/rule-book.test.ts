import { afterAll, expect, test } from 'vitest';
import { openRuleBook } from './rule-book.ts';

const book = openRuleBook();
afterAll(() => book.close());

test('lists every rule by what it finds, and shows one whole', async () => {
  const rules = await book.list();
  expect(rules.length).toBeGreaterThan(600);
  expect(rules.find(({ id }) => id === 'iban')).toMatchObject({ element: 'iban', kind: 'pattern' });
  const iban = await book.show('iban');
  expect(iban).toMatchObject({ id: 'iban', isChecked: true });
  expect(iban.examples.length).toBeGreaterThan(0);
  expect(iban.negativeExamples.length).toBeGreaterThan(0);
  await expect(book.show('no-such-rule')).rejects.toMatchObject({ code: 'nothing-there' });
});

test('tries a text against all rules, with its labels, and tells why', async () => {
  const text = 'Steuer-ID: 65929970489\nIBAN: DE89 3704 0044 0532 0130 00';
  const found = await book.try(text);
  expect(found.map(({ element, start, end }) => [element, text.slice(start, end)])).toEqual([
    ['tax-id', '65929970489'],
    ['iban', 'DE89 3704 0044 0532 0130 00'],
  ]);
  expect(found[0]?.reasons.length).toBeGreaterThan(1);
  expect(await book.try('nothing of it here')).toEqual([]);
});

test('after its thread was ended, the next who asks gets another', async () => {
  await book.close();
  expect(await book.try('IBAN: DE89 3704 0044 0532 0130 00')).toHaveLength(1);
});
