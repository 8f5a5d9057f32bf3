import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** At 360 px, and at 1280 px with everything twice as large, nothing lies beyond the edge of the page. */
export async function expectNothingLost(page: Page): Promise<void> {
  for (const width of [360, 640]) {
    await page.setViewportSize({ width, height: 800 });
    const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
    expect(beyond, `${width} px ${new URL(page.url()).pathname}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
