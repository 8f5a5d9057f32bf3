import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { launch, openTestBrowser, type TestBrowser } from './testing/index.ts';

// What somebody typed stays, whoever else writes and whatever becomes of the server.

let box: TestBrowser;
let incident = '';
beforeAll(async () => {
  box = await openTestBrowser();
});
afterAll(() => box.close());
beforeEach(async () => {
  incident = await openTestIncident(box.server, [{ name: 'dpo', role: 'dpo' }]);
});

const openForm = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Put a decision down' }).click();
};
const write = (page: Page, text: string) => page.getByLabel('What was decided').fill(text);
const put = (page: Page) => page.getByRole('button', { name: 'Put it down' }).click();

test('of two who decide otherwise at once, the second is told what was decided, and keeps what they wrote', async () => {
  const [lead, dpo] = [
    await box.open(`/incidents/${incident}/first-hour`, { as: 'lead' }),
    await box.open(`/incidents/${incident}/first-hour`, { as: 'dpo' }),
  ];
  await openForm(lead);
  await write(lead, 'The portal stays down');
  await put(lead);
  for (const page of [lead, dpo]) await page.getByRole('button', { name: 'Decide otherwise' }).click();
  await write(lead, 'It goes up at noon');
  await write(dpo, 'It goes up when the authority agrees');
  await put(lead);
  await dpo.getByText('It goes up at noon').first().waitFor();
  expect(await dpo.getByLabel('What was decided').inputValue()).toBe('It goes up when the authority agrees');
});

const ways = ['**/v1/**', '**/readyz'];
const lose = async (page: Page): Promise<void> => {
  for (const way of ways) await page.route(way, (route) => route.abort('connectionrefused'));
};
const comeBack = async (page: Page): Promise<void> => {
  for (const way of ways) await page.unroute(way);
};
/** In a browser of its own: that of the other tests fails them for each request that nobody answers. */
async function openAlone(path: string): Promise<Page> {
  const browser = await launch();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const value = await box.server.session('lead');
  const url = box.base.replace('http:', 'https:');
  await page.context().addCookies([{ name: '__Host-cofferdam', secure: true, sameSite: 'Strict', value, url }]);
  await page.goto(`${box.base}/incidents/${incident}${path}`);
  return page;
}

test('a decision that was put down while the server was gone is still in the form, and is put down once', async () => {
  const page = await openAlone('/first-hour');
  await openForm(page);
  await write(page, 'We tell the customers today');
  await lose(page);
  await put(page);
  await page.getByText('The server does not answer').first().waitFor();
  expect(await page.getByLabel('What was decided').inputValue()).toBe('We tell the customers today');
  await comeBack(page);
  await put(page);
  await page.getByRole('region', { name: 'Decisions' }).getByText('We tell the customers today').waitFor();
  const { rows } = await box.server.database.owner.query<{ count: number }>(
    'select count(*)::int as count from cofferdam.decision where incident_id = $1',
    [incident],
  );
  expect(rows).toEqual([{ count: 1 }]);
});

test('a title that was typed while the server was gone is there when it is back, and is saved then', async () => {
  const page = await openAlone('?panel=edit');
  await page.getByRole('textbox', { name: 'Title' }).fill('Typed while nobody listened');
  await lose(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The server does not answer').first().waitFor();
  await comeBack(page);
  await page.getByText('What you see may be old').waitFor({ state: 'detached' });
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Typed while nobody listened');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Typed while nobody listened' }).waitFor();
});
