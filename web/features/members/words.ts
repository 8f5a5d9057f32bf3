import type { Got } from '../../api/contract.ts';

export type Member = Got<'members.list'>['members'][number];
export type Role = Member['role'];
export type Compartment = Member['compartments'][number];

/** What each may see of before anybody decides otherwise: no more than the work needs. */
export const usualCompartments: Readonly<Record<Role, readonly Compartment[]>> = {
  lead: ['counsel', 'facts', 'person-concerned'],
  analyst: ['facts'],
  dpo: ['facts', 'person-concerned'],
  legal: ['counsel', 'facts'],
  hr: ['facts', 'person-concerned'],
  comms: ['facts'],
  executive: ['facts'],
  guest: ['facts'],
};

/** Whether anybody can let people in and out. */
export const hasLead = (members: readonly Member[]): boolean =>
  members.some(({ role, standing }) => role === 'lead' && standing === 'active');
