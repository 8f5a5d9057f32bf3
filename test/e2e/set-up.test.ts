import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, startServer } from '../desk/testing/process.ts';
import { expectNoAxe, expectNothingLost, launch, openPage, putIntoApp } from './testing/index.ts';

// From the link that a new installation prints to a desk that is ready for its first incident.

let server: Running;
let folder: string;
let browser: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cofferdam-new-'));
  server = await startServer(join(folder, 'data'), folder, 'm'.repeat(32));
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

test('a newcomer sets up, keeps the recovery key, enrols an app, fills in the organisation and finds the desk', async () => {
  const page = await openPage(browser);
  await page.goto(server.address);
  await page.waitForURL('**/set-up');
  await expectNoAxe(page);

  // A code that is none: it says so, and what was typed stays.
  await page.getByRole('textbox', { name: 'Set-up code' }).fill('AAAA-BBBB');
  await page.getByLabel('Your name').fill('Ada Admin');
  await page.getByLabel('Mail address').fill('ada@desk.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('a good long password');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByLabel('Your name').inputValue()).toBe('Ada Admin');
  await page.getByRole('textbox', { name: 'Set-up code' }).fill(server.setUpCode);
  await page.getByRole('button', { name: 'Set up' }).click();

  await page.getByRole('heading', { name: 'Keep the recovery key' }).waitFor();
  await expectNoAxe(page);
  const [a = '', b = ''] = await page.locator('pre').allTextContents();
  const lastGroup = (half: string): string => half.split('-').at(-1) ?? '';
  await page.getByLabel('Half A ends with').fill(lastGroup(b));
  await page.getByLabel('Half B ends with').fill(lastGroup(b));
  await page.getByRole('button', { name: 'Both halves are kept' }).click();
  await page.getByText('This is not how the half ends').waitFor();
  await page.getByLabel('Half A ends with').fill(lastGroup(a).toLowerCase());
  await page.getByRole('button', { name: 'Both halves are kept' }).click();

  await page.getByRole('button', { name: 'Show the secret' }).click();
  await page.getByLabel('Code that the app shows').waitFor();
  await expectNoAxe(page);
  const app = putIntoApp((await page.locator('pre').first().textContent()) ?? '', Date.now);
  await page.getByLabel('Code that the app shows').fill(app.next());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  await expectNoAxe(page);
  expect(await page.getByRole('button', { name: 'Go on' }).isDisabled()).toBe(true);
  await page.getByLabel('The codes are kept').check();
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.waitForURL('**/welcome');
  await page.getByLabel('Name of the organisation').fill('Muster Group');
  await expectNoAxe(page);
  await expectNothingLost(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Legal entities', exact: true }).click();
  await page.getByRole('button', { name: 'Add an entity' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Name', { exact: true }).fill('Muster Bank AG');
  await panel.getByRole('combobox', { name: 'Country' }).fill('germ');
  await page.getByRole('option', { name: 'Germany' }).click();
  await panel.getByRole('combobox', { name: 'Sector' }).fill('Bank');
  await page.getByRole('option', { name: 'Banking' }).click();
  await panel.getByText('Duties when data leaks: DORA').waitFor();
  await panel.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('cell', { name: 'Muster Bank AG', exact: true }).waitFor();

  await page.getByRole('link', { name: 'People to call', exact: true }).last().click();
  await page.getByRole('button', { name: 'Add a person to call' }).click();
  await panel.getByLabel('Name', { exact: true }).fill('Dora Datenschutz');
  await panel.getByLabel('Number, with its country').first().fill('+49 30 1234567');
  await panel.getByLabel('Number, with its country').last().fill('+49 30 1234567');
  await panel.getByRole('button', { name: 'Add' }).click();
  await panel.getByText('Another one than the first').waitFor();
  await panel.getByLabel('Number, with its country').last().fill('+49 170 7654321');
  await panel.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('cell', { name: 'Dora Datenschutz', exact: true }).waitFor();

  // The roster may wait. The backup goes into a folder that the server makes.
  await page.getByRole('link', { name: /^Backup/ }).click();
  const where = page.getByLabel('Folder on the machine of the server');
  await where.fill(join(folder, 'data', 'backup'));
  await page.getByRole('button', { name: 'Back up there' }).click();
  await page.getByRole('alert').getByText('A backup cannot be written there').waitFor();
  await where.fill(join(folder, 'backup'));
  await page.getByRole('button', { name: 'Back up there' }).click();
  await page.getByText('The last one is whole').waitFor({ timeout: 60_000 });
  await expectNoAxe(page);

  await page.getByRole('link', { name: 'Leave for now' }).click();
  await page.goto(`${server.address}/incidents`);
  await page.getByText('Missing: somebody who can open an incident.').waitFor();
  await page.getByRole('link', { name: 'Go on setting up' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Lea Lead');
  await page.getByLabel('Mail address').fill('lea@desk.example');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByText('Code for Lea Lead').waitFor();
  await expectNoAxe(page);
  await page.getByRole('link', { name: 'Go to the desk' }).click();
  await page.waitForURL((url) => url.pathname === '/' || url.pathname === '/incidents');
  expect(await page.getByText('Setting up is not finished').count()).toBe(0);
});
