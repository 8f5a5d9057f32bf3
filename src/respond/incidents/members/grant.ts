import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import type { Membership } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import type { Member } from './contract.ts';

/** What somebody may do and see in an incident, and until when. */
export type Grant = Pick<Member, 'role' | 'compartments' | 'entities' | 'sponsor' | 'expires'>;

/**
 * Refuses what must not be given: more than the lead who gives it may see himself (`compartment-lacking`), entities that
 * are none (`entity-unknown`), a guest without sponsor or end (`guest-incomplete`), an end in the past (`time-over`). The
 * end is given back as an instant.
 */
export async function checkGrant(
  client: ClientBase,
  { now }: Desk,
  own: Membership,
  grant: Grant,
  members: readonly Member[],
): Promise<Grant> {
  const { role, compartments, entities, sponsor, expires } = grant;
  if (!compartments.every((one) => own.compartments.includes(one))) fail('compartment-lacking', 'compartments');
  if (own.entities !== undefined && !(entities?.every((one) => own.entities?.includes(one)) ?? false)) {
    fail('compartment-lacking', 'entities');
  }
  await checkEntities(client, entities ?? []);
  if (role === 'guest') {
    const answers = members.find(({ person }) => person === sponsor);
    if (expires === null) fail('guest-incomplete', 'expires');
    if (answers?.standing !== 'active' || answers.role === 'guest') fail('guest-incomplete', 'sponsor');
  } else if (sponsor !== null) fail('guest-incomplete', 'sponsor');
  if (expires === null) return grant;
  const end = new Date(expires);
  if (end.getTime() <= now()) fail('time-over', 'expires');
  return { ...grant, expires: end.toISOString() };
}

/** `entity-unknown` unless all are legal entities, ended ones too: an incident may be about what they did. */
export async function checkEntities(client: ClientBase, entities: readonly string[]): Promise<void> {
  const { rowCount } = await client.query('select from cofferdam.legal_entity where id = any ($1)', [entities]);
  if (rowCount !== new Set(entities).size) fail('entity-unknown');
}
