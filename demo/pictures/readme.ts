import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Sessions } from './shoot.ts';
import { schemes, show, type Studio } from './studio.ts';
import { pictured } from './pages.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');
/** Pages that the README shows, by name. */
const shown = ['overview', 'first-hour', 'impact', 'persons', 'preview'];
const width = 1280;

/** The pictures of the README: what is seen without scrolling, as WebP, since a repository keeps every version of them. */
export async function takeReadme(studio: Studio, sessions: Sessions): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const one of pictured.filter(({ name }) => shown.includes(name))) {
    const page = await studio.open(one.as && (await sessions.of(one.as)));
    await studio.visit(page, sessions.pathOf(one));
    await one.move?.(page);
    for (const scheme of schemes) {
      await show(page, scheme, width);
      await writeFile(join(folder, `${one.name}.${scheme}.webp`), await webp(page));
    }
    await page.context().close();
  }
}

async function webp(page: Page): Promise<Uint8Array> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  return Buffer.from(data, 'base64');
}
