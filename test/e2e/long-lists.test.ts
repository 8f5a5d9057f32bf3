import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { work } from '../../src/server/operate/testing/desk.ts';
import { operations } from '#server/client';
import { handIn } from '../desk/testing/asking.ts';
import { openTestBrowser, type TestBrowser } from './testing/index.ts';

// Lists that are longer than what is asked for at once: each row can be reached, and what changes comes by itself.

const { respond } = operations;
const many = 130;
let box: TestBrowser;
let incident = '';

beforeAll(async () => {
  box = await openTestBrowser({ jobs: 1 });
  incident = await openTestIncident(box.server, [{ name: 'analyst', role: 'analyst' }]);
}, 300_000);
afterAll(() => box.close());

test('the first of many incidents is reached by one key, and how many there are is told', async () => {
  const session = await box.server.session('legal');
  for (let number = 1; number <= many; number += 1) {
    box.server.wait(1000);
    await box.server.ask(respond.openIncident, { body: { title: `A share, number ${number}` } }, { session });
  }
  const page = await box.open('/incidents', { as: 'legal' });
  await page.getByRole('row', { name: `A share, number ${many}` }).waitFor();
  await page.getByText(`${many} incidents in all`).waitFor();
  const grid = page.getByRole('grid', { name: 'Incidents' });
  expect(await grid.getAttribute('aria-rowcount')).toBe(String(many + 1));
  await grid.focus();
  await page.keyboard.press('End');
  await page.getByRole('row', { name: /number 1 [A-Z]/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'A share, number 1', exact: true }).waitFor();
  await page.goto(`${box.base}/incidents?title=number+77`);
  await page.getByText('1 incident in all').waitFor();
});

test('the first entry of a long log is reached by one key and by its address, and the chain holds there', async () => {
  await work(box.server, incident, many);
  const page = await box.open(`/incidents/${incident}/log`, { as: 'lead' });
  await page.getByText('entries in all').waitFor();
  const grid = page.getByRole('grid', { name: 'Log' });
  await grid.focus();
  await page.keyboard.press('End');
  await page.getByRole('row', { name: /^1 Opened / }).waitFor();
  await page.getByText('The chain holds').waitFor();
  await page.goto(`${box.base}/incidents/${incident}/log?entry=1`);
  await page.getByRole('dialog', { name: 'Entry 1' }).getByText('prev', { exact: true }).waitFor();
  await page.goto(`${box.base}/incidents/${incident}/log?entry=100000`);
  await page.getByText('There is no such entry for you').waitFor();
});

test('a list by how much was searched takes in what an inspection has read to its end, by itself', async () => {
  const page = await box.open(`/incidents/${incident}/evidence?searched=whole`, { as: 'lead' });
  await page.getByText('No item that you may see fits these filters.').waitFor();
  await handIn(box.server, incident, {
    name: 'customers.csv',
    bytes: 'name,email\nErika Muster,erika@kunde.example\n',
  });
  await page.getByRole('row', { name: /cu•••\.csv/ }).waitFor();
  await page.getByText('1 item in all').waitFor();
});
