import type { Role } from './authorise.ts';

const all = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms', 'executive', 'guest'] as const;

/**
 * Who may do what within an incident, by operation. docs/incidents.md shows it as a table, and a test compares the two
 * and tries every cell. The database holds the same for what it can tell apart (0005-organisation.sql).
 *
 * To read is for all members: rows of other compartments and legal entities do not exist for them.
 */
export const rights = {
  'incidents.show': all,
  'incidents.edit': ['lead', 'analyst', 'dpo', 'legal'],
  'members.list': all,
  'members.add': ['lead'],
  'members.change': ['lead'],
  'members.remove': ['lead'],
  // Where no lead can act.
  'members.take-over': ['analyst', 'dpo', 'legal'],
  'awareness.list': all,
  'awareness.state': ['lead', 'dpo', 'legal'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Who may change which field by `incidents.edit`. */
export const editRights = {
  title: ['lead', 'analyst'],
  severity: ['lead', 'analyst', 'dpo', 'legal'],
  phase: ['lead', 'analyst'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Who decides what is inspected, and gives passwords for it. */
export const decides: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal'];
