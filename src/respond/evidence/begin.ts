import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { type Asker, actorOf, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { type DataKey, sealValue } from '#platform/vault';
import { authorise, type Membership } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { incidentKey } from '../incident-key.ts';
import { handIn, type HandIn } from './contract.ts';
import { handsIn } from './intake.ts';

type Said = ReturnType<typeof handIn.parse>;

/**
 * Begins to hand a file in: from here on there is an item, with its name and origin, and an upload that waits for its
 * bytes. With an idempotency key the same request twice is one item.
 *
 * Errors: `upload-metadata`, `nothing-there` for an incident, compartment or entity that is not the asker's,
 * `role-lacking`.
 */
export function beginHandIn(
  desk: Desk,
  asker: Asker,
  input: HandIn & { readonly incident: string },
): Promise<{ readonly evidence: string }> {
  const parsed = handIn.safeParse(input);
  if (!parsed.success) fail('upload-metadata', parsed.error.issues[0]?.path.map(String).join('.'));
  const said = parsed.data;
  const { incident } = input;
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    const membership = await authorise(client, incident, handsIn);
    await checkPlace(client, membership, said);
    const key = await incidentKey(client, desk.master, incident);
    const evidence = randomUUID();
    await insert(client, { incident, evidence, person: asker.person, at: new Date(desk.now()), key, said });
    const place = placeOf(incident, said);
    const name = await logText(client, Buffer.from(said.name).toString(), place);
    const source = await logText(client, said.source, place);
    const act = { type: 'evidence-handed-in', evidence, name, how: said.how, source } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return { evidence };
  });
}

/** What somebody may not see he may not fill either; which entities there are is not told. */
async function checkPlace(client: ClientBase, own: Membership, { compartment, entity }: Said): Promise<void> {
  if (!own.compartments.includes(compartment)) fail('nothing-there', 'compartment');
  if (entity === undefined) return;
  if (own.entities?.includes(entity) === false) fail('nothing-there', 'entity');
  const { rowCount } = await client.query('select from cofferdam.legal_entity where id = $1', [entity]);
  if (rowCount === 0) fail('nothing-there', 'entity');
}

interface Beginning {
  readonly incident: string;
  readonly evidence: string;
  readonly person: string;
  readonly at: Date;
  readonly key: DataKey;
  readonly said: Said;
}

async function insert(client: ClientBase, { incident, evidence, person, at, key, said }: Beginning): Promise<void> {
  const { compartment, entity, how, obtained, length, source } = said;
  await client.query(
    `insert into cofferdam.evidence_item
       (id, incident_id, compartment, entity_id, how, obtained_at, handed_in_by, handed_in_at, size)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [evidence, incident, compartment, entity, how, obtained, person, at, length],
  );
  await client.query(
    `insert into cofferdam.evidence_label (evidence_id, incident_id, compartment, entity_id, name, source)
     values ($1, $2, $3, $4, $5, $6)`,
    [evidence, incident, compartment, entity, sealValue(key, nameAt(evidence), said.name), source],
  );
  await client.query(
    `insert into cofferdam.evidence_upload
       (evidence_id, incident_id, compartment, entity_id, person_id, length, started_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [evidence, incident, compartment, entity, person, length, at],
  );
}

/** For what the name of an item is sealed. */
export const nameAt = (evidence: string): string => `evidence_label/name/${evidence}`;

/** For what the SHA-256 of an item is sealed. */
export const digestAt = (evidence: string): string => `evidence_bytes/sha256/${evidence}`;

export function placeOf(incident: string, { compartment, entity }: Pick<Said, 'compartment' | 'entity'>) {
  return { incident, compartment, ...(entity !== undefined && { entity }) };
}
