import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, expectNothingLost, openTestBrowser, type TestBrowser } from './testing/index.ts';

// Days and times, typed in one form whatever language the browser was installed in.

let box: TestBrowser;
let incident = '';
beforeAll(async () => {
  box = await openTestBrowser();
  incident = await openTestIncident(box.server, [{ name: 'analyst', role: 'analyst' }]);
}, 300_000);
afterAll(() => box.close());

test('a day narrows the log when it is typed; one that is none says why, and changes nothing', async () => {
  const page = await box.open(`/incidents/${incident}/log`, { as: 'lead', locale: 'en-US' });
  const [from, to] = [page.getByLabel('From', { exact: true }), page.getByLabel('To', { exact: true })];
  await from.fill('5.1.2026');
  await page.waitForURL('**/log?from=2026-01-05');
  await from.press('Tab');
  expect(await from.inputValue()).toBe('2026-01-05');
  // By keyboard from the field to its calendar, and from there to the next field.
  expect(await page.evaluate<string>('document.activeElement.getAttribute("aria-label")')).toBe('Calendar');
  await page.keyboard.press('Tab');
  await page.keyboard.type('11/12/2026');
  expect(await to.inputValue()).toBe('11/12/2026');
  await to.blur();
  await page.getByText('Day and month could change places here. Write it as 2026-11-22').waitFor();
  expect(new URL(page.url()).search).toBe('?from=2026-01-05');
  await expectNoAxe(page);
  await expectNothingLost(page);
  // What is chosen in the calendar of the browser stands in the field.
  await page.locator('input[type=date]').last().fill('2026-03-04');
  await page.waitForURL('**/log?from=2026-01-05&to=2026-03-04');
  expect(await to.inputValue()).toBe('2026-03-04');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.waitForURL('**/log');
  expect([await from.inputValue(), await to.inputValue()]).toEqual(['', '']);
});

test('a form with a time that is none is not sent, and keeps what was typed', async () => {
  const page = await box.open(`/incidents/${incident}/hand-in`, { as: 'analyst', locale: 'en-US' });
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'list.csv');
  writeFileSync(path, 'name,email\nMaria Muster,maria@kunde.example\n');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(path);
  const when = page.getByLabel('When (may be left out)');
  const send = page.getByRole('button', { name: 'Hand in 1 file' });
  await when.fill('2026-02-30 10:15');
  expect(await send.isDisabled()).toBe(true);
  await when.blur();
  await page.getByText('There is no such day, or no such time').waitFor();
  await expectNoAxe(page);
  // The calendar gives the day; the time that stands there stays, and where there is none it is asked for.
  await when.fill('');
  await page.locator('input[type=date]').fill('2026-03-04');
  expect(await when.inputValue()).toBe('2026-03-04 ');
  await page.keyboard.type('10:15');
  await when.blur();
  expect(await when.inputValue()).toBe('2026-03-04 10:15');
  await send.click();
  await page.getByText('1 file handed in').waitFor();
  const { rows } = await box.server.database.owner.query<{ obtained_at: Date }>(
    'select obtained_at from cofferdam.evidence_item where incident_id = $1',
    [incident],
  );
  const zone = await page.evaluate<string>('new Intl.DateTimeFormat().resolvedOptions().timeZone');
  const told = Temporal.PlainDateTime.from('2026-03-04T10:15').toZonedDateTime(zone).epochMilliseconds;
  expect(rows.map((row) => row.obtained_at.getTime())).toEqual([told]);
});
