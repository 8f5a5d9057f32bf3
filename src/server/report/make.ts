import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { SignedCheckpoint } from '#platform/audit';
import { importLogKey } from '#platform/audit';
import { actorOf, type Asker, type EntryPlace, logText, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { unwrapSecret } from '#platform/vault';
import { authorise, type Compartment, type Desk, type Role } from '#respond';
import { signHead } from '../operate/checkpoint.ts';
import { contentOf } from './content/index.ts';
import type { MakeReport, ReportDocument } from './contract.ts';
import { gather, type Gathered } from './gather.ts';

/** Who takes reports away. */
export const makesReports: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal'];

const compartments: readonly Compartment[] = ['facts', 'counsel', 'person-concerned'];

/**
 * A report of what the one who asks may see now, marked with who gets it. The log has it before it is drawn: a
 * report that is somewhere was told, and one that was told may never have left.
 *
 * Errors: `nothing-there`, `role-lacking`.
 */
export function make(
  desk: Desk,
  asker: Asker,
  incident: string,
  { format, recipient }: MakeReport,
): Promise<ReportDocument> {
  return transact(desk.pool, asker, async (client) => {
    const own = await authorise(client, incident, makesReports);
    const gathered = await gather(client, desk, incident, own);
    const mark = randomUUID();
    // Where it stands that he took it, whatever of it is in other compartments.
    const compartment = compartments.find((one) => own.compartments.includes(one)) ?? fail('compartment-lacking');
    const place: EntryPlace = { incident, compartment };
    await client.query(
      `insert into cofferdam.incident_report (id, incident_id, compartment, person_id, at, format, recipient)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [mark, incident, compartment, asker.person, gathered.at, format, recipient],
    );
    const hash = await logText(client, recipient, place);
    const log = await signedHead(client, desk);
    const act = { type: 'report-exported', format, recipient: hash, mark } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    const madeBy = gathered.people.get(asker.person) ?? asker.person;
    return { ...contentOf({ ...gathered, log }, madeBy), recipient, mark };
  });
}

/** The head of the log, signed now, or before where nothing came since. */
async function signedHead(client: PoolClient, desk: Desk): Promise<NonNullable<Gathered['log']>> {
  const signed = (await signHead(client, desk)) ?? (await lastSigned(client));
  const { rows } = await client.query<{ id: string; log_key: Buffer }>(
    'select id, log_key from cofferdam.installation',
  );
  const [installation] = rows;
  if (installation === undefined || signed === undefined) fail('not-set-up');
  const { publicKey } = importLogKey(unwrapSecret(desk.master, 'log-key', installation.log_key));
  return { installation: installation.id, signed, publicKey };
}

async function lastSigned(client: PoolClient): Promise<SignedCheckpoint | undefined> {
  const { rows } = await client.query<{ body: string }>(
    'select body from cofferdam.log_checkpoint order by seq desc limit 1',
  );
  return rows.map(({ body }) => JSON.parse(body) as SignedCheckpoint)[0];
}
