import { type Client, operations } from '#server/client';
import { pages } from '../../src/cli/desk/pages.ts';
import { whenDone } from '../../src/cli/desk/impact.ts';
import { say } from '../say.ts';

const { respond } = operations;

/** Waits until all of an incident was inspected and its persons are counted, and says where an inspection failed. */
export async function whenInspected(client: Client, incident: string): Promise<Awaited<ReturnType<typeof whenDone>>> {
  const params = { incident };
  const overview = await whenDone(client, params);
  for await (const { code } of pages((page) =>
    client.call(respond.listRuns, { params, query: { ...page, state: 'failed' } }),
  )) {
    say(`An inspection failed (${code ?? 'unknown'}): the page offers to run it again.`);
  }
  return overview;
}
