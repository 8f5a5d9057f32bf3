import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settle } from './settle.ts';

/** Where the page is wider than its window, what reaches over the edge: tables that scroll within themselves among it. */
const whatLiesBeyond = `document.documentElement.scrollWidth <= window.innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
  .map((one) => one.cloneNode().outerHTML.slice(0, 200) + (one.textContent ?? '').slice(0, 40))`;

/**
 * Words that are cut off sideways and cannot be scrolled to. Where they end in an ellipsis the whole is told elsewhere: in
 * a panel, or in the field that was left. What is for screen readers alone is one pixel wide.
 */
const whatIsCut = `[...document.querySelectorAll('body *')]
  .filter((one) => one.childElementCount === 0 || one.matches('button *, label, a, th, td, h1, h2, h3, p'))
  .filter((one) => {
    const { overflowX, textOverflow, visibility } = getComputedStyle(one);
    return ['hidden', 'clip'].includes(overflowX) && textOverflow !== 'ellipsis' && visibility === 'visible'
      && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim() !== '';
  })
  .map((one) => one.cloneNode().outerHTML.slice(0, 160) + ' ' + one.textContent.slice(0, 80))`;

/** At 360 px, and at 1280 px with everything twice as large, nothing lies beyond the edge of the page and no words are cut. */
export async function expectNothingLost(page: Page): Promise<void> {
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 800 });
    await settle(page);
    const where = `${width} px ${new URL(page.url()).pathname}`;
    expect(await page.evaluate<readonly string[]>(whatLiesBeyond), `beyond the edge, ${where}`).toEqual([]);
    expect(await page.evaluate<readonly string[]>(whatIsCut), `cut, ${where}`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
