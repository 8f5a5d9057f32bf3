import type { ClientBase } from 'pg';
import type { Desk } from '#respond';
import { writeExport } from '#platform/audit';
import { actorOf, type Asker, logText, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { signHead } from '../checkpoint.ts';
import { readLog } from './entries.ts';

export interface ExportInit {
  /** For whom the export is; the log keeps what stands for it. */
  readonly recipient?: string | undefined;
}

/**
 * Exports the whole log for an auditor: signs its head, puts into the log that it was exported, and gives the lines up to
 * that entry in pieces of some 64 KiB (docs/log.md). The transaction is over when this resolves; memory stays flat.
 *
 * `role-lacking` for anybody else, also for an auditor who is none any more while the export is under way: an export that
 * was cut then does not verify.
 */
export async function exportLog(desk: Desk, asker: Asker, { recipient }: ExportInit): Promise<AsyncIterable<string>> {
  const { installation, last } = await transact(desk.pool, asker, async (client) => {
    await mustBeAuditor(client);
    const hash = recipient === undefined ? null : await logText(client, recipient);
    await signHead(client, desk);
    await record(client, { now: desk.now, actor: actorOf(asker), act: { type: 'log-exported', recipient: hash } });
    return endOf(client);
  });
  const within = <T>(act: (client: ClientBase) => Promise<T>): Promise<T> =>
    transact(desk.pool, asker, async (client) => {
      await mustBeAuditor(client);
      return act(client);
    });
  return writeExport(installation, readLog(within, last));
}

async function mustBeAuditor(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ is: boolean }>(`select cofferdam.has_installation_role('auditor') as is`);
  if (rows[0]?.is !== true) fail('role-lacking', 'auditor');
}

/** The installation and the last entry of its log. */
async function endOf(client: ClientBase): Promise<{ readonly installation: string; readonly last: number }> {
  const { rows } = await client.query<{ id: string; seq: string }>(
    `select i.id, h.seq from cofferdam.installation i, cofferdam.log_head h where h.chain = 'log'`,
  );
  const [end] = rows;
  return end === undefined ? fail('not-set-up') : { installation: end.id, last: Number(end.seq) };
}
