import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { settle } from '../../test/e2e/testing/settle.ts';
import { tell } from '../say.ts';

export const schemes = ['light', 'dark'] as const;
export const widths = [1280, 360] as const;
const height = 800;
/** Of the window while a panel or a dialog lies over the page. */
const covered = 1100;

/** A page, or a state of it, that was taken in both themes and widths. */
export interface Shot {
  readonly name: string;
  /** For the contact sheet. */
  readonly title: string;
  readonly address: string;
}

/** `light` and 1280 give `NAME.light.1280.png`. */
export const fileOf = (name: string, scheme: string, width: number): string => `${name}.${scheme}.${width}.png`;

/** What is loading, as the pages mark it. */
const loading = '.mantine-Skeleton-root, .mantine-Loader-root, [aria-busy="true"], [data-coming]';

/** Takes pictures of pages of one desk into one folder. */
export class Studio {
  readonly base: string;
  readonly #browser: Browser;
  readonly #out: string;
  readonly #shots: Shot[] = [];

  constructor(browser: Browser, base: string, out: string) {
    this.#browser = browser;
    this.base = base;
    this.#out = out;
  }

  get shots(): readonly Shot[] {
    return this.#shots;
  }

  /** A browser of its own, as somebody or as nobody. */
  async open(session?: string): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: widths[0], height },
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
    });
    if (session !== undefined) await signIn(context, this.base, session);
    return context.newPage();
  }

  /** Goes to an address and waits until it is all there. */
  async visit(page: Page, path: string): Promise<void> {
    await page.goto(this.base + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await ready(page);
  }

  /** Takes what is on the page now, the whole of it, in light and dark, wide and narrow. */
  async take(page: Page, name: string, title: string): Promise<void> {
    const number = String(this.#shots.length + 1).padStart(2, '0');
    const numbered = `${number}-${name}`;
    tell(numbered);
    await mkdir(this.#out, { recursive: true });
    for (const width of widths) {
      for (const colorScheme of schemes) {
        await show(page, colorScheme, width);
        const png = await wholeOf(page, width);
        await writeFile(join(this.#out, fileOf(numbered, colorScheme, width)), png);
      }
    }
    await show(page, 'light', widths[0]);
    this.#shots.push({ name: numbered, title, address: new URL(page.url()).pathname });
  }
}

/** One theme and width, at rest. */
export async function show(page: Page, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
  await ready(page);
}

/**
 * All of the page, in a window as high as it is: what is as high as the window, the rail for one, would end half way down
 * the picture. What lies over a page has the height of the window, so of the page behind it no more is shown.
 */
async function wholeOf(page: Page, width: number): Promise<Uint8Array> {
  const isCovered = (await page.getByRole('dialog').count()) > 0;
  const whole = isCovered ? covered : await page.evaluate<number>('document.documentElement.scrollHeight');
  if (whole > height) {
    await page.setViewportSize({ width, height: whole });
    await ready(page);
  }
  return page.screenshot({ fullPage: !isCovered, animations: 'disabled' });
}

async function ready(page: Page): Promise<void> {
  await page.locator(loading).first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await settle(page);
}

async function signIn(context: BrowserContext, base: string, value: string): Promise<void> {
  const cookie = { name: '__Host-cofferdam', value, secure: true, httpOnly: true, sameSite: 'Strict' } as const;
  await context.addCookies([{ ...cookie, url: base.replace('http:', 'https:') }]);
}
