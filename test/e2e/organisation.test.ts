import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addEntity, editOrganisation } from '#respond';
import { expectNoAxe, expectNothingLost, openTestBrowser, type TestBrowser } from './testing/index.ts';

let box: TestBrowser;
beforeAll(async () => {
  box = await openTestBrowser();
});
afterAll(() => box.close());

const csv = (text: string) => ({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
const openEntity = async (name: string): Promise<Page> => {
  const page = await box.open('/organisation', { as: 'admin' });
  await page.getByRole('button', { name: `Change ${name}` }).click();
  return page;
};

test('an admin whose organisation has no name is led to the wizard, leaves it, and is not held', async () => {
  const page = await box.open('/', { as: 'admin' });
  await page.waitForURL('**/welcome');
  await page.getByRole('heading', { name: 'Get ready for the first incident' }).waitFor();
  await page.getByRole('link', { name: 'Leave for now' }).click();
  await page.waitForURL((url) => url.pathname !== '/welcome');
  await page.goto(`${box.base}/incidents`);
  await page.getByText('Setting up is not finished').waitFor();
  await expectNoAxe(page);
  const session = await box.server.session('admin');
  const by = { session, headers: { 'if-match': '"1"' } };
  await box.server.ask(editOrganisation, { body: { name: 'Muster Group' } }, by);
  const again = await box.open('/', { as: 'admin' });
  await again.getByText('Setting up is not finished').waitFor();
  expect(new URL(again.url()).pathname).not.toBe('/welcome');
});

test('two admins change one entity: the second sees what the first saved, keeps what was typed, and chooses', async () => {
  const body = { name: 'Muster Bank AG', country: 'DE', role: 'controller', listed: false } as const;
  await box.server.ask(addEntity, { body }, { session: await box.server.session('admin') });
  const [first, second] = [await openEntity('Muster Bank AG'), await openEntity('Muster Bank AG')];
  await first.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Muster Bank SE');
  await first.getByRole('dialog').getByLabel('Its shares are traded').check();
  await second.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Muster Banking AG');
  await first.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await first.getByRole('button', { name: 'Change Muster Bank SE' }).waitFor();

  const panel = second.getByRole('dialog');
  await panel.getByRole('button', { name: 'Save', exact: true }).click();
  await panel.getByText('Somebody changed this meanwhile').waitFor();
  await expectNoAxe(second);
  const row = (label: string) => panel.getByRole('row', { name: new RegExp(`^${label}`) }).innerText();
  expect(await row('Name')).toMatch(/Muster Bank SE\s+Muster Banking AG/);
  expect(await row('Listed')).toMatch(/yes\s+not touched/);
  await panel.getByRole('button', { name: 'Save mine' }).click();
  await second.getByRole('button', { name: 'Change Muster Banking AG' }).waitFor();
  // What the second did not touch is still as the first had it.
  await second.getByText('Listed').waitFor();
});

test('of a roster is shown what was understood before it is kept, and where it is wrong', async () => {
  const page = await box.open('/organisation', { as: 'admin' });
  const input = page.locator('input[type=file]');
  await input.setInputFiles(csv('relation;name\nfriend;Anna Schmidt\n'));
  await page.getByRole('alert').getByText('roster-invalid').waitFor();
  await page.getByText('line 2').waitFor();
  await page.getByRole('button', { name: 'Choose another', exact: true }).click();
  await input.setInputFiles(csv('relation;name;email;shoe size\ncustomer;Anna Schmidt;anna@mail.example;38\n'));
  await page.getByText('1 person', { exact: true }).waitFor();
  const columns = page.getByRole('list', { name: 'Columns that were understood' });
  expect(await columns.getByRole('listitem').allInnerTexts()).toEqual(['Email', 'Person name', 'Relation']);
  await expectNoAxe(page);
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.getByText('No roster in use').waitFor();
  await input.setInputFiles(csv('relation;name;email;shoe size\ncustomer;Anna Schmidt;anna@mail.example;38\n'));
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByText(/loaded/).waitFor();
  expect(await page.content()).not.toContain('Anna');
});

test('all see the organisation, admins alone change it; nothing is lost on a narrow page', async () => {
  const page = await box.open('/organisation', { as: 'lead' });
  await page.getByText('Muster Banking AG').waitFor();
  await page.getByText('1 person', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /Add|Change|Choose|Save/ }).count()).toBe(0);
  expect(await page.getByText('Backup').count()).toBe(0);
  await expectNoAxe(page);
  await expectNothingLost(page);
});
