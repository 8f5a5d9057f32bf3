import type { Page } from 'playwright-core';
import { type App, putIntoApp } from './authenticator.ts';

/**
 * Puts the secret that the page shows into an app, confirms it and keeps the recovery codes: what everybody does once.
 *
 * @param now milliseconds since 1970 UTC, of the clock that the server goes by
 */
export async function enrol(page: Page, now: () => number): Promise<App> {
  await page.getByRole('button', { name: /^Show the secret/ }).click();
  await page.getByLabel('Code that the app shows').waitFor();
  const app = putIntoApp((await page.locator('pre').first().textContent()) ?? '', now);
  await page.getByLabel('Code that the app shows').fill(app.next());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByLabel('The codes are kept').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  return app;
}
