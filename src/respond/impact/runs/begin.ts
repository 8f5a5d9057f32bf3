import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { enqueue } from '#platform/jobs';
import type { DataKey } from '#platform/vault';
import { countJob, countKey, inspectJob, inspectKey } from '../jobs.ts';
import { authorise } from '../../authorise.ts';
import { decides } from '../../rights.ts';
import { type IncidentRules, rulesOfIncident } from '../rules-off/of-incident.ts';
import { tell } from '../tell.ts';
import { sealPasswords } from './passwords.ts';

interface BeginRun {
  readonly incident: string;
  readonly evidence: string;
  /** SHA-256 over all that inspection goes by, in hexadecimal digits; the incident may go without some of it. */
  readonly rules: string;
  readonly now: () => number;
}

/**
 * Queues the inspection of an item, in the transaction in which it became complete. Bytes that the incident has already
 * are not inspected twice: the item shares the run. Nor are they by newer rules where passwords opened them, which nobody
 * has any more: the results would be lost, and handing in the same bytes once more is no decision to lose them. An item
 * that is sealed off is not inspected.
 *
 * Passwords that came with the item are tried where a run begins. One begins for them also where the bytes are complete
 * and something in them stayed shut, for which nobody gave a password before. Gives how many of them will be tried: all,
 * or none, and then they are nowhere.
 *
 * Errors: `role-lacking` with passwords, for who does not decide what is inspected.
 */
export async function beginRun(client: ClientBase, all: QueueRun): Promise<number> {
  const { incident, secret } = all;
  const begin = { ...all, ...(await rulesOfIncident(client, incident, all.rules)) };
  if (secret !== undefined) await authorise(client, incident, decides);
  const isShared = (await hasPasswords(client, begin)) || (secret !== undefined && (await isInTheWay(client, begin)));
  if (!isShared && (await queueRun(client, begin)) !== undefined) return secret?.passwords.length ?? 0;
  // The same persons may belong to another place now.
  await recount(client, incident);
  return 0;
}

/** Whether the bytes of an item are inspected with passwords, or were and are shown so. */
async function hasPasswords(client: ClientBase, { incident, evidence }: BeginRun): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from cofferdam.inspection_run r
     join cofferdam.evidence_bytes b on b.incident_id = r.incident_id and b.blob = r.content
     where r.incident_id = $1 and b.evidence_id = $2 and r.password_count > 0
       and r.state in ('queued', 'running', 'complete') limit 1`,
    [incident, evidence],
  );
  return rowCount === 1;
}

/** Whether a run with passwords would meet another under way, or find nothing that is shut. */
async function isInTheWay(client: ClientBase, { incident, evidence, rules }: BeginRun): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from cofferdam.inspection_run r
     join cofferdam.evidence_bytes b on b.incident_id = r.incident_id and b.blob = r.content
     where r.incident_id = $1 and b.evidence_id = $2
       and (r.state in ('queued', 'running')
         or (r.state = 'complete' and r.rules = $3 and not coalesce(r.summary -> 'reasons' ? 'wrong-password', false)))
     limit 1`,
    [incident, evidence, rules],
  );
  return rowCount === 1;
}

export interface QueueRun extends BeginRun {
  /** To be tried on what is protected; with them also what is complete by the same rules is inspected once more. */
  readonly secret?: { readonly key: DataKey; readonly passwords: readonly string[] } | undefined;
}

/**
 * Gives the id of the new run; undefined where another is in its way, or the item is sealed off or not complete.
 *
 * @param init with the rules of the incident, see rulesOfIncident
 */
export async function queueRun(
  client: ClientBase,
  init: QueueRun & Pick<IncidentRules, 'off' | 'own'>,
): Promise<string | undefined> {
  const { incident, evidence, rules, off, own, now, secret } = init;
  const run = randomUUID();
  const { rowCount } = await client.query(
    `insert into cofferdam.inspection_run
       (id, incident_id, compartment, entity_id, evidence_id, content, rules, queued_at, bytes, passwords, password_count,
        rules_off, own_rules, repeats)
     select $1, e.incident_id, e.compartment, e.entity_id, e.id, b.blob, $4::text, $5::timestamptz, e.size, $6::bytea, $7::integer,
       $8::text[], $9::uuid[], $7::integer > 0 and exists (
         select from cofferdam.inspection_run c
         where c.incident_id = e.incident_id and c.content = b.blob and c.rules = $4::text and c.state = 'complete'
       )
     from cofferdam.evidence_item e join cofferdam.evidence_bytes b on b.evidence_id = e.id
     where e.id = $3 and e.incident_id = $2 and e.state = 'complete' and not cofferdam.is_sealed_off(e.id)
     on conflict do nothing`,
    [
      run,
      incident,
      evidence,
      rules,
      new Date(now()),
      secret && sealPasswords(secret.key, run, secret.passwords),
      secret?.passwords.length ?? 0,
      off,
      own,
    ],
  );
  if (rowCount !== 1) return undefined;
  await enqueue(client, inspectJob, { incident, run }, inspectKey(run));
  await tell(client, { incident, what: 'run', id: run });
  return run;
}

/**
 * To be called in the transaction that changes what is to be counted: a run ended early, or an item was sealed off and its
 * persons are none of those who are counted.
 */
export async function recount(client: ClientBase, incident: string): Promise<void> {
  await enqueue(client, countJob, { incident }, countKey(incident));
}
