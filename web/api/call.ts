import operations from 'virtual:operations';
import type { Given, Got, OperationId } from './contract.ts';
import { problemFrom, silent } from './problem.ts';

interface Extras {
  /** Version that an edit is made to; refused with `changed-meanwhile` where it is not the newest. */
  readonly version?: number;
  /** Makes a repetition of the same act harmless: one for each thing that somebody sets out to do. */
  readonly once?: string;
  readonly signal?: AbortSignal;
}

type Plain = string | number | boolean | undefined;
type Loose = { params?: Record<string, Plain>; query?: Record<string, Plain>; body?: unknown };

/**
 * Asks the server. Rejects with a Problem: of the server, or `server-silent`.
 *
 * @example await call('incidents.show', { params: { incident } })
 */
export async function call<I extends OperationId>(id: I, given?: Given<I>, extras: Extras = {}): Promise<Got<I>> {
  const response = await request(id, given, extras);
  return (response.status === 204 ? undefined : await response.json()) as Got<I>;
}

/** As `call`, for what answers bytes. */
export async function request<I extends OperationId>(
  id: I,
  given: Given<I> | undefined,
  { version, once, signal }: Extras = {},
): Promise<Response> {
  const { body } = (given ?? {}) as Loose;
  const [method, url] = addressOf(id, given);
  const headers: Record<string, string> = {};
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  if (once !== undefined) headers['idempotency-key'] = once;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
  const response = await fetch(url, { ...init, ...(signal && { signal }) }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error instanceof TypeError ? silent() : error;
  });
  if (!response.ok) throw await problemFrom(response);
  return response;
}

/** Method and address of an operation. */
export function addressOf<I extends OperationId>(id: I, given?: Given<I>): readonly [string, string] {
  const { params = {}, query = {} } = (given ?? {}) as Loose;
  const [method = 'GET', path = '/'] = (operations[id] ?? '').split(' ');
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return [method, search.size === 0 ? filled : `${filled}?${search.toString()}`];
}
