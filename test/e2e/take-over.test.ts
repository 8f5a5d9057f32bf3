import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, expectNothingLost, openTestBrowser, type TestBrowser } from './testing/index.ts';

// An incident whose only lead was shut out of the installation, as each of those who are left meets it.

let box: TestBrowser;
let incident = '';
beforeAll(async () => {
  box = await openTestBrowser();
  incident = await openTestIncident(box.server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'hr', role: 'hr' },
    { name: 'comms', role: 'comms' },
    { name: 'executive', role: 'executive' },
    { name: 'guest', role: 'guest' },
  ]);
  await box.server.database.owner.query('update cofferdam.person set disabled_at = now() where id = $1', [
    box.server.people.lead,
  ]);
});
afterAll(() => box.close());

test.each(['hr', 'comms', 'executive', 'guest'] as const)(
  '%s is told that nobody leads, and who can take over',
  async (name) => {
    const page = await box.open(`/incidents/${incident}/clocks`, { as: name });
    await page.getByRole('button', { name: 'Who can take over' }).click();
    const panel = page.getByRole('dialog', { name: 'Members' });
    await panel.getByText('analyst can take over. Tell them.').waitFor();
    expect(await page.getByRole('button', { name: 'Become lead' }).count()).toBe(0);
    await panel.getByText('Shut out').waitFor();
    await expectNoAxe(page);
  },
);

test('an analyst takes over for a reason, and the others see at once who leads', async () => {
  const [page, other] = [
    await box.open(`/incidents/${incident}`, { as: 'analyst' }),
    await box.open(`/incidents/${incident}/log`, { as: 'hr' }),
  ];
  await other.getByText('No lead can act').waitFor();
  await page.getByRole('link', { name: 'Take over as lead: none can act' }).waitFor();
  await expectNothingLost(page);
  await page.getByRole('button', { name: 'Take over', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Members' });
  const become = panel.getByRole('button', { name: 'Become lead' });
  expect(await become.isDisabled()).toBe(true);
  await panel.getByLabel('Why you take over').fill('She left, and a clock runs');
  await expectNoAxe(page);
  await become.click();
  await panel.getByRole('button', { name: 'Let somebody in' }).waitFor();
  await panel.getByText('No lead can act').waitFor({ state: 'detached' });
  await other.getByText('No lead can act').waitFor({ state: 'detached' });
  await other.getByRole('gridcell', { name: /Took over as lead/i }).waitFor();
});
