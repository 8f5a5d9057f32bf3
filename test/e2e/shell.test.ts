import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awareness, members } from '#respond';
import { openTestIncident, type TestPerson } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, expectNothingLost, openTestBrowser, type TestBrowser } from './testing/index.ts';

let box: TestBrowser;
let incident: string;
beforeAll(async () => {
  box = await openTestBrowser();
});
afterAll(() => box.close());
beforeEach(async () => {
  await box.server.refusals.idle();
  incident = await openTestIncident(box.server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'guest', role: 'guest', compartments: ['facts'] },
  ]);
});

const title = (text: string, of = incident) =>
  box.server.database.owner.query('update cofferdam.incident set title = $2 where id = $1', [of, text]);
const hoursAgo = (hours: number): string => new Date(box.server.desk.now() - hours * 3_600_000).toISOString();
const aware = (of: string, since: string, who: TestPerson = 'lead') =>
  awareness.state(box.server.desk, { person: box.server.people[who] }, of, {
    step: 'aware',
    since,
    zone: 'UTC',
    compartment: 'facts',
    entity: null,
    note: null,
  });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const field = (page: Page) => page.getByRole('combobox', { name: 'Search and commands' });
const options = (page: Page) => page.getByRole('listbox', { name: 'Results' }).getByRole('option');
const bar = (page: Page) => page.getByRole('banner');
const here = (page: Page) => bar(page).getByRole('button', { name: /^Also here/ });

/** Ctrl-K, once there is something that hears it. */
async function summon(page: Page): Promise<void> {
  await bar(page).getByRole('button', { name: 'Search and commands' }).waitFor();
  await page.keyboard.press('Control+k');
  await field(page).waitFor();
}

describe('search and commands', () => {
  test('by keyboard alone to an incident, whose name is mistyped, and on to its parts', async () => {
    await title('Passports in an open bucket');
    const page = await box.open('/', { as: 'lead' });
    await heading(page, 'Desk').waitFor();
    await summon(page);
    await page.keyboard.type('pasports');
    await options(page).first().getByText('Passports in an open bucket').waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Passports in an open bucket').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('upload');
    await options(page).getByText('Hand in files').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/incidents/${incident}/hand-in`);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('members');
    await options(page).getByText('Members').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Members' }).waitFor();
    // What is being done beside the page is not covered.
    await page.keyboard.press('Control+k');
    expect(await field(page).count()).toBe(0);
  });

  test('the arrows choose, the list says how many there are, Escape gives the focus back', async () => {
    const page = await box.open('/', { as: 'lead' });
    const button = bar(page).getByRole('button', { name: 'Search and commands' });
    await button.focus();
    await page.keyboard.press('Enter');
    await field(page).fill('page');
    await page.getByRole('status').getByText('1 result', { exact: true }).waitFor();
    await field(page).fill('');
    // Before the list has followed, the arrow would go round in the one result.
    await expect.poll(() => options(page).count()).toBeGreaterThan(1);
    const chosen = options(page).and(page.locator('[aria-selected=true]'));
    const first = await chosen.textContent();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chosen.textContent()).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => chosen.textContent()).toBe('Sign out');
    expect(await field(page).getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    await field(page).fill('nothing is called so');
    await page.getByText('Nothing fits. Try another word').waitFor();
    await page.keyboard.press('Escape');
    await field(page).waitFor({ state: 'detached' });
    const focus = 'document.activeElement.textContent';
    await expect.poll(() => page.evaluate<string>(focus)).toBe('Search and commands');
  });

  test('where one was last comes first; titles are not kept in the browser, and nothing at all after signing out', async () => {
    await title('Where one was');
    const page = await box.open(`/incidents/${incident}`, { as: 'lead' });
    await heading(page, 'Where one was').waitFor();
    await page.goto(`${box.base}/people`);
    await summon(page);
    await page
      .getByRole('group', { name: 'Recent' })
      .getByRole('option', { name: /Where one was/ })
      .waitFor();
    const kept = () => page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(await kept()).toContain(incident);
    expect(await kept()).not.toContain('Where one was');
    await page.keyboard.type('sign out');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sign-in');
    expect(await kept()).not.toContain(incident);
  });

  test('what is typed goes nowhere: no request, no address, no log has it', async () => {
    const page = await box.open('/', { as: 'lead' });
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await summon(page);
    await page.keyboard.type('marbeckstolen');
    await page.getByText('Nothing fits. Try another word').waitFor();
    expect(sent.some((one) => one.includes('/v1/incidents'))).toBe(true);
    expect([...sent, page.url(), box.server.logged()].join('\n')).not.toContain('marbeck');
  });

  test('what is typed before the field is there stands in it', async () => {
    const page = await box.open('/', { as: 'lead' });
    await bar(page).getByRole('button', { name: 'Search and commands' }).waitFor();
    const { promise: typed, resolve } = Promise.withResolvers<void>();
    await page.route('**/assets/*.js', async (route) => {
      await typed;
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('peoplx');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('e');
    expect(await field(page).count()).toBe(0);
    resolve();
    await field(page).waitFor();
    expect(await field(page).inputValue()).toBe('people');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/people');
  });

  test('nothing is offered that would be refused', async () => {
    const guest = await box.open(`/incidents/${incident}`, { as: 'guest' });
    await heading(guest, 'A list of customers').waitFor();
    await summon(guest);
    await options(guest).getByText('Overview').waitFor();
    for (const [typed, name] of [
      ['hand in', 'Hand in files'],
      ['persons', 'Persons'],
      ['change', 'Change title, severity or phase'],
      ['setting up', 'Setting up'],
    ] as const) {
      await field(guest).fill(typed);
      await guest
        .getByRole('status')
        .getByText(/result|Nothing fits/)
        .waitFor();
      expect(await options(guest).getByText(name, { exact: true }).count(), name).toBe(0);
    }
    const admin = await box.open('/people', { as: 'admin' });
    await summon(admin);
    await options(admin).getByText('Setting up').waitFor();
    await field(admin).fill('open an incident');
    expect(await options(admin).getByText('Open an incident').count()).toBe(0);
  });

  test.each([1280, 640, 360])('at %i px: nothing for axe in both themes, nothing beyond the edge', async (width) => {
    await title('Credentials of the partner portal in a public repository of somebody who has left');
    const page = await box.open('/', { as: 'lead' });
    await page.setViewportSize({ width, height: 800 });
    await bar(page).getByRole('button', { name: 'Search and commands' }).click();
    await options(page).first().waitFor();
    await expectNoAxe(page);
    await field(page).fill('nothing is called so');
    await page.getByText('Nothing fits. Try another word').waitFor();
    await expectNoAxe(page);
    const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(beyond)).toBe(0);
  });
});

describe('who is here', () => {
  test('two see each other and where they are; one goes and is gone', async () => {
    const lead = await box.open(`/incidents/${incident}`, { as: 'lead' });
    await heading(lead, 'A list of customers').waitFor();
    expect(await here(lead).count()).toBe(0);
    const analyst = await box.open(`/incidents/${incident}/impact`, { as: 'analyst' });
    await bar(lead).getByRole('button', { name: 'Also here: analyst (Impact)' }).waitFor();
    await bar(analyst).getByRole('button', { name: 'Also here: lead (Overview)' }).waitFor();
    await lead.goto(`${box.base}/incidents/${incident}?panel=edit`);
    const edits = 'Also here: lead (Overview, changing title, severity or phase)';
    await bar(analyst).getByRole('button', { name: edits }).waitFor();
    await here(analyst).focus();
    await analyst.keyboard.press('Enter');
    await analyst.getByText('Have this incident open now').waitFor();
    await expectNoAxe(analyst);
    await analyst.keyboard.press('Escape');
    await analyst.getByText('Have this incident open now').waitFor({ state: 'detached' });
    await analyst.goto(`${box.base}/incidents`);
    await here(lead).waitFor({ state: 'detached' });
    expect(await here(analyst).count()).toBe(0);
  });

  test('a guest who sees less is told who, and not where; who is taken out is gone', async () => {
    const [lead, guest] = [
      await box.open(`/incidents/${incident}/evidence`, { as: 'lead' }),
      await box.open(`/incidents/${incident}`, { as: 'guest' }),
    ];
    await bar(lead).getByRole('button', { name: 'Also here: guest (Overview)' }).waitFor();
    await bar(guest).getByRole('button', { name: 'Also here: lead', exact: true }).waitFor();
    const { lead: by, guest: person } = box.server.people;
    await members.remove(box.server.desk, { person: by }, { incident, person, reason: 'done' });
    await here(lead).waitFor({ state: 'detached' });
    await guest.getByText('There is no such incident for you').waitFor();
    expect(await here(guest).count()).toBe(0);
  });
});

describe('the nearest clock', () => {
  const clock = (page: Page) => bar(page).getByRole('link', { name: /GDPR Art. 33/ });

  test('of all incidents, live with what others state, leads to it; overdue before all', async () => {
    const dpo = { name: 'dpo', role: 'dpo' } as const;
    const [one, other] = [await openTestIncident(box.server, [dpo]), await openTestIncident(box.server, [dpo])];
    const page = await box.open(`/incidents/${one}`, { as: 'dpo' });
    await heading(page, 'A list of customers').waitFor();
    expect(await clock(page).count()).toBe(0);
    await aware(one, hoursAgo(5));
    await clock(page)
      .filter({ hasText: /^Running6[67] h/ })
      .waitFor();
    await aware(one, hoursAgo(60));
    await clock(page).filter({ hasText: 'Due soon' }).waitFor();
    await aware(other, hoursAgo(100));
    await page.goto(`${box.base}/people`);
    await clock(page)
      .filter({ hasText: /Overdue.* over/ })
      .waitFor();
    expect(await clock(page).textContent()).toContain('The nearest of 2.');
    await expectNoAxe(page);
    await expectNothingLost(page);
    await clock(page).click();
    await page.waitForURL(`**/incidents/${other}/clocks`);
  });
});

test('the bar has room for all of it: at 360 px and at double zoom, with everything in it', async () => {
  const longest = 'Maximiliane Freifrau von und zu Musterhausen-Beispielstein';
  await box.server.database.owner.query('update cofferdam.person set name = $2 where id = $1', [
    box.server.people.hr,
    longest,
  ]);
  const of = await openTestIncident(box.server, [
    { name: 'hr', role: 'hr' },
    { name: 'analyst', role: 'analyst' },
    { name: 'dpo', role: 'dpo' },
  ]);
  await aware(of, hoursAgo(50));
  for (const as of ['analyst', 'dpo'] as const) await box.open(`/incidents/${of}`, { as });
  const page = await box.open(`/incidents/${of}`, { as: 'hr' });
  await bar(page)
    .getByRole('button', { name: /Also here: .*; / })
    .waitFor();
  await bar(page)
    .getByRole('link', { name: /Due soon/ })
    .waitFor();
  await expectNothingLost(page);
  await expectNoAxe(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoAxe(page);
  // Each can be hit, and none lies on another.
  for (const one of [
    bar(page).getByRole('button', { name: 'Sections' }),
    bar(page).getByRole('link', { name: 'Cofferdam' }),
    bar(page).getByRole('button', { name: 'Search and commands' }),
    bar(page).getByRole('link', { name: /Due soon/ }),
    here(page),
    bar(page).getByRole('button', { name: longest }),
  ]) {
    await one.click({ trial: true });
    expect((await one.boundingBox())?.width).toBeGreaterThanOrEqual(24);
  }
});
