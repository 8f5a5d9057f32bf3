import type { ClientBase } from 'pg';
import { actorOf, type Asker, type EntryPlace, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import { decides } from '../../rights.ts';
import type { Run } from '../contract.ts';
import { rulesOfIncident } from '../rules-off/of-incident.ts';
import { queueRun } from './begin.ts';
import { type RunPath, runRow } from './list.ts';
import { readRuns, runOf, type RunRow, seenRuns } from './row.ts';

export interface RestartRun extends RunPath {
  /** SHA-256 over all that inspection goes by today. */
  readonly rules: string;
  /** To be tried on what is protected. */
  readonly passwords?: readonly string[] | undefined;
}

/**
 * Inspects the bytes of a run again, by the rules of today: one that failed or was cancelled, or that is complete by other
 * rules; with passwords also one that is complete by the same. The new run takes its place when it is complete; until then
 * the old results stay. The passwords are kept until it ends, so that what was opened with those of an earlier run is
 * opened again only where they are given again.
 *
 * Errors: `nothing-there`, `role-lacking`, `run-under-way` (without passwords also where these rules have been through
 * already), `evidence-sealed-off`.
 */
export function restart(desk: Desk, asker: Asker, { incident, run, passwords = [], ...all }: RestartRun): Promise<Run> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, decides);
    const { rules, off, own } = await rulesOfIncident(client, incident, all.rules);
    const old = (await rowOf(client, 'id = $2', [incident, run])) ?? fail('nothing-there', 'run');
    const hasPasswords = passwords.length > 0;
    const inTheWay = () => rowOf(client, other, [incident, old.content, rules, hasPasswords]);
    const before = await inTheWay();
    if (before !== undefined) fail('run-under-way', before.state);
    const secret = hasPasswords ? { key: await incidentKey(client, desk.master, incident), passwords } : undefined;
    const begin = { incident, evidence: old.evidence_id, rules, off, own, now: desk.now, secret };
    const begun = await queueRun(client, begin);
    if (begun === undefined) {
      const faster = await inTheWay();
      fail(faster === undefined ? 'evidence-sealed-off' : 'run-under-way', faster?.state ?? 'or gone');
    }
    const seen = await runRow(client, incident, begun);
    const place: EntryPlace = {
      incident,
      compartment: old.compartment,
      ...(old.entity_id !== null && { entity: old.entity_id }),
    };
    const act = {
      type: 'inspection-restarted',
      run: begun,
      evidence: old.evidence_id,
      passwords: passwords.length,
    } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return runOf(seen);
  });
}

/** By these rules ($3), or with passwords; for a run with passwords ($4) whatever is under way, and nothing that is complete. */
const other = `content = $2 and case state
  when 'complete' then rules = $3 and not $4
  when 'queued' then rules = $3 or password_count > 0 or $4
  when 'running' then rules = $3 or password_count > 0 or $4
  else false end`;

async function rowOf(
  client: ClientBase,
  condition: string,
  values: readonly (string | boolean)[],
): Promise<(RunRow & { content: string }) | undefined> {
  const { rows } = await client.query<RunRow & { content: string }>(
    seenRuns(`${readRuns} where incident_id = $1 and ${condition}`),
    [...values],
  );
  return rows[0];
}
