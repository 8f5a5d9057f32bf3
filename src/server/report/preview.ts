import { type Asker, transact } from '#platform/db';
import { authorise, type Desk } from '#respond';
import { contentOf } from './content/index.ts';
import type { Block, Preview } from './contract.ts';
import { gather } from './gather.ts';
import { makesReports } from './make.ts';

/** Rows of a table that show what it is like. */
const mostRows = 5;

/** What a report made now would hold; nothing is signed, and the log has no entry: nothing leaves. */
export function preview(desk: Desk, asker: Asker, incident: string): Promise<Preview> {
  return transact(desk.pool, asker, async (client) => {
    const own = await authorise(client, incident, makesReports);
    const gathered = await gather(client, desk, incident, own);
    const content = contentOf({ ...gathered, log: null }, gathered.people.get(asker.person) ?? asker.person);
    return { ...content, blocks: content.blocks.map(cut) };
  });
}

function cut(block: Block): Block {
  if (block.kind === 'table') return { ...block, rows: block.rows.slice(0, mostRows) };
  return block;
}
