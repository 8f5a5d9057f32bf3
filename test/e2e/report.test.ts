import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '#server/client';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { handIn } from '../desk/testing/asking.ts';
import { inspectAll } from '../desk/testing/inspect-all.ts';
import { expectNoAxe, openTestBrowser, type TestBrowser } from './testing/index.ts';

const { respond } = operations;

let box: TestBrowser;
let incident: string;

beforeAll(async () => {
  box = await openTestBrowser();
  const { server } = box;
  incident = await openTestIncident(server, [
    { name: 'dpo', role: 'dpo' },
    { name: 'executive', role: 'executive' },
  ]);
  const persons = Array.from(
    { length: 40 },
    (_, at) => `Mara Lindqvist${at},mara.${at}@kunde.example,DE89370400440532013000`,
  );
  await handIn(server, incident, { name: 'Kunden.csv', bytes: `name,email,iban\n${persons.join('\n')}\n` });
  await handIn(server, incident, {
    name: 'config.env',
    bytes: 'DB_PASSWORD=Tr0ub4dor-and-9-horses\nGITHUB_TOKEN=ghp_x\n',
  });
  await handIn(server, incident, { name: 'Kiste.pdf', bytes: '%PDF-1.7\n broken' });
  await inspectAll(server);
  const by = { session: await server.session('admin') };
  const entity = { name: 'Muster GmbH', country: 'DE', role: 'controller', listed: false } as const;
  await server.ask(respond.addEntity, { body: entity }, by);
  const first = { kind: 'mail', address: 'counsel@muster.example' } as const;
  const second = { kind: 'phone', address: '+49301234567' } as const;
  await server.ask(respond.addContact, { body: { name: 'Dr. Fern', function: 'counsel', first, second } }, by);
});
afterAll(() => box.close());

const at = (page: string): string => `/incidents/${incident}/${page}`;

test('the first hour answers with certainty, and a decision stands there with who and when', async () => {
  const page = await box.open(at('first-hour'), { as: 'lead' });
  const ours = page.getByRole('region', { name: 'Is it ours?' });
  await ours.getByText('Unknown', { exact: true }).waitFor();
  await ours.getByText('No roster is loaded', { exact: false }).waitFor();
  await page.getByRole('region', { name: 'Whom to call' }).getByText('Dr. Fern').waitFor();

  await page.getByRole('button', { name: 'Put a decision down' }).click();
  await page.getByLabel('What was decided').fill('The portal stays down until Monday');
  await page.getByLabel('What else could have been chosen').fill('Keep it up and watch');
  await page.getByRole('button', { name: 'Put it down' }).click();
  const decisions = page.getByRole('region', { name: 'Decisions' });
  await decisions.getByText('The portal stays down until Monday').waitFor();
  await decisions.getByText('Instead of: Keep it up and watch').waitFor();

  // Another takes its place, and both stand.
  await decisions.getByRole('button', { name: 'Decide otherwise' }).click();
  await page.getByLabel('What was decided').fill('The portal goes up again');
  await page.getByRole('button', { name: 'Put it down' }).click();
  await decisions.getByText('Decided otherwise later').waitFor();
  await expectNoAxe(page);
});

test('somebody who may not decide is offered nothing, and reads', async () => {
  const page = await box.open(at('first-hour'), { as: 'executive' });
  await page.getByText('Keep before it expires').waitFor();
  expect(await page.getByRole('button', { name: 'Put a decision down' }).count()).toBe(0);
});

test('the first hour prints on one sheet of A4', async () => {
  const page = await box.open(at('first-hour'), { as: 'lead' });
  await page.getByText('Keep before it expires').waitFor();
  await page.getByText('Dr. Fern').waitFor();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect((await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise).numPages).toBe(1);
});

async function downloaded(page: Page, click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return download;
}

test('a report is looked at, made for somebody and taken away, by keyboard alone', async () => {
  const page = await box.open(at('report'), { as: 'dpo' });
  const preview = page.getByRole('article', { name: 'Preview of the report' });
  await preview.getByText('What leaked?').waitFor();
  await preview.getByText('Bank accounts (IBAN)').first().waitFor();
  expect(await preview.textContent()).not.toMatch(/Lindqvist|kunde\.example|Kiste/);
  await expectNoAxe(page);

  await page.getByLabel('Who gets it').focus();
  await page.keyboard.type('The supervisory authority');
  const download = await downloaded(page, () => page.keyboard.press('Enter'));
  expect(download.suggestedFilename()).toMatch(/^report-[0-9a-f-]{36}\.pdf$/);
  await page.getByText('Saved as report-', { exact: false }).waitFor();
  const bytes = await readFile(await download.path());
  const pdf = await getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
  const first = await (await pdf.getPage(1)).getTextContent();
  expect(first.items.map((item) => ('str' in item ? item.str : '')).join(' ')).toContain('The supervisory authority');
});

test('as DOCX too, and the list of persons for a reason', async () => {
  const page = await box.open(at('report'), { as: 'lead' });
  await page.getByText('Word (DOCX)').click();
  await page.getByLabel('Who gets it').fill('Counsel');
  const docx = await downloaded(page, () => page.getByRole('button', { name: 'Make and download' }).click());
  expect(docx.suggestedFilename()).toMatch(/\.docx$/);
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Who gets it').fill('Those who write the letters');
  await dialog.getByLabel('Why').fill('To tell them');
  const csv = await downloaded(page, () => dialog.getByRole('button', { name: 'Export' }).click());
  expect(csv.suggestedFilename()).toMatch(/^persons-.*\.csv$/);
});

test('who may make none is told who may', async () => {
  const page = await box.open(at('report'), { as: 'executive' });
  await page.getByRole('heading', { name: 'Reports are made by others' }).waitFor();
  await expectNoAxe(page);
});

test.each(['first-hour', 'report'])('%s: at 360 px, and at 200 %, nothing is lost', async (path) => {
  for (const viewport of [
    { width: 360, height: 740 },
    { width: 640, height: 400 },
  ]) {
    const page = await box.open(at(path), { as: 'lead', viewport });
    await page.getByText(path === 'report' ? 'Make and download' : 'Keep before it expires').waitFor();
    const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(wider).toBe(0);
  }
});
