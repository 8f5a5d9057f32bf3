import type { Browser } from 'playwright-core';
import { signedIn } from './browser.ts';

export interface FirstLoad {
  /** Milliseconds from asking for the address to the first incident being there to read. */
  readonly milliseconds: number;
  /** Bytes of script as they came over the wire. */
  readonly script: number;
  /** Scripts that came as they are: none should. */
  readonly plain: number;
}

/** The first page of somebody whose browser has nothing of it yet. */
export async function firstLoad(browser: Browser, base: string, session: string, title: string): Promise<FirstLoad> {
  const context = await signedIn(browser, base, session);
  try {
    const page = await context.newPage();
    const scripts: Promise<{ bytes: number; isPlain: boolean }>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() !== 'script') return;
      scripts.push(
        (async () => {
          const answer = await request.response();
          const { responseBodySize: bytes } = await request.sizes();
          return { bytes, isPlain: (await answer?.headerValue('content-encoding')) !== 'br' };
        })(),
      );
    });
    const start = performance.now();
    await page.goto(base, { waitUntil: 'commit' });
    await page.getByText(title).first().waitFor();
    const milliseconds = performance.now() - start;
    await page.waitForLoadState('networkidle');
    const all = await Promise.all(scripts);
    return {
      milliseconds,
      script: all.reduce((sum, { bytes }) => sum + bytes, 0),
      plain: all.filter(({ isPlain }) => isPlain).length,
    };
  } finally {
    await context.close();
  }
}
