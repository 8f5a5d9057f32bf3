import type { Browser, CDPSession, Page } from 'playwright-core';
import { signedIn } from '../page/browser.ts';

/** A list on a page, with so many rows in all. */
export interface List {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
}

export interface Walked {
  /** Milliseconds from asking for the page, with the program in the cache of the browser, until rows are there to read. */
  readonly readable: number;
  /** Milliseconds of the longest frame while a wheel turned. */
  readonly frame: number;
  /** Rows that the page says there are, when it has been shown. */
  readonly told: string;
  /** Milliseconds until the last row could be read, and of how many; by key, or by the button that shows more. */
  readonly end: number;
  readonly reached: number;
  readonly presses: number;
  /** MB of script objects, after what is not used any more was cleared away; and elements of the page. */
  readonly heap: number;
  readonly elements: number;
}

/** Of lists that are no grid. */
const plainRows = 'main tbody tr, [role=dialog] [aria-label^="What to do with"]';
const rowsThere = `(() => {
  const rows = [...document.querySelectorAll('main [role=grid] [role=row]:not([aria-rowindex="1"]), ${plainRows}')];
  return rows.length > 0 && rows.slice(0, 6).every((row) => row.querySelector('[data-coming]') === null);
})()`;
/** The furthest row that is there to read, by its number. */
const furthest = `(() => {
  const rows = [...document.querySelectorAll('main [role=grid] [role=row]')].filter((row) => row.querySelector('[data-coming]') === null);
  if (rows.length === 0) return document.querySelectorAll('${plainRows}').length;
  return Math.max(...rows.map((row) => Number(row.getAttribute('aria-rowindex')) - 1));
})()`;
const watchFrames = `(() => {
  window.longest = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - last);
    last = now;
    window.watched = requestAnimationFrame(look);
  };
  window.watched = requestAnimationFrame(look);
})()`;
const mostMilliseconds = 120_000;
/** Looks at each frame, for so long: the policy of the page has no other way to wait for words of a script. */
const until = (what: string, milliseconds: number): string => `new Promise((done) => {
  const end = performance.now() + ${milliseconds};
  const look = () => (${what} || performance.now() > end ? done() : requestAnimationFrame(look));
  look();
})`;

/** Opens a list, turns the wheel over it, and goes to its end. */
export async function walk(browser: Browser, base: string, session: string, list: List): Promise<Walked> {
  const context = await signedIn(browser, base, session);
  try {
    const page = await context.newPage();
    await page.goto(`${base}/account`);
    await page.waitForLoadState('networkidle');
    const start = performance.now();
    await page.goto(base + list.path, { waitUntil: 'commit' });
    await page.evaluate(until(rowsThere, mostMilliseconds));
    const readable = performance.now() - start;
    await page.waitForLoadState('networkidle');
    const frame = await turnWheel(page);
    const { end, reached, presses } = await toTheEnd(page, list.rows);
    const told = (await page.locator('main [role=status]:not(:has(*))').allTextContents()).join(' | ');
    const cdp = await context.newCDPSession(page);
    return { readable, frame, told, end, reached, presses, ...(await weigh(cdp)) };
  } finally {
    await context.close();
  }
}

async function turnWheel(page: Page): Promise<number> {
  const row = page.locator(`main [role=grid], ${plainRows}`).first();
  const box = await row.boundingBox();
  if (box === null) throw new Error('the list has no row');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`);
  await page.evaluate(watchFrames);
  for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, turn % 3 === 2 ? 1200 : 240);
  return page.evaluate<number>('cancelAnimationFrame(window.watched), window.longest');
}

async function toTheEnd(page: Page, rows: number): Promise<Pick<Walked, 'end' | 'reached' | 'presses'>> {
  const start = performance.now();
  let reached = await page.evaluate<number>(furthest);
  let presses = 0;
  let idle = 0;
  const grid = page.locator('main [role=grid]');
  while (reached < rows && performance.now() - start < mostMilliseconds) {
    const before = reached;
    const more = page.getByRole('button', { name: 'Show more' });
    if ((await grid.count()) > 0) await grid.press('End');
    else if ((await more.count()) > 0) await more.click();
    presses += 1;
    await page.evaluate(until(`${furthest} > ${before}`, 3000));
    reached = Math.max(before, await page.evaluate<number>(furthest));
    idle = reached === before ? idle + 1 : 0;
    if (idle === 5) break;
  }
  return { end: performance.now() - start, reached, presses };
}

async function weigh(cdp: CDPSession): Promise<Pick<Walked, 'heap' | 'elements'>> {
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return { heap: of('JSHeapUsedSize') / 1e6, elements: of('Nodes') };
}
