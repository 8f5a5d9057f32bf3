import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { evidence } from '#respond';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { expectNoAxe, launch, openTestBrowser, type TestBrowser } from './testing/index.ts';

// Evidence as people hand it in and look at it, in a real browser on a real server.

let box: TestBrowser;
let folder = '';
let incident = '';

beforeAll(async () => {
  box = await openTestBrowser({ jobs: 1 });
  folder = await mkdtemp(join(tmpdir(), 'cofferdam-files-'));
}, 300_000);
afterAll(async () => {
  await box.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  incident = await openTestIncident(box.server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'legal', role: 'legal' },
    { name: 'comms', role: 'comms' },
    { name: 'executive', role: 'executive' },
  ]);
});

const list = 'name,email\nMaria Muster,maria@kunde.example\nJan Beispiel,jan@kunde.example\n';

async function file(name: string, bytes: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

const openHandIn = (as: 'analyst' | 'lead' = 'analyst') => box.open(`/incidents/${incident}/hand-in`, { as });
async function choose(page: Page, paths: readonly string[], button = 'Choose files'): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles([...paths]);
}
const handIn = (page: Page, count: string) => page.getByRole('button', { name: `Hand in ${count}` }).click();

interface Stored {
  readonly id: string;
  readonly state: string;
  readonly received: number;
  readonly size: number;
}
async function items(): Promise<Stored[]> {
  const { rows } = await box.server.database.owner.query<Stored>(
    `select e.id, e.state, u.received::int, e.size::int from cofferdam.evidence_item e
     join cofferdam.evidence_upload u on u.evidence_id = e.id where e.incident_id = $1 order by e.handed_in_at, e.id`,
    [incident],
  );
  return rows;
}
async function namesOf(): Promise<string[]> {
  const session = await box.server.session('analyst');
  const shown = await Promise.all(
    (await items()).map(({ id }) =>
      box.server.ask(evidence.showEvidence, { params: { incident, evidence: id } }, { session }),
    ),
  );
  return shown.map(({ answer }) => answer.name ?? '').sort();
}

describe('handing in', () => {
  test('a file, with what is said of it, is in the list at once and soon inspected; its text is masked', async () => {
    const page = await openHandIn();
    await page.getByLabel('At which address').fill('https://paste.example/x');
    await choose(page, [await file('customers.csv', list)]);
    await handIn(page, '1 file');
    await page.getByText('1 file handed in').waitFor();
    await page.getByRole('link', { name: 'See them in Evidence' }).click();
    const row = page.getByRole('row', { name: /cu•••\.csv/ });
    await row.getByText('Inspected').waitFor();
    await row.click();
    const panel = page.getByRole('dialog', { name: 'customers.csv' });
    await panel.getByText('https://paste.example/x').waitFor();
    await panel.getByRole('button', { name: 'Look at the text of The item itself' }).click();
    await page.getByText('What it does not recognise is shown as it is').waitFor();
    expect(await logged('evidence-previewed')).toBe(0);
    await page.getByRole('button', { name: 'Show the text' }).click();
    const text = page.getByRole('region', { name: 'Text, masked' });
    await text.waitFor();
    expect(await text.textContent()).toMatch(/^name,email\n/);
    expect(await page.content()).not.toMatch(/maria@kunde|Maria Muster/);
    expect(await logged('evidence-previewed')).toBe(1);
  });

  test('a folder keeps the paths of what is in it', async () => {
    await file('dump/a.txt', 'first');
    await file('dump/sub/b.txt', 'second');
    const page = await openHandIn();
    await choose(page, [join(folder, 'dump')], 'Choose a folder');
    await handIn(page, '2 files');
    await page.getByText('2 files handed in').waitFor();
    expect(await namesOf()).toEqual(['dump/a.txt', 'dump/sub/b.txt']);
  });

  test('what was dropped is handed in, empty files too', async () => {
    const page = await openHandIn();
    const data = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['dropped'], 'dropped.txt'));
      transfer.items.add(new File([], 'empty.txt'));
      return transfer;
    })()`);
    await page.getByText('Drop files or folders here').dispatchEvent('drop', { dataTransfer: data });
    await handIn(page, '2 files');
    await page.getByText('2 files handed in').waitFor();
    expect((await items()).map(({ state, size }) => `${state} ${size}`).sort()).toEqual(['complete 0', 'complete 7']);
  });

  test('sealed off from its first byte on, it is there for the named alone and not inspected', async () => {
    const page = await openHandIn();
    await page.getByLabel('Seal it off at once').check();
    await page.getByRole('radio', { name: 'Classified' }).check();
    await page.getByRole('combobox', { name: 'People who alone may open it' }).click();
    await page.getByRole('option', { name: 'legal' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Reason').fill('marked as secret');
    await choose(page, [await file('secret.txt', 'hidden')]);
    await handIn(page, '1 file');
    await page.getByText('1 file handed in').waitFor();
    await page.getByRole('link', { name: 'See them in Evidence' }).click();
    await page.getByRole('row', { name: /Sealed off, not inspected/ }).waitFor();
    const other = await box.open(`/incidents/${incident}/evidence`, { as: 'legal' });
    await other.getByRole('row', { name: /se•••\.txt/ }).waitFor();
  });
});

describe('a large file', () => {
  const size = 40 * 1024 * 1024;
  const bytes = Buffer.alloc(size, 'line of a long file\n');

  /** A connection as slow as one at home, so that there is a middle to be cut in. */
  async function slow(page: Page, bytesPerSecond: number): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  }
  /** All bytes that the server took in parts, over all requests. */
  function countSent(page: Page): () => Promise<number> {
    const offsets: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
    });
    return async () => offsets.at(-1) ?? -1;
  }
  const arrived = async (least: number): Promise<number> => {
    for (;;) {
      const [one] = await items();
      if (one !== undefined && one.received >= least) return one.received;
      await box.server.database.owner.query('select pg_sleep(0.05)');
    }
  };

  test('goes on where it was after the browser was closed, and no byte that was safe is sent again', async () => {
    const path = await file('large.txt', bytes);
    const first = await openHandIn();
    await slow(first, 12_000_000);
    await choose(first, [path]);
    await handIn(first, '1 file');
    await arrived(8 * 1024 * 1024);
    // As after the machine was switched off: what the browser keeps of the site is there, the page is not.
    const state = await first.context().storageState();
    expect(JSON.stringify(state.origins)).not.toContain('large');
    await first.close({ runBeforeUnload: false });
    const safe = await arrived(0);
    const again = await box.open(`/incidents/${incident}/hand-in`, { as: 'analyst', storageState: state });
    await again.getByRole('list', { name: 'Unfinished uploads' }).getByText('la•••.txt').waitFor();
    const offset = countSent(again);
    await choose(again, [path]);
    await handIn(again, '1 file');
    await again.getByText('1 file handed in').waitFor();
    expect(await offset()).toBeGreaterThanOrEqual(safe);
    expect(await items()).toMatchObject([{ state: 'complete', received: size, size }]);
    const session = await box.server.session('analyst');
    const [{ id } = { id: '' }] = await items();
    const { answer } = await box.server.ask(evidence.showEvidence, { params: { incident, evidence: id } }, { session });
    expect(answer.sha256).toBe(await sha256(bytes));
  });

  test('is paused and goes on; cancelled, it is discarded', async () => {
    const page = await openHandIn();
    await slow(page, 12_000_000);
    await choose(page, [await file('paused.txt', bytes)]);
    await handIn(page, '1 file');
    await arrived(8 * 1024 * 1024);
    await page.getByRole('button', { name: 'Pause paused.txt' }).click();
    await page.getByText(/ · paused$/).waitFor();
    await page.getByRole('button', { name: 'Go on with paused.txt' }).click();
    await page.getByText(/ · is being sent$/).waitFor();
    await page.getByRole('button', { name: 'Cancel paused.txt' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('list', { name: 'Files' }).waitFor({ state: 'detached' });
    expect(await items()).toMatchObject([{ state: 'abandoned' }]);
  });

  test('waits while the session is over, and goes on when the same person is signed in again', async () => {
    const page = await openHandIn();
    await slow(page, 12_000_000);
    await choose(page, [await file('session.txt', bytes)]);
    await handIn(page, '1 file');
    await arrived(1024 * 1024);
    const cookies = await page.context().cookies();
    await page.getByRole('button', { name: 'Pause session.txt' }).click();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Go on with session.txt' }).click();
    await page.getByText('Your session is over').waitFor();
    await page.context().addCookies(cookies);
    await page.getByText('1 file handed in').waitFor();
    expect(await items()).toMatchObject([{ state: 'complete', received: size }]);
  });

  test('waits while the server is gone, and goes on when it is back', async () => {
    // A browser of its own: that of the other tests fails them for each request that nobody answers.
    const browser = await launch();
    const page = await browser.newPage();
    const value = await box.server.session('analyst');
    const url = box.base.replace('http:', 'https:');
    await page.context().addCookies([{ name: '__Host-cofferdam', secure: true, sameSite: 'Strict', value, url }]);
    await page.goto(`${box.base}/incidents/${incident}/hand-in`);
    await slow(page, 12_000_000);
    await choose(page, [await file('lost.txt', bytes)]);
    await handIn(page, '1 file');
    await arrived(1024 * 1024);
    await page.getByRole('button', { name: 'Pause lost.txt' }).click();
    await page.route('**/v1/**', (route) => route.abort('connectionrefused'));
    await page.getByRole('button', { name: 'Go on with lost.txt' }).click();
    await page.getByText('sending goes on by itself').waitFor();
    await page.unroute('**/v1/**');
    await page.getByText('1 file handed in').waitFor();
    expect(await items()).toMatchObject([{ state: 'complete', received: size }]);
    await browser.close();
  });
});

describe('evidence', () => {
  test('is passed on, copied for somebody, and the log tells it in words', async () => {
    const page = await openHandIn('lead');
    await choose(page, [await file('customers.csv', list)]);
    await handIn(page, '1 file');
    await page.getByRole('link', { name: 'See them in Evidence' }).click();
    await page.getByRole('row', { name: /cu•••\.csv/ }).click();
    await page.getByRole('button', { name: 'Pass on' }).click();
    await page.getByRole('combobox', { name: 'To whom' }).click();
    await page.getByRole('option', { name: 'legal' }).click();
    await page.getByLabel('Why').fill('on leave');
    await page.getByRole('button', { name: 'Pass on' }).click();
    await page.getByText(/lead to legal/).waitFor();
    await page.getByRole('button', { name: 'Export a copy' }).click();
    await page.getByLabel('Who gets it').fill('The authority');
    await page.getByLabel('Why').fill('asked for');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Save the copy' }).click();
    expect((await download).suggestedFilename()).toMatch(/^evidence-.*\.zip$/);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await page.getByRole('gridcell', { name: 'Passed custody of cu•••.csv from lead to legal' }).waitFor();
    await page.getByRole('gridcell', { name: /^Exported a copy of cu•••\.csv, mark / }).waitFor();
    await page.getByText('The chain holds').waitFor();
  });

  test('filters stand in the address, and what they leave out is not there', async () => {
    const page = await openHandIn();
    await choose(page, [await file('customers.csv', list)]);
    await handIn(page, '1 file');
    await page.getByText('1 file handed in').waitFor();
    await page.goto(`${box.base}/incidents/${incident}/evidence?how=found`);
    await page.getByRole('row', { name: /cu•••\.csv/ }).waitFor();
    await page.goto(`${box.base}/incidents/${incident}/evidence?how=bought`);
    await page.getByText('No item that you may see fits these filters.').waitFor();
    expect(await page.getByRole('combobox', { name: 'How obtained' }).inputValue()).toBe('Bought');
  });

  test('whose role does not hand in is told so, and is offered nothing that would be refused', async () => {
    const page = await box.open(`/incidents/${incident}/hand-in`, { as: 'executive' });
    await page.getByText('Your role does not hand files in').waitFor();
    await page.goto(`${box.base}/incidents/${incident}/evidence`);
    await page.getByText('Nothing handed in yet').waitFor();
    expect(await page.getByRole('button', { name: 'Hand in files' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Hand in files' }).count()).toBe(0);
  });
});

test('an entry that somebody changed in the database is told, and where', async () => {
  const page = await box.open(`/incidents/${incident}/log`, { as: 'lead' });
  await page.getByText('The chain holds').waitFor();
  await page.route('**/log?*', async (route) => {
    const response = await route.fetch();
    const body = (await response.body()).toString().replace('"severity":"unknown"', '"severity":"low"');
    await route.fulfill({ response, body });
  });
  await page.reload();
  await page.getByText('The chain is broken').waitFor();
  await page.getByText(/What entries 1 say/).waitFor();
});

test('by keyboard alone: from the list to an item, to its text, and back', async () => {
  const page = await openHandIn();
  await choose(page, [await file('customers.csv', list)]);
  await page.getByRole('button', { name: 'Hand in 1 file' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('1 file handed in').waitFor();
  await page.goto(`${box.base}/incidents/${incident}/evidence`);
  await page
    .getByRole('row', { name: /cu•••\.csv/ })
    .getByText('Inspected')
    .waitFor();
  await page.getByRole('grid', { name: 'Evidence' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Look at the text of The item itself' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show the text' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Text, masked' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Text, masked' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('');
});

test('axe finds nothing on any of these pages, wide and narrow', async () => {
  const page = await openHandIn();
  await choose(page, [await file('customers.csv', list)]);
  await page.getByLabel('Seal it off at once').check();
  await expectNoAxe(page);
  await page.getByLabel('Seal it off at once').uncheck();
  await handIn(page, '1 file');
  await page.getByText('1 file handed in').waitFor();
  await expectNoAxe(page);
  const [{ id } = { id: '' }] = await items();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['evidence', `evidence?item=${id}`, `evidence?item=${id}&file=0`, 'log', 'log?entry=1']) {
      await page.goto(`${box.base}/incidents/${incident}/${path}`);
      await page.getByRole('grid').or(page.getByRole('dialog')).first().waitFor();
      await expectNoAxe(page);
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

async function logged(type: string): Promise<number> {
  const { rows } = await box.server.database.owner.query<{ count: number }>(
    `select count(*)::int as count from cofferdam.log_entry
     where chain = $1 and body::jsonb #>> '{act,type}' = $2`,
    [incident, type],
  );
  return rows[0]?.count ?? 0;
}

async function sha256(bytes: Buffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}
