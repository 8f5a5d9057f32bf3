import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { type Asker, actorOf, logText, record, transact, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { type DataKey, type OpenedBlob, openStored } from '#platform/vault';
import { authorise, type Role } from '../authorise.ts';
import { placeOf } from './begin.ts';
import type { Desk } from '../desk.ts';
import { incidentKey } from '../incident-key.ts';
import { type ItemRow, loadItem, nameOfItem } from './rows.ts';
import { type ItemOf, reads } from './show.ts';

const exports_: readonly Role[] = ['lead', 'dpo', 'legal'];
const minutes = 10;

/** Why somebody reads an item; for a copy that leaves, who gets it. */
export interface Asking extends ItemOf {
  readonly reason: string;
  readonly recipient?: string;
}

export interface Granted {
  readonly reading: string;
  /** ISO 8601, UTC. */
  readonly until: string;
  /** What is in a copy, and in the log. */
  readonly mark?: string;
}

/**
 * Lets the asker fetch the bytes of an item for ten minutes. This is the act that the log tells of: the reason is said
 * before a byte is seen, and in no address.
 *
 * Errors: `nothing-there`, `role-lacking` (a copy leaves by lead, dpo or legal alone), `evidence-sealed-off`,
 * `evidence-incomplete`.
 */
export function askToFetch(desk: Desk, asker: Asker, asking: Asking): Promise<Granted> {
  const { incident, evidence, reason, recipient } = asking;
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, recipient === undefined ? reads : exports_);
    const row = await openable(client, asking);
    const reading = randomUUID();
    const mark = recipient === undefined ? undefined : randomUUID();
    const at = desk.now();
    const until = new Date(at + minutes * 60_000);
    await client.query(
      `insert into cofferdam.evidence_reading (id, evidence_id, incident_id, compartment, entity_id, person_id, reason,
         recipient, mark, made_at, until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        reading,
        evidence,
        incident,
        row.compartment,
        row.entity_id,
        asker.person,
        reason,
        recipient,
        mark,
        new Date(at),
        until,
      ],
    );
    const place = placeOf(incident, { compartment: row.compartment, entity: row.entity_id ?? undefined });
    const text = await logText(client, reason, place);
    const act =
      recipient === undefined || mark === undefined
        ? ({ type: 'evidence-read', evidence, reason: text } as const)
        : ({
            type: 'evidence-exported',
            evidence,
            recipient: await logText(client, recipient, place),
            mark,
            reason: text,
          } as const);
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return { reading, until: until.toISOString(), ...(mark !== undefined && { mark }) };
  });
}

/** An item whose bytes the asker may open. `nothing-there`, `evidence-incomplete`, `evidence-sealed-off`. */
export async function openable(
  client: ClientBase,
  { incident, evidence }: ItemOf,
): Promise<ItemRow & { blob: string }> {
  const row = await loadItem(client, incident, evidence);
  if (row.state !== 'complete') fail('evidence-incomplete', row.state);
  const { blob } = row;
  return blob === null ? fail('evidence-sealed-off', evidence) : { ...row, blob };
}

/** The bytes of an item, open for one who was let in. */
export interface Opened {
  /** As they were sent: see names.ts. */
  readonly name: Buffer;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Uint8Array;
  readonly handedInAt: Date;
  /** Of a copy that leaves. */
  readonly copy: { readonly recipient: string; readonly mark: string; readonly at: Date } | undefined;
  /** Bytes [from, to). Asks again now and then whether the asker may still open it, and ends where he may not. */
  stream(from: number, to: number): AsyncGenerator<Uint8Array>;
}

export interface Fetching extends ItemOf {
  readonly reading: string;
  readonly as: 'bytes' | 'copy';
}

interface ReadingRow {
  readonly person_id: string;
  readonly recipient: string | null;
  readonly mark: string | null;
  readonly made_at: Date;
  readonly until: Date;
}

/** Opens what `askToFetch` let the asker have, within its time. Errors as there, and `nothing-there` after it. */
export async function openReading(desk: Desk, asker: Asker, fetching: Fetching): Promise<Opened> {
  const { incident, evidence, reading, as } = fetching;
  const { row, key, copy } = await transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, reads);
    const found = await openable(client, fetching);
    const { rows } = await client.query<ReadingRow>(
      `select person_id, recipient, mark, made_at, until from cofferdam.evidence_reading
       where id = $1 and evidence_id = $2 and incident_id = $3`,
      [reading, evidence, incident],
    );
    const [own] = rows;
    const now = desk.now();
    if (own?.person_id !== asker.person || (own.mark === null) !== (as === 'bytes')) fail('nothing-there', 'reading');
    if (now >= own.until.getTime() || now < own.made_at.getTime() - minutes * 60_000) fail('nothing-there', 'reading');
    const { recipient, mark, made_at: at } = own;
    return {
      row: found,
      key: await incidentKey(client, desk.master, incident),
      copy: recipient === null || mark === null ? undefined : { recipient, mark, at },
    };
  });
  const opened = await openStored(desk.store, key, { incident, name: row.blob });
  return {
    ...describe(key, row, opened),
    copy,
    stream: (from, to) =>
      watched(opened.stream(from), to - from, () =>
        transact(desk.pool, asker, async (client) => {
          await authorise(client, incident, reads);
          await openable(client, fetching);
        }),
      ),
  };
}

function describe(key: DataKey, row: ItemRow, { size, sha256 }: OpenedBlob) {
  const name = nameOfItem(key, row) ?? fail('evidence-sealed-off', row.id);
  return { name, size, sha256, handedInAt: row.handed_in_at };
}

const askEachBytes = 32 * 1024 * 1024;

async function* watched(
  pieces: AsyncGenerator<Uint8Array>,
  length: number,
  ask: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let left = length;
  let unasked = 0;
  if (left === 0) return;
  for await (const piece of pieces) {
    if (unasked >= askEachBytes) {
      await ask();
      unasked = 0;
    }
    const wanted = piece.subarray(0, left);
    left -= wanted.length;
    unasked += wanted.length;
    yield wanted;
    if (left === 0) return;
  }
}
