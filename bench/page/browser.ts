import process from 'node:process';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Debian's Chromium, or the one that CHROMIUM names. Its own sandbox is nothing for root. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A browser of its own, with an empty cache, in which somebody is signed in. */
export async function signedIn(browser: Browser, base: string, session: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const cookie = { name: '__Host-cofferdam', value: session, secure: true, httpOnly: true } as const;
  await context.addCookies([{ ...cookie, sameSite: 'Strict', url: base.replace('http:', 'https:') }]);
  return context;
}
