import type { Got } from '../../api/contract.ts';

export type Scope = Got<'keys.list'>['items'][number]['scopes'][number];

/** What a key may do, in the order of how much it gives away. */
export const scopeLabels: Readonly<Record<Scope, string>> = {
  'incidents:read': 'Read incidents',
  'incidents:write': 'Change incidents',
  'evidence:read': 'Read evidence',
  'evidence:write': 'Hand in evidence',
  'impact:read': 'Read findings',
  'persons:reveal': 'Reveal persons',
  'log:read': 'Read the log',
  'organisation:read': 'Read the organisation',
};
