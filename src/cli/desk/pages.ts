import type { Page } from '#platform/operation';

/** How many items are asked for at once. */
const pageItems = 200;

/**
 * All items of a list, page by page, in its order.
 *
 * @example for await (const one of pages((page) => client.call(listIncidents, { query: page }))) …
 */
export async function* pages<T>(
  ask: (page: { readonly limit: number; readonly cursor?: string }) => Promise<{ readonly answer: Page<T> }>,
): AsyncGenerator<T> {
  let cursor: string | null | undefined;
  do {
    const { answer } = await ask({ limit: pageItems, ...(typeof cursor === 'string' && { cursor }) });
    yield* answer.items;
    cursor = answer.next;
  } while (cursor !== null);
}
