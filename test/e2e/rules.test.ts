import { afterAll, beforeAll, expect, test } from 'vitest';
import { impact } from '#respond';
import { handInItem, settled, until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, openTestBrowser, type TestBrowser } from './testing/index.ts';

let box: TestBrowser;
beforeAll(async () => {
  box = await openTestBrowser({ jobs: 1 });
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

test('a rule is turned off in an incident with a reason, the impact page says so, and there it is turned on again', async () => {
  const { server } = box;
  const incident = await openTestIncident(server, [{ name: 'analyst', role: 'analyst' }]);
  const list = 'name,iban,email\nErika Mustermann,DE89370400440532013000,erika@kunde.example\n';
  await handInItem(server, incident, { name: 'list.csv', bytes: list });
  await until(server, settled);
  const page = await box.open(`/rules?rule=iban&incident=${incident}`, { as: 'analyst' });
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Why').fill('Accounts of the bank itself');
  await panel.getByRole('button', { name: 'Turn it off in this incident' }).click();
  await panel.getByText('Accounts of the bank itself').waitFor();
  await expectNoAxe(page);

  await panel.getByRole('link', { name: /^Inspect the evidence again/ }).click();
  const group = page.getByRole('group', { name: '1 rule is turned off' });
  await group.getByText('1 inspection went by other rules than those of today').waitFor();
  await expectNoAxe(page);
  await group.getByRole('button', { name: 'Inspect again' }).click();
  await page.getByText('inspected without 1 rule').waitFor();
  // Until the last of them is complete, others are shown.
  await group.getByText('went by other rules').waitFor({ state: 'hidden' });

  await group.getByRole('button', { name: 'Turn on again: iban' }).click();
  await page.getByText('1 rule on again: some of what is shown was inspected without (iban)').waitFor();
  await page.getByRole('button', { name: 'Inspect again' }).click();
  await page.getByText('all read to the end').waitFor();
  expect(await page.getByText('inspected without').count()).toBe(0);
});

test('who does not decide what is inspected sees that a rule is off, and why, and turns nothing', async () => {
  const { server } = box;
  const incident = await openTestIncident(server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'comms', role: 'comms' },
  ]);
  const params = { incident };
  const asked = { params, body: { rule: 'iban', reason: 'Accounts of the bank itself' } };
  await server.ask(impact.turnRuleOff, asked, { session: await server.session('analyst') });
  const page = await box.open(`/rules?rule=iban&incident=${incident}`, { as: 'comms' });
  const panel = page.getByRole('dialog');
  await panel.getByText('Accounts of the bank itself').waitFor();
  expect(await panel.getByRole('button', { name: /^Turn/ }).count()).toBe(0);
});

test('an admin writes a rule, is told what is wrong with it, tries it, puts it to use, and ends it', async () => {
  const { server } = box;
  const incident = await openTestIncident(server, [{ name: 'analyst', role: 'analyst' }]);
  await handInItem(server, incident, { name: 'list.csv', bytes: 'badge,email\nPL-54321,erika@kunde.example\n' });
  await until(server, settled);
  const page = await box.open('/rules', { as: 'admin' });
  await page.getByText('No rule of your own yet').waitFor();
  await expectNoAxe(page);
  await page.getByRole('button', { name: 'Write a rule' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Title').fill('Badge of the plant');
  await panel.getByLabel('What it finds').click();
  await page.getByRole('option', { name: 'National identity number' }).click();
  await panel.getByLabel('Regular expression').fill('PL-\\d+');
  await panel.getByLabel('It finds something in').fill('badge PL-12345\nPL-00001 was lost');
  await panel.getByLabel('It finds nothing in').fill('PL-123\nAB-12345');
  await panel.getByLabel('Sample to try it on').fill('The badge PL-77777 was lost, and PL-1 was not.');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await panel.getByText('It has an unbounded quantifier').waitFor();
  expect(await panel.getByRole('button', { name: 'Put it to use' }).isDisabled()).toBe(true);
  await expectNoAxe(page);
  await panel.getByLabel('Regular expression').fill('PL-\\d{5}');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await panel.getByText('It finds one value').waitFor();
  await panel.getByText('PL-77777', { exact: true }).waitFor();
  await expectNoAxe(page);
  // What was changed since is not what was tried.
  await panel.getByLabel('Title').fill('Badge of the works');
  expect(await panel.getByRole('button', { name: 'Put it to use' }).isDisabled()).toBe(true);
  await panel.getByRole('button', { name: 'Try it' }).click();
  await panel.getByRole('button', { name: 'Put it to use' }).click();
  await page.getByRole('cell', { name: /^In use since/ }).waitFor();
  expect(page.url()).not.toMatch(/PL-|badge/i);
  await expectNoAxe(page);

  const impactPage = await box.open(`/incidents/${incident}/impact`, { as: 'analyst' });
  const group = impactPage.getByRole('group', { name: 'Rules of your organisation have changed' });
  await group.getByRole('button', { name: 'Inspect again' }).click();
  await impactPage.getByText('National identity number').first().waitFor();
  await group.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Badge of the works' }).first().click();
  await panel.getByText('own-1, version 1.').waitFor();
  await panel.getByRole('button', { name: 'End this rule' }).click();
  await panel.getByRole('button', { name: 'End Badge of the works' }).click();
  await page.getByRole('cell', { name: /^Ended/ }).waitFor();
});

test('who is no admin tries a rule and is told who puts it to use', async () => {
  const page = await box.open('/rules?own=new', { as: 'analyst' });
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Title').fill('Code names');
  await panel.getByLabel('What it finds').click();
  await page.getByRole('option', { name: 'Confidentiality mark' }).click();
  await panel.getByText('By a list of words').click();
  await panel.getByLabel('Words or names').fill('Project Falcon\nKestrel');
  await panel.getByLabel('Sample to try it on').fill('Minutes of project falcon, with guests of KESTREL.');
  await panel.getByRole('button', { name: 'Try it' }).click();
  await panel.getByText('It finds 2 values').waitFor();
  await panel.getByText('An admin puts a rule to use').waitFor();
  expect(await panel.getByRole('button', { name: 'Put it to use' }).count()).toBe(0);
});
