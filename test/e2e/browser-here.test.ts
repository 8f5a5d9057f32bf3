import { expect, test } from 'vitest';
import { launch } from './testing/browser.ts';
import { chromiumPath, isHere } from './testing/chromium.ts';

/** Where the journeys of this folder run; else why they do not. */
const title = isHere
  ? 'journeys run in this browser'
  : `journeys in a browser: left out, since there is no ${chromiumPath} (Debian: chromium)`;

test.skipIf(!isHere)(title, async () => {
  const browser = await launch();
  expect(browser.version()).toMatch(/^\d+\./);
  await browser.close();
});
