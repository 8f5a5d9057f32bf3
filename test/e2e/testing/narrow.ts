import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settle } from './settle.ts';

/** Where the page is wider than its window, what reaches over the edge: tables that scroll within themselves among it. */
const whatLiesBeyond = `document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
  .map((one) => one.cloneNode().outerHTML.slice(0, 200) + (one.textContent ?? '').slice(0, 40))`;

/** At 360 px, and at 1280 px with everything twice as large, nothing lies beyond the edge of the page. */
export async function expectNothingLost(page: Page): Promise<void> {
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await settle(page);
    const beyond = await page.evaluate<readonly string[]>(whatLiesBeyond);
    expect(beyond, `${width} px ${new URL(page.url()).pathname}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
