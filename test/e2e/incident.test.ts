import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisation } from '#respond';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, openTestBrowser, type TestBrowser } from './testing/index.ts';

let box: TestBrowser;
beforeAll(async () => {
  box = await openTestBrowser();
  await organisation.addEntity(
    box.server.desk,
    { person: box.server.people.admin },
    {
      name: 'Muster Versicherung AG',
      country: 'DE',
      sector: 'insurance',
      role: 'controller',
      listed: false,
    },
  );
});
afterAll(() => box.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const question = (page: Page, name: string) => page.getByRole('region', { name });
async function incidentWith(...names: readonly ('analyst' | 'dpo' | 'guest')[]): Promise<string> {
  // The pages of a test before may have been refused something, and its entry is on its way into the log.
  await box.server.refusals.idle();
  return openTestIncident(
    box.server,
    names.map((name) => ({ name, role: name })),
  );
}

test('an incident is open, with its clock running, after a title and five clicks', async () => {
  const page = await box.open('/', { as: 'lead' });
  await page.getByRole('link', { name: 'Open an incident' }).first().click();
  await page.getByLabel('What happened, as far as you know').fill('A list of ours is on a forum');
  await button(page, 'Open the incident').click();
  await page.getByRole('heading', { level: 1, name: 'A list of ours is on a forum' }).waitFor();
  await page.getByText('Nobody stated awareness').first().waitFor();
  await page.getByRole('link', { name: 'State since when somebody was aware' }).click();
  await button(page, 'State what was known').click();
  await button(page, 'State it').click();
  const panel = page.getByRole('dialog', { name: 'What was known when' });
  await panel.getByText('All legal entities').waitFor();
  await panel.getByRole('button', { name: 'Close' }).click();
  await question(page, 'Who must be told, by when?')
    .getByText(/72 h left/)
    .waitFor();
  // What nobody can answer yet is unknown, and never nothing.
  for (const name of ['What leaked?', 'Where else is it?', 'How did it get out?']) {
    expect(await question(page, name).getByText('Unknown').count()).toBe(1);
  }
  await page.getByRole('link', { name: 'Clocks', exact: true }).first().click();
  await page.getByRole('button', { name: /DORA/ }).click();
  await page.getByText('Muster Versicherung AG').nth(1).waitFor();
});

test('what another person does is there without asking, and nothing of a compartment that is not one’s own', async () => {
  const incident = await incidentWith('analyst');
  await box.server.database.owner.query(
    `update cofferdam.membership set compartments = '{facts}' where incident_id = $1 and role = 'analyst'`,
    [incident],
  );
  const [lead, analyst] = [
    await box.open(`/incidents/${incident}`, { as: 'lead' }),
    await box.open(`/incidents/${incident}?panel=awareness`, { as: 'analyst' }),
  ];
  await analyst.getByText('Nobody stated it yet.').first().waitFor();
  await lead.goto(`${box.base}/incidents/${incident}?panel=awareness`);
  await button(lead, 'State what was known').click();
  await lead.getByLabel('By what (may be left out)').fill('The file names our customers');
  await button(lead, 'State it').click();
  await analyst.getByText('The file names our customers').waitFor();
  await button(lead, 'State what was known').click();
  await lead.getByRole('combobox', { name: 'Who may read it' }).click();
  await lead.getByRole('option', { name: 'Counsel' }).click();
  await lead.getByLabel('By what (may be left out)').fill('Counsel knew before');
  await button(lead, 'State it').click();
  await lead.getByText('Counsel knew before').waitFor();
  await lead.goto(`${box.base}/incidents/${incident}?panel=edit`);
  await lead.getByRole('radio', { name: 'Critical' }).check();
  await button(lead, 'Save').click();
  await analyst.getByText('Critical').first().waitFor();
  expect(await analyst.getByText('Counsel knew before').count()).toBe(0);
});

test('two edit one title: each sees both, and nobody’s words are lost', async () => {
  const incident = await incidentWith('analyst');
  const [lead, analyst] = [
    await box.open(`/incidents/${incident}?panel=edit`, { as: 'lead' }),
    await box.open(`/incidents/${incident}?panel=edit`, { as: 'analyst' }),
  ];
  await lead.getByRole('textbox', { name: 'Title' }).fill('Of the lead');
  await analyst.getByRole('textbox', { name: 'Title' }).fill('Of the analyst');
  await button(lead, 'Save').click();
  await lead.getByRole('heading', { level: 1, name: 'Of the lead' }).waitFor();
  const conflict = analyst.getByRole('alert');
  await conflict.getByRole('cell', { name: 'Of the lead' }).waitFor();
  expect(await conflict.getByRole('cell', { name: 'Of the analyst' }).count()).toBe(1);
  expect(await analyst.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Of the analyst');
  await expectNoAxe(analyst);
  await button(analyst, 'Save mine').click();
  await lead.getByRole('heading', { level: 1, name: 'Of the analyst' }).waitFor();
});

describe('members', () => {
  test('a guest comes in with somebody who answers and a last day; who is taken out sees nothing any more', async () => {
    const incident = await incidentWith('analyst');
    const [lead, analyst] = [
      await box.open(`/incidents/${incident}?panel=members`, { as: 'lead' }),
      await box.open(`/incidents/${incident}`, { as: 'analyst' }),
    ];
    await analyst.getByRole('heading', { level: 1 }).waitFor();
    await button(lead, 'Let somebody in').click();
    await lead.getByRole('combobox', { name: 'Who' }).first().click();
    await lead.getByRole('option', { name: /guest@/ }).click();
    await lead.getByRole('combobox', { name: 'Role' }).click();
    await lead.getByRole('option', { name: 'Guest' }).click();
    await lead.getByRole('combobox', { name: 'Who answers for the guest' }).click();
    await lead.getByRole('option', { name: 'analyst' }).click();
    await lead.getByLabel('Last day').fill('2099-12-31');
    await button(lead, 'Let in').click();
    await lead.getByText('Guest; analyst answers for them').waitFor();
    await expectNoAxe(lead);
    await button(lead, 'What to do with guest').click();
    await lead.getByRole('menuitem', { name: 'Take out' }).click();
    await lead.getByLabel('Why guest is taken out').fill('Done');
    await button(lead, 'Take out').click();
    await lead.getByText('Guest; analyst answers for them').waitFor({ state: 'detached' });
    await button(lead, 'What to do with analyst').click();
    await lead.getByRole('menuitem', { name: 'Take out' }).click();
    await lead.getByLabel('Why analyst is taken out').fill('Moved on');
    await button(lead, 'Take out').click();
    await analyst.getByText('There is no such incident for you').waitFor();
  });

  test('who may change nothing is offered nothing', async () => {
    const incident = await incidentWith('guest');
    const page = await box.open(`/incidents/${incident}?panel=members`, { as: 'guest' });
    await page.getByRole('dialog', { name: 'Members' }).getByText('Lead', { exact: true }).waitFor();
    expect(await button(page, 'Let somebody in').count()).toBe(0);
    expect(await page.getByRole('button', { name: /What to do with/ }).count()).toBe(0);
    await button(page, 'Close').click();
    expect(await button(page, 'Edit').count()).toBe(0);
    await page.goto(`${box.base}/incidents/${incident}/clocks`);
    await page.getByText('Awareness is stated by').waitFor();
    expect(await button(page, 'State what was known').count()).toBe(0);
  });
});

test('a view is saved, shown again and shared by its address', async () => {
  await incidentWith('dpo');
  const page = await box.open('/incidents?severity=critical', { as: 'dpo' });
  await button(page, 'Save view').click();
  await page.getByLabel('Name').fill('Critical ones');
  await button(page, 'Save').click();
  await page.goto(`${box.base}/incidents`);
  await button(page, 'Views').click();
  await page.getByRole('menuitem', { name: 'Critical ones' }).first().click();
  await page.waitForURL('**/incidents?severity=critical');
  const other = await box.open('/incidents?severity=critical', { as: 'analyst' });
  expect(await other.getByRole('combobox', { name: 'Severity' }).inputValue()).toBe('Critical');
  expect(await button(other, 'Views').count()).toBe(0);
});

test('the desk of somebody in no incident says so', async () => {
  const page = await box.open('/', { as: 'stranger' });
  await page.getByRole('heading', { name: 'No incident yet' }).waitFor();
  await expectNoAxe(page);
});

test('by keyboard alone: from the desk to the incident, its panel and back, always with a focus to be seen', async () => {
  const incident = await incidentWith('dpo');
  const page = await box.open(`/incidents/${incident}`, { as: 'lead' });
  await question(page, 'What is next, and who has it?').getByRole('link').first().waitFor();
  const seen: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate<{ name: string; isVisible: boolean }>(`(() => {
      const here = document.activeElement;
      const { outlineStyle, boxShadow } = getComputedStyle(here);
      const name = here.getAttribute('aria-label') ?? here.textContent.trim();
      return { name, isVisible: outlineStyle !== 'none' || boxShadow !== 'none' };
    })()`);
    expect(focus).toEqual({ ...focus, isVisible: true });
    seen.push(focus.name);
    if (focus.name === 'State since when somebody was aware') break;
  }
  expect(seen).toEqual(
    expect.arrayContaining(['Skip to the page', 'Edit', 'Overview', 'State since when somebody was aware']),
  );
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'What was known when' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test.each([
  ['the desk', () => '/'],
  ['the list', () => '/incidents?severity=high'],
  ['opening one', () => '/incidents/open'],
  ['the overview', (incident: string) => `/incidents/${incident}`],
  ['clocks', (incident: string) => `/incidents/${incident}/clocks`],
  ['awareness', (incident: string) => `/incidents/${incident}?panel=awareness`],
  ['members', (incident: string) => `/incidents/${incident}?panel=members`],
  ['an edit', (incident: string) => `/incidents/${incident}?panel=edit`],
])('%s: nothing for axe in both themes, nothing cut off at 360 px or at double zoom', async (_, path) => {
  const page = await box.open(path(await incidentWith('analyst', 'dpo')), { as: 'lead' });
  await page.getByRole('heading').first().waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  // 640 px are what is left of 1280 at double zoom.
  for (const width of [1280, 640, 360]) {
    await page.setViewportSize({ width, height: 800 });
    // What stands beside the page slides away first.
    const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    await expect.poll(() => page.evaluate<number>(over), { message: `cut off at ${width}`, timeout: 10_000 }).toBe(0);
    if (width !== 640) await expectNoAxe(page);
  }
});
