import type { FastifyRequest } from 'fastify';
import { fail } from '#platform/errors';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses (`other-site`) what a page of another site makes a browser send: a form posted in the name of whoever is
 * signed in, or of an attacker who wants somebody to work in his session. Browsers tell with every request where it comes
 * from, and no page can forge that; whoever sends neither header is no browser, and has no cookie that he does not know.
 */
export function refuseOtherSites({ method, headers, host }: FastifyRequest): void {
  if (safe.has(method)) return;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') fail('other-site');
    return;
  }
  const { origin } = headers;
  if (origin !== undefined && hostOf(origin) !== host) fail('other-site');
}

/** `null`, which sandboxed pages send, is the host of nobody. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
