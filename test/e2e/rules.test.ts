import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestBrowser, type TestBrowser } from './testing/index.ts';

let box: TestBrowser;
beforeAll(async () => {
  box = await openTestBrowser();
}, 300_000);
afterAll(() => box.close());

test('a text is tried, the rule that found it is read, and the list is narrowed by what it finds', async () => {
  const page = await box.open('/', { as: 'analyst' });
  await page.getByRole('link', { name: 'Rules' }).click();
  await page.getByLabel('Text or value').fill('Please pay to DE89 3704 0044 0532 0130 00');
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('One thing is found').waitFor();
  await page.getByText('is Bank account (IBAN)').getByRole('button').click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('heading', { name: 'Leaves alone' }).waitFor();
  expect(new URL(page.url()).searchParams.get('rule')).toBe('iban');
  await panel.getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('Words').fill('codice fiscale');
  await page.getByRole('cell', { name: 'Italy' }).first().waitFor();
  expect(await page.getByRole('cell', { name: 'Germany' }).count()).toBe(0);
  // What was tried stands in no address.
  expect(page.url()).not.toContain('DE89');
  await page.getByLabel('Words').fill('nothing is called so');
  await page.getByRole('button', { name: 'Show all rules' }).click();
  await page.getByText(/^The first 100 of \d{3} rules$/).waitFor();
});
