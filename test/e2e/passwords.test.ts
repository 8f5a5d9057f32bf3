import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { settled, until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { handIn } from '../desk/testing/asking.ts';
import { expectNoAxe, expectNothingLost, openTestBrowser, type TestBrowser } from './testing/index.ts';

// Protected evidence on the page: passwords are typed there, tried, and are nowhere afterwards.

let box: TestBrowser;
let incident = '';
beforeAll(async () => {
  box = await openTestBrowser({ jobs: 1 });
}, 300_000);
afterAll(() => box.close());
beforeEach(async () => {
  incident = await openTestIncident(box.server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'hr', role: 'hr' },
  ]);
});

const right = 'Kranich & Söhne 1987';
const other = 'the second of two';
const wrong = 'not this one';
const list = 'name,email\nMaria Muster,maria@kunde.example\nJan Beispiel,jan@kunde.example\n';

/** A container of two files, each behind a password of its own, and one that is open. */
async function protectedZip(): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add('readme.txt', new TextReader('nothing in it'));
  await writer.add('first.csv', new TextReader(list), { password: right, encryptionStrength: 3 });
  await writer.add('second.csv', new TextReader(list.replaceAll('kunde', 'partner')), {
    password: other,
    encryptionStrength: 3,
  });
  return writer.close();
}

/** A container of one file, behind a password. */
async function lockedZip(name: string, password: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  await writer.add(name, new TextReader(list), { password, encryptionStrength: 3 });
  return writer.close();
}

/** What the browser asked for, and what it was answered, wherever a password could show. */
interface Heard {
  readonly addresses: string[];
  readonly answers: Promise<string>[];
}
function listen(page: Page): Heard {
  const heard: Heard = { addresses: [], answers: [] };
  page.on('request', (request) => heard.addresses.push(request.url()));
  page.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('application/') === true)
      heard.answers.push(response.text().catch(() => ''));
  });
  return heard;
}

/** In no address, answer, line of the log or page, in whichever form it travels; and kept by no run. */
async function expectNowhere(page: Page, heard: Heard, passwords: readonly string[]): Promise<void> {
  const said = [...heard.addresses, ...(await Promise.all(heard.answers)), box.server.logged(), await page.content()];
  for (const password of passwords) {
    const base64 = Buffer.from(password).toString('base64');
    for (const form of [password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password), base64])
      expect(said.filter((text) => text.includes(form))).toEqual([]);
  }
  const { rows } = await box.server.database.owner.query<{ kept: number }>(
    'select count(*)::int as kept from cofferdam.inspection_run where passwords is not null',
  );
  expect(rows).toEqual([{ kept: 0 }]);
}

const give = async (page: Page, ...passwords: readonly string[]): Promise<void> => {
  // Inspections go by when they were asked for.
  box.server.wait(1000);
  const panel = page.getByRole('dialog');
  for (const [at, password] of passwords.entries()) {
    if (at > 0) await panel.getByRole('button', { name: 'Another one' }).click();
    await panel.getByLabel('Password', { exact: true }).fill(password);
  }
  await panel.getByRole('button', { name: /^Inspect with/ }).click();
};

test('a wrong password says so; each of two right ones opens its file, nothing is there twice, and they are nowhere', async () => {
  const evidence = await handIn(box.server, incident, { name: 'customers.zip', bytes: await protectedZip() });
  await until(box.server, settled);
  const page = await box.open(`/incidents/${incident}/impact`, { as: 'analyst' });
  const heard = listen(page);
  await page.getByRole('link', { name: '2', exact: true }).click();
  await page.waitForURL('**/impact/files?reason=wrong-password');
  await page.goto(`${box.base}/incidents/${incident}/evidence?item=${evidence}`);
  const panel = page.getByRole('dialog');
  await panel.getByText('2 files in it could not be opened without a password').waitFor();
  await expectNoAxe(page);

  await give(page, wrong);
  await panel.getByText('2 files in it could still not be opened: not by the 1 password that was given last').waitFor();
  expect(await panel.getByLabel('Password', { exact: true }).inputValue()).toBe('');

  await give(page, right);
  await panel.getByText('1 file in it could still not be opened').waitFor();
  await give(page, right, other);
  await panel.getByText('All that is protected in it was opened').waitFor();
  await page.goto(`${box.base}/incidents/${incident}/impact/files`);
  await page.getByText('4 files in all').waitFor();
  expect(await page.getByRole('row', { name: /Unreadable/ }).count()).toBe(0);
  await page.goto(`${box.base}/incidents/${incident}/impact`);
  await page.getByText('4 persons').first().waitFor();
  // From how much was searched to the items it counts.
  await page.getByRole('link', { name: 'searched to the end' }).click();
  await page.waitForURL('**/evidence?searched=whole');
  await page.getByRole('row', { name: /cu•••\.zip/ }).waitFor();
  await page.goto(`${box.base}/incidents/${incident}/evidence?searched=notSearched`);
  await page.getByText('No item that you may see fits these filters.').waitFor();

  await expectNowhere(page, heard, [right, other, wrong]);
});

test('a protected workbook is read with its password; who does not decide is offered no field', async () => {
  const bytes = await readFile(join(import.meta.dirname, '../cases/formats/agile.xlsx'));
  const evidence = await handIn(box.server, incident, { name: 'salaries.xlsx', bytes });
  await until(box.server, settled);
  const [page, other] = [
    await box.open(`/incidents/${incident}/evidence?item=${evidence}`, { as: 'analyst' }),
    await box.open(`/incidents/${incident}/evidence?item=${evidence}`, { as: 'hr' }),
  ];
  await page.getByRole('dialog').getByText('1 file in it could not be opened without a password').waitFor();
  await other.getByRole('dialog').getByText('What is in it').waitFor();
  expect(await other.getByLabel('Password', { exact: true }).count()).toBe(0);
  await give(page, 'quay-street');
  await page.getByRole('dialog').getByText('All that is protected in it was opened').waitFor();
});

test('given on the page with the file, the right one has it read at once; a wrong one is told as such; the field keeps none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const page = await box.open(`/incidents/${incident}/hand-in`, { as: 'analyst' });
  const heard = listen(page);
  const field = page.getByLabel('Passwords, if you know them');
  const handOver = async (name: string, typed: string): Promise<void> => {
    box.server.wait(1000);
    const path = join(folder, `${name}.zip`);
    await writeFile(path, await lockedZip(`${name}.csv`, right));
    await field.fill(typed);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await chooser).setFiles(path);
  };

  await field.fill('x'.repeat(1025));
  await page.getByText('Password 1 is longer than 1024 characters').waitFor();
  await handOver('customers', `${other}\n${right}\n`);
  await expectNoAxe(page);
  await expectNothingLost(page);
  await page.getByRole('button', { name: 'Hand in 1 file' }).click();
  await page.getByText('1 file handed in').waitFor();
  expect(await field.inputValue()).toBe('');
  await until(box.server, settled);
  await handOver('partners', wrong);
  await page.getByRole('button', { name: 'Hand in 1 file' }).click();
  await page.getByText('2 files handed in').waitFor();
  expect(await field.inputValue()).toBe('');
  expect(await page.getByText('The passwords were not tried').count()).toBe(0);
  await until(box.server, settled);
  // Going by links keeps the page: what it still held would be found in it.
  expect(await valuesOf(page)).not.toMatch(new RegExp([right, other, wrong].join('|')));

  await page.getByRole('link', { name: 'See them in Evidence' }).click();
  const panel = page.getByRole('dialog');
  await page.getByRole('row', { name: /cu•••\.zip/ }).click();
  await panel.getByText('All that is protected in it was opened').waitFor();
  expect(await panel.getByText(/could (?:still )?not be opened/).count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /pa•••\.zip/ }).click();
  await panel.getByText('1 file in it could still not be opened: not by the 1 password that was given last').waitFor();
  await expectNowhere(page, heard, [right, other, wrong]);
});

/** What stands in all fields of the page, those that nobody sees among them. */
const valuesOf = (page: Page): Promise<string> =>
  page.evaluate<string>(`[...document.querySelectorAll('input, textarea')].map((one) => one.value).join('\\n')`);
