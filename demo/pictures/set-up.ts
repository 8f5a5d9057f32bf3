import type { Page } from 'playwright-core';
import { codeNow } from '../accounts/app.ts';
import { makePassword } from '../accounts/enter.ts';
import { fail } from '#platform/errors';
import type { Studio } from './studio.ts';

/** Sets the desk up in the browser, as a first admin does, and gives the session. */
export async function takeSetUp(studio: Studio, code: string): Promise<string> {
  const page = await studio.open();
  await studio.visit(page, '/set-up');
  await studio.take(page, 'set-up', 'Set-up: the first admin');
  await page.getByRole('textbox', { name: 'Set-up code' }).fill(code);
  await page.getByLabel('Your name').fill('Ada Brandt');
  await page.getByLabel('Mail address').fill('ada.brandt@desk.example');
  await page.getByRole('textbox', { name: 'Password' }).fill(makePassword());
  await page.getByRole('button', { name: 'Set up' }).click();

  await page.getByRole('heading', { name: 'Keep the recovery key' }).waitFor();
  await studio.take(page, 'recovery-key', 'Set-up: the recovery key');
  const [a = '', b = ''] = await page.locator('pre').allTextContents();
  await page.getByLabel('Half A ends with').fill(a.split('-').at(-1) ?? '');
  await page.getByLabel('Half B ends with').fill(b.split('-').at(-1) ?? '');
  await page.getByRole('button', { name: 'Both halves are kept' }).click();

  await page.getByRole('button', { name: 'Show the secret' }).waitFor();
  await studio.take(page, 'enrol', 'Set-up: the authenticator app');
  await page.getByRole('button', { name: 'Show the secret' }).click();
  const secret = (await page.locator('pre').first().textContent()) ?? '';
  await page.getByLabel('Code that the app shows').fill(codeNow(secret.replaceAll(' ', '')));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  await studio.take(page, 'recovery-codes', 'Set-up: the recovery codes');
  await page.getByLabel('The codes are kept').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/welcome');
  await takeWelcome(studio, page);

  const cookies = await page.context().cookies(studio.base.replace('http:', 'https:'));
  const session = cookies.find(({ name }) => name === '__Host-cofferdam')?.value;
  await page.context().close();
  return session ?? fail('not-signed-in', 'after the set-up');
}

async function takeWelcome(studio: Studio, page: Page): Promise<void> {
  for (const step of ['organisation', 'entities', 'contacts', 'roster', 'backup', 'people']) {
    await studio.visit(page, `/welcome?step=${step}`);
    await studio.take(page, `welcome-${step}`, `Set-up: ${step}`);
  }
  await studio.visit(page, '/incidents');
  await studio.take(page, 'incidents-admin', 'Incidents, as an admin of a new desk');
}
