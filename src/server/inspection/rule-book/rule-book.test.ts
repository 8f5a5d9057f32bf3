import { afterAll, expect, test } from 'vitest';
import { openRuleBook } from './rule-book.ts';

const book = openRuleBook();
afterAll(() => book.close());

test('lists every rule by what it finds, and shows one whole', async () => {
  const rules = await book.list([]);
  expect(rules.length).toBeGreaterThan(600);
  expect(rules.find(({ id }) => id === 'iban')).toMatchObject({ element: 'iban', kind: 'pattern' });
  const iban = await book.show('iban', []);
  expect(iban).toMatchObject({ id: 'iban', isChecked: true });
  expect(iban.examples.length).toBeGreaterThan(0);
  expect(iban.negativeExamples.length).toBeGreaterThan(0);
  await expect(book.show('no-such-rule', [])).rejects.toMatchObject({ code: 'nothing-there' });
});

test('tries a text against all rules, with its labels, and tells why', async () => {
  const text = 'Steuer-ID: 65929970489\nIBAN: DE89 3704 0044 0532 0130 00';
  const found = await book.try(text, []);
  expect(found.map(({ element, start, end }) => [element, text.slice(start, end)])).toEqual([
    ['tax-id', '65929970489'],
    ['iban', 'DE89 3704 0044 0532 0130 00'],
  ]);
  expect(found[0]?.reasons.length).toBeGreaterThan(1);
  expect(await book.try('nothing of it here', [])).toEqual([]);
});

test('after its thread was ended, the next who asks gets another', async () => {
  await book.close();
  expect(await book.try('IBAN: DE89 3704 0044 0532 0130 00', [])).toHaveLength(1);
});

const body = {
  title: 'Badge of the plant',
  element: 'national-id',
  sought: { pattern: 'PL-\\d{5}', ignoreCase: false },
  words: [],
  needsWords: false,
  examples: ['badge PL-12345', 'PL-00001 lost'],
  negativeExamples: ['PL-123', 'AB-12345'],
};
const own = [{ rule: 'own-1', body }];

test('a rule of the organisation is one of the rules, and finds what they do not', async () => {
  const text = 'Badge PL-54321 of the night shift';
  expect(await book.try(text, [])).toEqual([]);
  expect((await book.try(text, own)).map(({ rule, start, end }) => [rule, text.slice(start, end)])).toEqual([
    ['own-1', 'PL-54321'],
  ]);
  expect(await book.show('own-1', own)).toMatchObject({ title: 'Badge of the plant', pattern: 'PL-\\d{5}' });
  expect((await book.list(own)).some(({ id }) => id === 'own-1')).toBe(true);
  await expect(book.show('own-1', [])).rejects.toMatchObject({ code: 'nothing-there' });
});

test('a rule is tried beside all others: what it finds, and what is found no longer', async () => {
  const sample = 'badge PL-54321, IBAN: DE89 3704 0044 0532 0130 00';
  const first = await book.tryOwn({ rule: 'own-new', body, sample }, []);
  expect(first.problems).toEqual([]);
  expect(first.found.map(({ start, end }) => sample.slice(start, end))).toEqual(['PL-54321']);
  expect(first.displaced).toEqual([]);
  // In the place of its version of today.
  const changed = {
    ...body,
    sought: { pattern: 'IBAN: DE\\d{2}', ignoreCase: false },
    examples: ['IBAN: DE89', 'IBAN: DE00'],
  };
  const second = await book.tryOwn({ rule: 'own-1', body: changed, sample }, own);
  expect(second.found.map(({ start, end }) => sample.slice(start, end))).toEqual(['IBAN: DE89']);
  expect(second.displaced.map(({ rule }) => rule)).toContain('own-1');
});

test('what is wrong with a rule is said by its field, and nothing is tried', async () => {
  const broken = { ...body, examples: ['PL-12345', 'nothing'] };
  expect(await book.tryOwn({ rule: 'own-new', body: broken, sample: 'PL-54321' }, [])).toEqual({
    problems: [{ field: 'examples', what: 'number 2 is not found by the rule' }],
    found: [],
    displaced: [],
  });
});

test('a rule that takes for ever on its sample is ended: who tries another meanwhile is answered, and so is who looks', async () => {
  const impatient = openRuleBook(4000);
  const endless = { ...body, sought: { pattern: `PL-${'(?:x|x)'.repeat(40)}y`, ignoreCase: false } };
  const sample = `PL-${'x'.repeat(40)}z`;
  const examples = { examples: [`PL-${'x'.repeat(40)}y`, `PL-${'x'.repeat(40)}y.`] };
  const slow = impatient.tryOwn({ rule: 'own-new', body: { ...endless, ...examples }, sample }, []);
  const others = [impatient.try('IBAN: DE89 3704 0044 0532 0130 00', []), impatient.list([])];
  await expect(slow).rejects.toMatchObject({ code: 'own-rule-slow' });
  expect((await Promise.all(others)).map((one) => one.length > 0)).toEqual([true, true]);
  await impatient.close();
});
