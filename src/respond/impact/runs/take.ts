import type { ClientBase } from 'pg';
import { type EntryPlace, record, transactJob } from '#platform/db';
import { type DataKey, openValue } from '#platform/vault';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import { ownRulesOf, type UsedOwnRule } from '../../own-rules/of-run.ts';
import { tell } from '../tell.ts';
import { inspectionItself } from './itself.ts';
import { openPasswords } from './passwords.ts';

/** A run that this worker has taken. */
export interface TakenRun {
  readonly run: string;
  /** Its fence: what is written under another number is of another worker. */
  readonly attempt: number;
  readonly place: EntryPlace;
  /** Name of the blob. */
  readonly content: string;
  /** Bytes. */
  readonly size: number;
  /** What the item is called: a hint for its format, and often a personal value. */
  readonly name: string;
  readonly key: DataKey;
  /** To be tried on what is protected. */
  readonly passwords: readonly string[];
  /** Where the worker before was, sealed, and the bytes it had read by then; null where it left nothing. */
  readonly checkpoint: Buffer | null;
  readonly bytesRead: number;
  /** Ids of the rules that it goes without, whatever was turned off or on since it began. */
  readonly rulesOff: readonly string[];
  /** The rules of the organisation that it goes by, whatever was changed since it began. */
  readonly ownRules: readonly UsedOwnRule[];
}

interface Row {
  readonly state: string;
  readonly attempt: number;
  readonly incident_id: string;
  readonly compartment: EntryPlace['compartment'];
  readonly entity_id: string | null;
  readonly evidence_id: string;
  readonly content: string;
  readonly rules: string;
  readonly rules_off: readonly string[];
  readonly own_rules: readonly string[];
  readonly bytes: string;
  readonly passwords: Buffer | null;
  readonly bytes_read: string;
  readonly checkpoint: Buffer | null;
  readonly may_inspect: boolean;
}

/**
 * Takes a run for this worker, away from whoever had it: that one's writes are refused from here on. Undefined where
 * there is nothing to do: it ended, or its evidence is sealed off, in which case it ends here.
 *
 * @param desk with connections of the workers' role
 */
export function takeRun(desk: Desk, incident: string, run: string): Promise<TakenRun | undefined> {
  return transactJob(desk.pool, { incident }, async (client) => {
    const { rows } = await client.query<Row>(
      'select *, cofferdam.may_inspect(id) as may_inspect from cofferdam.inspection_run where id = $1 for update',
      [run],
    );
    const [row] = rows;
    if (row === undefined || (row.state !== 'queued' && row.state !== 'running')) return undefined;
    const place = placeOf(row);
    if (!row.may_inspect) {
      await endSealedOff(client, desk, run, place);
      return undefined;
    }
    const key = await incidentKey(client, desk.master, incident);
    const name = await nameOf(client, key, row.evidence_id);
    const passwords = row.passwords === null ? [] : openPasswords(key, run, row.passwords);
    await client.query(
      `update cofferdam.inspection_run
       set state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, $2), seen_at = $2,
         bytes_read = case when checkpoint is null then 0 else bytes_read end
       where id = $1`,
      [run, new Date(desk.now())],
    );
    await tell(client, { incident, what: 'run', id: run });
    if (row.state === 'queued') {
      const act = { type: 'inspection-started', run, evidence: row.evidence_id, rules: row.rules } as const;
      await record(client, { now: desk.now, actor: inspectionItself, act, place });
    }
    return {
      run,
      attempt: row.attempt + 1,
      place,
      content: row.content,
      size: Number(row.bytes),
      name,
      key,
      passwords,
      checkpoint: row.checkpoint,
      bytesRead: Number(row.bytes_read),
      rulesOff: row.rules_off,
      ownRules: await ownRulesOf(client, row.own_rules),
    };
  });
}

const placeOf = ({ incident_id: incident, compartment, entity_id: entity }: Row): EntryPlace => ({
  incident,
  compartment,
  ...(entity !== null && { entity }),
});

async function nameOf(client: ClientBase, key: DataKey, evidence: string): Promise<string> {
  const { rows } = await client.query<{ name: Buffer }>(
    'select name from cofferdam.evidence_label where evidence_id = $1',
    [evidence],
  );
  const [label] = rows;
  return label === undefined ? '' : openValue(key, `evidence_label/name/${evidence}`, label.name).toString();
}

/** Ends a run over evidence that was sealed off meanwhile; what it found is hidden with the evidence. */
export async function endSealedOff(
  client: ClientBase,
  { now }: Pick<Desk, 'now'>,
  run: string,
  place: EntryPlace,
): Promise<void> {
  await client.query(
    `update cofferdam.inspection_run set state = 'cancelled', code = 'evidence-sealed-off', ended_at = $2 where id = $1`,
    [run, new Date(now())],
  );
  await tell(client, { incident: place.incident, what: 'run', id: run });
  const act = { type: 'inspection-cancelled', run, reason: null } as const;
  await record(client, { now, actor: inspectionItself, act, place });
}
