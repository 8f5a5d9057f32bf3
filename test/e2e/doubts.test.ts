import { afterAll, beforeAll, expect, test } from 'vitest';
import { handInItem, settled, until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, openTestBrowser, type TestBrowser } from './testing/index.ts';

let box: TestBrowser;
beforeAll(async () => {
  box = await openTestBrowser({ jobs: 1 });
}, 300_000);
afterAll(() => box.close());

test('two of one name are looked at, decided to be one person, and two again when it is taken back', async () => {
  const { server } = box;
  const incident = await openTestIncident(server, [{ name: 'analyst', role: 'analyst' }]);
  const lists = {
    'shop.csv': 'customer number,name,email\n7,Anna Schmidt,a.schmidt@post.example\n9,Jonas Weber,jw@post.example\n',
    'guests.csv': 'name,phone\nAnna Schmidt,+49 30 6789012\n',
    'accounts.csv': 'tax id,name\n12 345 678 911,Erika Mustermann\n12 345 678 911,Paul Krüger\n',
  };
  for (const [name, bytes] of Object.entries(lists)) await handInItem(server, incident, { name, bytes });
  await until(server, settled);
  const page = await box.open(`/incidents/${incident}/impact/persons`, { as: 'analyst' });
  await page.getByText('4 persons').waitFor();
  await page.getByRole('link', { name: 'some may be one person in two rows' }).click();
  await page.getByText('Of 2 pairs the data leaves it open').waitFor();
  await expectNoAxe(page);

  const named = page.getByRole('group', { name: 'One official number, two names' });
  await named.getByRole('button', { name: 'Look at both' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Why do you have to know?').fill('To compare them with the register');
  await panel.getByRole('button', { name: 'Reveal both' }).click();
  await panel.getByText('Erika Mustermann').waitFor();
  await panel.getByText('Paul Krüger').waitFor();
  await expectNoAxe(page);
  await panel.getByRole('button', { name: 'Mask now' }).click();
  await panel.getByRole('button', { name: 'Close' }).click();

  const pair = page.getByRole('group', { name: 'One name, and nothing else in common' });
  await pair.getByRole('button', { name: 'One person' }).click();
  await pair.getByLabel('Why they are one person').fill('She rang and named both');
  await pair.getByRole('button', { name: 'Decide: one person' }).click();
  // The new count shows by itself: the pair is gone from what is open, and stands in what is decided.
  await page.getByText('Of 1 pair the data leaves it open').waitFor();
  const decided = page.getByRole('region', { name: 'Decided' });
  await decided.getByText('She rang and named both').waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoAxe(page);
  await page.emulateMedia({ colorScheme: 'light' });

  await decided.getByRole('button', { name: /^Take back/ }).click();
  await decided.getByText('Taken back', { exact: true }).waitFor();
  await page.getByText('Of 2 pairs the data leaves it open').waitFor();
  expect(page.url()).not.toContain('Schmidt');
});
