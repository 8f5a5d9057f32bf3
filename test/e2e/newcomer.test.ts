import { createHash } from 'node:crypto';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, startServer } from '../desk/testing/process.ts';
import { type RangeSummary, writeRange } from '../range/index.ts';
import { enrol, launch, openPage } from './testing/index.ts';

// The first day of a desk by nothing but its pages: from the link that a new installation prints to a report in which
// somebody who has no account reads how many persons are concerned.

const title = 'Customer lists of ours on a paste site';
/** Of the synthetic leak: a table, a workbook, a document, and an archive with more of them. */
const names = ['kunden_2023.csv', 'members.xlsx', 'import_me.docx', 'newsletter.zip'];

let server: Running;
let folder: string;
let browser: Browser;
let range: RangeSummary;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cofferdam-newcomer-'));
  range = await writeRange({ seed: 7, persons: 60, out: join(folder, 'range') });
  server = await startServer(join(folder, 'data'), folder, 'n'.repeat(32));
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const question = (page: Page, name: string) => page.getByRole('region', { name });

/** The first admin, as the wizard leads. */
async function setUp(page: Page): Promise<void> {
  await page.goto(server.address);
  await page.waitForURL('**/set-up');
  await page.getByRole('textbox', { name: 'Set-up code' }).fill(server.setUpCode);
  await page.getByLabel('Your name').fill('Ada Admin');
  await page.getByLabel('Mail address').fill('ada@desk.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('a good long password');
  await button(page, 'Set up').click();
  await page.getByRole('heading', { name: 'Keep the recovery key' }).waitFor();
  const halves = await page.locator('pre').allTextContents();
  for (const [at, name] of ['A', 'B'].entries()) {
    await page.getByLabel(`Half ${name} ends with`).fill(halves[at]?.split('-').at(-1) ?? '');
  }
  await button(page, 'Both halves are kept').click();
  await enrol(page, Date.now);
  await page.waitForURL('**/welcome');
}

/** Gives the code of the invitation. */
async function fillIn(page: Page): Promise<string> {
  await page.getByLabel('Name of the organisation').fill('Muster Group');
  await button(page, 'Save').click();
  await page.getByRole('link', { name: 'Legal entities', exact: true }).click();
  await button(page, 'Add an entity').click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Name', { exact: true }).fill('Muster Bank AG');
  await panel.getByRole('combobox', { name: 'Country' }).fill('germ');
  await page.getByRole('option', { name: 'Germany' }).click();
  await button(page, 'Add').click();
  await page.getByRole('cell', { name: 'Muster Bank AG', exact: true }).waitFor();
  await page.getByRole('link', { name: /^Backup/ }).click();
  await page.getByLabel('Folder on the machine of the server').fill(join(folder, 'backup'));
  await button(page, 'Back up there').click();
  await page.getByText('The last one is whole').waitFor();
  await page
    .getByRole('link', { name: /^People(?! to call)/ })
    .last()
    .click();
  await page.getByLabel('Name', { exact: true }).fill('Lea Lead');
  await page.getByLabel('Mail address').fill('lea@desk.example');
  await button(page, 'Invite').click();
  await page.getByText('Code for Lea Lead').waitFor();
  return (await page.locator('pre').first().textContent()) ?? '';
}

async function joinAsInvited(page: Page, invitation: string): Promise<void> {
  await page.goto(`${server.address}/join`);
  await page.getByRole('textbox', { name: 'Code of your invitation' }).fill(invitation);
  await page.getByRole('textbox', { name: 'Password' }).fill('another good password');
  await button(page, 'Join').click();
  await page.waitForURL('**/enrol');
  await enrol(page, Date.now);
}

/** Persons of whom the leak has a record in these files, as the range knows it. */
function truth(): number {
  const lines = readFileSync(join(range.folder, 'truth-records.ndjson'), 'utf8').trim().split('\n');
  const records = lines.map((line) => JSON.parse(line) as { readonly file: string; readonly person: string });
  return new Set(records.filter(({ file }) => names.includes(file.split('!')[0] ?? '')).map(({ person }) => person))
    .size;
}

const run = promisify(execFile);
const has = (program: string): boolean => {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const hasPoppler = has('pdftotext');
const missing = hasPoppler ? '' : ' (skipped: install poppler-utils)';

test.skipIf(!hasPoppler)(`a newcomer comes from the set-up link to a report${missing}`, async () => {
  const admin = await openPage(browser);
  await setUp(admin);
  const invitation = await fillIn(admin);

  const lead = await openPage(browser);
  await joinAsInvited(lead, invitation);
  await lead.getByRole('heading', { name: 'No incident yet' }).waitFor();
  await lead.getByRole('link', { name: 'Open an incident' }).first().click();
  await lead.getByLabel('What happened, as far as you know').fill(title);
  await button(lead, 'Open the incident').click();
  await lead.getByRole('heading', { level: 1, name: title }).waitFor();
  const overview = lead.url();

  // A second window stays where it is, and tells by itself what the first one brings.
  const second = await lead.context().newPage();
  await second.goto(overview);
  await question(second, 'Whose is it?').getByText('Nobody was counted yet.').waitFor();

  await lead.goto(`${overview}/hand-in`);
  await lead.getByLabel('At which address').fill('https://paste.example/x');
  const chooser = lead.waitForEvent('filechooser');
  await button(lead, 'Choose files').click();
  await (await chooser).setFiles(names.map((name) => join(range.leak, name)));
  await button(lead, `Hand in ${names.length} files`).click();
  await lead.getByText(`${names.length} files handed in`).waitFor();

  const persons = question(second, 'Whose is it?').getByRole('link', { name: /\d persons$/ });
  await persons.waitFor();
  await question(second, 'Whose is it?').getByText('Known', { exact: true }).waitFor();
  const counted = (await persons.innerText()).trim();
  const [certain = 0, possible = certain] = (counted.match(/\d+/g) ?? []).map(Number);
  expect(certain).toBeLessThanOrEqual(truth());
  expect(possible).toBeGreaterThanOrEqual(truth());

  await lead.goto(`${overview}?panel=awareness`);
  await button(lead, 'State what was known').click();
  await button(lead, 'State it').click();
  await question(second, 'Who must be told, by when?')
    .getByText(/72 h left/)
    .waitFor();

  await lead.goto(`${overview}/first-hour`);
  await button(lead, 'Put a decision down').click();
  await lead.getByLabel('What was decided').fill('The paste site is asked to take it down today');
  await button(lead, 'Put it down').click();
  const decisions = lead.getByRole('region', { name: 'Decisions' });
  await decisions.getByText('The paste site is asked to take it down today').waitFor();

  await lead.goto(`${overview}/report`);
  await lead.getByLabel('Who gets it').fill('The supervisory authority');
  const download = lead.waitForEvent('download');
  await button(lead, 'Make and download').click();
  const { stdout: report } = await run('pdftotext', ['-raw', await (await download).path(), '-']);
  // Lines break where the page does, within a hash too.
  const read = report.replaceAll(/\s+/g, '');
  const expected = [title, counted, 'The supervisory authority', 'The paste site is asked to take it down today'];
  for (const text of expected) expect(read).toContain(text.replaceAll(/\s+/g, ''));
  for (const name of names) {
    expect(read).toContain(
      createHash('sha256')
        .update(readFileSync(join(range.leak, name)))
        .digest('hex'),
    );
  }
  // It goes to others: nothing in it names a person or a file as it is.
  for (const name of names) expect(report).not.toContain(name);
});
