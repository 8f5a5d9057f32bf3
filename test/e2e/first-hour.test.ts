import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { handIn } from '../desk/testing/asking.ts';
import { inspectAll } from '../desk/testing/inspect-all.ts';
import { expectNoAxe, openTestBrowser, type TestBrowser } from './testing/index.ts';

let box: TestBrowser;
let incident: string;

/** Orders of two years up to 4 March 2019, and one that somebody dated seven years later. */
const orders = Array.from({ length: 1200 }, (_, at) => {
  const day = new Date(Date.UTC(2019, 2, 4) - ((at * 7) % 730) * 86_400_000).toISOString().slice(0, 10);
  return `Mara Lindqvist${at},mara.${at}@kunde.example,${day}`;
});

beforeAll(async () => {
  box = await openTestBrowser();
  const { server } = box;
  incident = await openTestIncident(server, []);
  const rows = [...orders, 'Nils Alone,nils@kunde.example,2026-03-04'];
  await handIn(server, incident, { name: 'orders.csv', bytes: `name,email,order date\n${rows.join('\n')}\n` });
  await inspectAll(server);
});
afterAll(() => box.close());

test('how new the data is stands there with its certainty, as a picture, as a table and in its place', async () => {
  const page = await box.open(`/incidents/${incident}/first-hour`, { as: 'lead' });
  const isNew = page.getByRole('region', { name: 'Is it new?' });
  await isNew.getByText('The newest entry in it is of 4 March 2019', { exact: false }).waitFor();
  await isNew.getByText('One date is later and stands alone, 4 March 2026', { exact: false }).waitFor();
  await isNew.getByText('In part', { exact: true }).waitFor();

  const written = page.getByRole('region', { name: 'When was it written?' });
  const picture = written.getByRole('img', { name: /^Dates from 2017 to 2026, most in 2018/ });
  await picture.waitFor();
  await written.getByText('The same as a table').focus();
  await page.keyboard.press('Enter');
  await written.getByRole('row', { name: /^2026, stands alone/ }).waitFor();
  await expectNoAxe(page);
  for (const width of [640, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const over = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    await expect.poll(over, { message: `at ${width}`, timeout: 10_000 }).toBeLessThanOrEqual(0);
  }

  await written.getByRole('listitem').getByRole('link').click();
  await page.waitForURL(/\/impact\/files\?.*at=/);
});

test('what an inspection finds answers the questions while somebody looks at them', async () => {
  const { server } = box;
  const fresh = await openTestIncident(server, []);
  await handIn(server, fresh, { name: 'orders.csv', bytes: `name,email,order date\n${orders.join('\n')}\n` });
  const page = await box.open(`/incidents/${fresh}/first-hour`, { as: 'lead' });
  const isNew = page.getByRole('region', { name: 'Is it new?' });
  await isNew.getByText('What was handed in is not read yet.').waitFor();
  await inspectAll(server);
  await isNew.getByText('The newest entry in it is of 4 March 2019', { exact: false }).waitFor();
});
