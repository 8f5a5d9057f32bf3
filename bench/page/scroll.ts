import type { Browser, Page } from 'playwright-core';
import { signedIn } from './browser.ts';
import { heaviestTasks, type Task } from './trace.ts';

export interface Scrolled {
  readonly way: string;
  /** Milliseconds between two frames, as the page was given them. */
  readonly frames: readonly number[];
  /** Work of the page's main thread in one piece, the one with the most work first. */
  readonly tasks: readonly Task[];
  /** Milliseconds from the last movement until every row in sight is there to read. */
  readonly readable: number;
}

/** What somebody does to a list of so many rows. */
const ways: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async wheel(page) {
    for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, turn % 3 === 2 ? 1200 : 240);
  },
  async 'scroll bar'(page) {
    // From one end to the other and back to the middle, as somebody who drags it.
    await page.evaluate(`new Promise((resolve) => {
      const box = document.querySelector('[role=grid]');
      const most = box.scrollHeight - box.clientHeight;
      let step = 0;
      const move = () => {
        step += 1;
        box.scrollTop = most * (step <= 60 ? step / 60 : 1 - (step - 60) / 120);
        step < 120 ? requestAnimationFrame(move) : resolve();
      };
      requestAnimationFrame(move);
    })`);
  },
  async keys(page) {
    await page.getByRole('grid').focus();
    for (let turn = 0; turn < 60; turn += 1) await page.keyboard.press(turn % 2 === 0 ? 'PageDown' : 'ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
  },
};

const watchFrames = `(() => {
  window.frames = [];
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    window.frames.push(now - last);
    last = now;
    window.watched = requestAnimationFrame(look);
  };
  window.watched = requestAnimationFrame(look);
})()`;
/** Resolves when every row in sight is there to read, and none is still on its way. */
const untilReadable = `new Promise((resolve, reject) => {
  const end = performance.now() + 30_000;
  const isReadable = () => {
  const box = document.querySelector('[role=grid]')?.getBoundingClientRect();
  if (box === undefined) return false;
  const cells = [...document.querySelectorAll('[role=grid] [aria-rowindex]:not([aria-rowindex="1"])')].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > box.top + 40 && top < box.bottom;
  });
  return cells.length > 5 && cells.every((row) => row.textContent !== '');
  };
  const look = () => {
    if (isReadable()) resolve();
    else if (performance.now() > end) reject(new Error('the rows did not come'));
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Moves through the list of persons in every way, traced. */
export async function scrollPersons(
  browser: Browser,
  base: string,
  session: string,
  incident: string,
): Promise<Scrolled[]> {
  const context = await signedIn(browser, base, session);
  const all: Scrolled[] = [];
  try {
    const page = await context.newPage();
    for (const [way, move] of Object.entries(ways)) {
      await page.goto(`${base}/incidents/${incident}/impact/persons`);
      await page.evaluate(untilReadable);
      await page.getByRole('grid').hover();
      await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
      await page.evaluate(watchFrames);
      await move(page);
      const frames = await page.evaluate<number[]>('cancelAnimationFrame(window.watched), window.frames');
      const start = performance.now();
      await page.evaluate(untilReadable);
      const readable = performance.now() - start;
      const trace = await browser.stopTracing();
      // The first is how long the page had stood still.
      all.push({ way, frames: frames.slice(1), tasks: heaviestTasks(trace), readable });
    }
  } finally {
    await context.close();
  }
  return all;
}
