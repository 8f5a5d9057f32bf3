import { addressOf } from './call.ts';
import type { Got, OperationId } from './contract.ts';
import { problemFrom, silent } from './problem.ts';

/**
 * Sends a file as it is, as the whole body. Rejects as `call` does.
 *
 * @param type media type, as the operation asks for it
 */
export async function sendFile<I extends OperationId>(id: I, file: Blob, type: string): Promise<Got<I>> {
  const [method, url] = addressOf(id);
  const headers = { 'content-type': type };
  const response = await fetch(url, { method, headers, body: file }).catch((error: unknown) => {
    throw error instanceof TypeError ? silent() : error;
  });
  if (!response.ok) throw await problemFrom(response);
  return (await response.json()) as Got<I>;
}
