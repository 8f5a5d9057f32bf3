import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { fail } from '#platform/errors';
import { serveAssets } from './assets.ts';

/**
 * Scripts, styles, fonts and pictures of this server and of nobody else, no frame around it, no form that sends elsewhere.
 * Components write style elements: those alone that carry the nonce of this answer.
 */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');

/**
 * Hands out the page: its files for a year, since their names change with what is in them, and for every address that a
 * browser goes to its document, which is never kept. What is under /v1 is none of it.
 */
export async function servePage(http: FastifyInstance, folder: string): Promise<void> {
  const [before, after] = (await readFile(join(folder, 'index.html'), 'utf8')).split('<script type="module"');
  if (after === undefined) fail('page-not-built', 'its document has no script');
  await serveAssets(http, join(folder, 'assets'));
  http.get('/*', { exposeHeadRoute: false }, async ({ headers, url }, reply) => {
    if (url.startsWith('/v1/') || headers.accept?.includes('text/html') !== true) fail('nothing-there');
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', policy(nonce))
      .type('text/html; charset=utf-8')
      .send(`${before}<script nonce="${nonce}" type="module"${after}`);
  });
}
