import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { impact, incidentKey } from '#respond';
import { handInItem, settled, until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, openTestBrowser, type TestBrowser } from './testing/index.ts';

let here: TestBrowser;
/** With evidence that was inspected. */
let incident: string;
/** With a list of thousands. */
let long: string;

const people = [
  ['Erika Mustermann', 'erika.mustermann@kunde.example', '1980-02-03', 'DE89370400440532013000', 'DE'],
  ['Jonas Beispiel', 'jonas.beispiel@kunde.example', '2019-06-07', 'FR1420041010050500013M02606', 'FR'],
  ['Amina Exemplar', 'amina.exemplar@kunde.example', '1975-11-12', 'GB29NWBK60161331926819', 'GB'],
] as const;
const csv = ['name,email,date of birth,iban,country', ...people.map((row) => row.join(','))].join('\n');
const many = 3000;

beforeAll(async () => {
  here = await openTestBrowser({ jobs: 1 });
  const { server } = here;
  incident = await openTestIncident(server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'comms', role: 'comms' },
  ]);
  await handInItem(server, incident, { name: 'list.csv', bytes: csv });
  await handInItem(server, incident, { name: 'broken.pdf', bytes: '%PDF-1.7\nnothing of a document' });
  long = await openTestIncident(server);
  await countMany();
  await until(server, settled);
}, 180_000);
afterAll(() => here.close());

async function countMany(): Promise<void> {
  const { desk, people: ids, worker } = here.server;
  const key = await transact(desk.pool, { person: ids.lead }, (c) => incidentKey(c, desk.master, long));
  await impact.writeCount({ ...desk, pool: worker }, key, {
    place: { incident: long, compartment: 'facts', evidence: [], runs: [], atLeast: false },
    certain: many,
    possible: many,
    subjects: (async function* () {
      for (let number = 1; number <= many; number += 1) {
        const isRare = number % 100 === 0;
        yield {
          number,
          relation: isRare ? 'employee' : 'customer',
          records: 1,
          files: 1,
          elements: 9,
          mark: 1,
          span: { start: 0, end: 1 },
          name: `Person ${number}`,
          contact: '',
        } as const;
      }
    })(),
    summary: () => ({ relations: { customer: 2970, employee: 30 }, countries: { '': many }, elements: {}, minors: 0 }),
    version: 0,
  });
}

const pathOf = (part: string, of = incident): string => `/incidents/${of}/impact${part}`;
/** What whoever looks can read. */
const read = async (page: Page): Promise<string> => (await page.locator('body').innerText()).replace(/\s+/g, ' ');
const expectMasked = async (page: Page): Promise<void> => {
  const text = await page.content();
  for (const value of people.flatMap(([name, mail, , iban]) => [name, mail, iban])) expect(text).not.toContain(value);
};

test('from a figure to the masked place in a file', async () => {
  const page = await here.open(pathOf(''), { as: 'analyst' });
  await page.getByRole('heading', { name: 'Whose is it?' }).waitFor();
  const text = await read(page);
  expect(text).toContain('1 file could not be read');
  expect(text).toContain('The file is damaged or cut short.');
  expect(text).toContain('3 persons, perhaps more');
  await page
    .getByRole('row', { name: /Bank account/ })
    .first()
    .getByRole('link')
    .click();
  await page.waitForURL('**/impact/files?element=iban&order=most');
  await page.getByRole('row', { name: /csv/ }).click();
  const panel = page.getByRole('dialog');
  await panel.getByText('Bank account (IBAN) 3').waitFor();
  await panel
    .getByText(/^(Row|Line) 2\b/)
    .first()
    .waitFor();
  expect(await panel.innerText()).toMatch(/sure by rule/);
  await expectMasked(page);
  await page.goBack();
  await panel.waitFor({ state: 'hidden' });
});

test('those of no known country are asked for as those of any', async () => {
  const page = await here.open(pathOf('/persons?country=unknown', long), { as: 'lead' });
  await page.getByText('3,000 persons').waitFor();
  expect(await page.getByRole('combobox', { name: 'Country' }).inputValue()).toBe('Not known (3,000)');
  await page.goto(here.base + pathOf('/persons?country=DE', long));
  await page.getByText('Nobody fits').waitFor();
});

test('a file that cannot be read says why, and that what is in it is not known', async () => {
  const page = await here.open(pathOf('/files?status=unreadable'), { as: 'lead' });
  const row = page.getByRole('row', { name: /pdf/ });
  expect(await row.innerText()).toMatch(/Unreadable[\s\S]*damaged[\s\S]*unknown/);
  await row.click();
  await page.getByText('Obtain it again if you can.').waitFor();
  await page.getByText('Whether something is in it is not known.').waitFor();
});

test('a person is revealed for a reason, leads to the first record, and is masked again after a minute', async () => {
  const page = await here.open(pathOf('/persons'), { as: 'analyst' });
  await page.getByRole('row', { name: /J••• B•••/ }).click();
  await page.waitForURL('**person=2');
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: 'Reveal' }).click();
  await panel.locator('textarea:invalid').waitFor();
  await expectMasked(page);
  await panel.getByLabel('Why do you have to know?').fill('He called and asks');
  await page.clock.install();
  await panel.getByRole('button', { name: 'Reveal' }).click();
  await panel.getByText('Jonas Beispiel').waitFor();
  await panel.getByText('jonas.beispiel@kunde.example').waitFor();
  const { rows } = await here.server.database.owner.query<{ body: string }>(
    'select body from cofferdam.log_entry where chain = $1 order by seq desc limit 1',
    [incident],
  );
  expect(JSON.parse(rows[0]?.body ?? '{}')).toMatchObject({ act: { type: 'person-revealed' } });
  const address = await panel.getByRole('link', { name: 'Where the first record is' }).getAttribute('href');
  await page.clock.fastForward(61_000);
  await panel.getByRole('button', { name: 'Reveal' }).waitFor();
  await expectMasked(page);
  await page.goto(here.base + (address ?? ''));
  await page.getByRole('listitem').and(page.locator('[aria-current=location]')).first().waitFor();
});

test('filters stand in the address, and an address shows what it filters by', async () => {
  const page = await here.open(pathOf('/persons'), { as: 'lead' });
  await page.getByText('3 persons').waitFor();
  await page.getByRole('combobox', { name: 'Age' }).click();
  await page.getByRole('option', { name: 'Under 18 (1)' }).click();
  await page.getByText('1 of 3 persons').waitFor();
  const again = await here.open(new URL(page.url()).pathname + new URL(page.url()).search, { as: 'lead' });
  await again.getByText('1 of 3 persons').waitFor();
  await again.getByRole('button', { name: 'Clear filters' }).click();
  await again.getByText('3 persons').waitFor();
});

test('whoever works with sums alone sees them, and is told who sees more', async () => {
  const page = await here.open(pathOf(''), { as: 'comms' });
  await page.getByText('The list of persons is for').waitFor();
  expect(await page.getByRole('link', { name: 'Persons', exact: true }).count()).toBe(0);
  await page.goto(here.base + pathOf('/persons'));
  await page.getByText('Persons one by one are not for your role').waitFor();
});

test('the list is taken away for somebody and for a reason, and marked', async () => {
  const page = await here.open(pathOf('/persons'), { as: 'lead' });
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  await page.getByLabel('Who gets it').fill('Post AG');
  await page.getByLabel('Why').fill('To write to them');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export', exact: true }).click(),
  ]);
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(4);
  for (const line of lines.slice(1)) expect(line).toMatch(/,Post AG,[0-9a-f-]{36}$/);
});

test('a list of thousands is gone through by keys, and its middle is reached at once', async () => {
  const page = await here.open(pathOf('/persons', long), { as: 'lead' });
  const grid = page.getByRole('grid');
  await page.getByRole('row', { name: /^1 P•••/ }).waitFor();
  expect(await grid.getAttribute('aria-rowcount')).toBe(String(many + 1));
  await grid.focus();
  await page.keyboard.press('End');
  await page.getByRole('row', { name: /^3,000 / }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Person 2,999').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.evaluate(`(() => {
    const box = document.querySelector("[role=grid]");
    box.scrollTop = box.scrollHeight / 2;
  })()`);
  await page
    .getByRole('row', { name: /^1,50\d / })
    .first()
    .waitFor();
  await page.goto(`${here.base}${pathOf('/persons', long)}?relation=employee`);
  await page.getByText('30 of 3,000 persons').waitFor();
  await grid.focus();
  await page.keyboard.press('End');
  await page.getByRole('row', { name: /^3,000 / }).waitFor();
});

test('what a job changes appears by itself', async () => {
  const page = await here.open(pathOf(''), { as: 'lead' });
  await page.getByText('3 persons, perhaps more').waitFor();
  await handInItem(here.server, incident, {
    name: 'more.csv',
    bytes: `${csv}\nOle Neu,ole@kunde.example,1990-01-01,,DE`,
  });
  await page.getByText('4 persons, perhaps more').waitFor();
});

const pages = ['', '/files', '/files?order=most', '/persons', '/persons?person=1'];
test.each(pages)('%j has no finding of axe in either theme, and nothing is lost at 360 pixels', async (part) => {
  const page = await here.open(pathOf(part), { as: 'lead' });
  await (part === '' ? page.getByRole('heading', { name: 'Whose is it?' }) : page.getByRole('row').nth(1)).waitFor();
  await expectNoAxe(page);
  // At 200 % zoom a wide page has 640 pixels.
  for (const width of [640, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const over = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    await expect.poll(over, { message: `${part} at ${width}`, timeout: 10_000 }).toBeLessThanOrEqual(0);
  }
});
