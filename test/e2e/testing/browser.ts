import { join } from 'node:path';
import process from 'node:process';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from './chromium.ts';
import { onTestFinished } from 'vitest';
import { openWorker } from '#server/inspection';
import type { TestPerson } from '../../../src/respond/testing/desk.ts';
import { buildPage } from '../../../src/server/page/index.ts';
import { openTestServer, type TestServer } from '../../../src/server/testing/server.ts';
import { hear } from './heard.ts';

/** The whole server with its page, on a port of its own, and a browser. */
export interface TestBrowser {
  readonly server: TestServer;
  /** `http://127.0.0.1:port` */
  readonly base: string;
  /**
   * Goes to an address in a browser of its own, signed in as somebody or as nobody. It ends with the test that opened it,
   * which fails where the page broke the policy, threw, or wrote an error into the console.
   */
  open(path: string, by?: Visit): Promise<Page>;
  close(): Promise<void>;
}

interface Visit extends BrowserContextOptions {
  readonly as?: TestPerson;
}

export interface TestBrowserInit {
  /** Jobs that are done at once; 0 leaves them lying. @default 0 */
  readonly jobs?: number;
}

const root = join(import.meta.dirname, '../../..');

/** The clock stands still at the time of the machine, until `server.wait` sets it forward: a code of an app counts once. */
export async function openTestBrowser({ jobs = 0 }: TestBrowserInit = {}): Promise<TestBrowser> {
  const { folder: page } = await buildPage(root);
  const server = await openTestServer({ page });
  server.wait(Date.now() - server.desk.now());
  const base = await server.http.listen({ host: '127.0.0.1', port: 0 });
  const browser = await launch();
  const worker =
    jobs === 0
      ? undefined
      : await openWorker({
          ...server.desk,
          connection: server.database.worker,
          concurrency: jobs,
          children: 1,
          onTrouble: (what) => process.stderr.write(`${what}\n`),
        });
  return {
    server,
    base,
    async open(path, { as, ...options } = {}) {
      const opened = await openPage(browser, options);
      if (as !== undefined) {
        const value = await server.session(as);
        await opened.context().addCookies([{ ...cookie, value, url: base.replace('http:', 'https:') }]);
      }
      await opened.goto(base + path);
      return opened;
    },
    async close() {
      await browser.close();
      await worker?.stop();
      await server.close();
    },
  };
}

const cookie = { name: '__Host-cofferdam', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

/** Its own sandbox is nothing for root. */
export function launch() {
  return chromium.launch({ executablePath: chromiumPath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A page in a browser of its own; see `open` for when it ends. */
export async function openPage(
  browser: Awaited<ReturnType<typeof launch>>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // What moves is judged where it came to rest.
    reducedMotion: 'reduce',
    ...options,
  });
  const faults = await hear(context);
  onTestFinished(async () => {
    await context.close();
    if (faults.length > 0) throw new Error(`the page complained:\n${faults.join('\n')}`);
  });
  return context.newPage();
}
