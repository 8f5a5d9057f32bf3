import type { Page } from 'playwright-core';

const settled = `Promise.all(document.getAnimations()
  .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
  .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`;
/** Transitions begin with the next frame. */
const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))';

/** Waits until whatever moves or fades has come to rest; what turns for ever is not waited for. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(twoFrames);
  await page.evaluate(settled);
}
