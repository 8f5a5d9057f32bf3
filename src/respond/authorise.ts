import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';

export type Role = 'lead' | 'analyst' | 'dpo' | 'legal' | 'hr' | 'comms' | 'executive' | 'guest';
export type Compartment = 'facts' | 'counsel' | 'person-concerned';

/** What the one who asks is in an incident. */
export interface Membership {
  readonly role: Role;
  readonly compartments: readonly Compartment[];
  /** Undefined: all legal entities. */
  readonly entities?: readonly string[];
}

/**
 * The membership of the one who asks, in his transaction. `nothing-there` where he is no member: whether there is such an
 * incident is not told. `role-lacking` where the role is none of `roles`.
 */
export async function authorise(client: ClientBase, incident: string, roles?: readonly Role[]): Promise<Membership> {
  const { rows } = await client.query<{ role: Role; compartments: Compartment[]; entities: string[] | null }>(
    `select role, compartments::text[], entities, set_config('cofferdam.colleagues_of', incident_id::text, true)
     from cofferdam.own_membership where incident_id = $1`,
    [incident],
  );
  const [own] = rows;
  if (own === undefined) fail('nothing-there', 'incident');
  if (roles !== undefined && !roles.includes(own.role)) fail('role-lacking', own.role);
  const { role, compartments, entities } = own;
  return { role, compartments, ...(entities !== null && { entities }) };
}
