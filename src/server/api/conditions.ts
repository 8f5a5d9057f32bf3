import type { IncomingHttpHeaders } from 'node:http';
import { canonical } from '#platform/audit';
import type { Once } from '#platform/db';
import { fail } from '#platform/errors';
import type { Operation } from '#platform/operation';

const known = /^"([1-9]\d{0,8})"$/;

/** The version that If-Match names; `version-missing` without it, `request-invalid` for what is no ETag of ours. */
export function versionOf({ edits }: Operation, headers: IncomingHttpHeaders): number {
  if (edits !== true) return 0;
  const given = headers['if-match'];
  if (given === undefined) fail('version-missing');
  return Number(known.exec(given)?.[1] ?? fail('request-invalid', 'If-Match'));
}

export const etagOf = (version: number): string => `"${version}"`;

/**
 * Set where the caller may repeat the request: with the same key and another content it is refused.
 *
 * @param fingerprintOf see createFingerprint
 */
export function onceOf(
  operation: Operation,
  headers: IncomingHttpHeaders,
  content: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  fingerprintOf: (said: string) => string,
): Once | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || operation.once !== true) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) fail('request-invalid', 'Idempotency-Key');
  const said = canonical(JSON.parse(JSON.stringify([operation.id, content])));
  const { incident } = (content.params ?? {}) as { readonly incident?: string };
  return { key, fingerprint: fingerprintOf(said), ...(incident !== undefined && { incident }) };
}
