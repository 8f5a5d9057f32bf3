/**
 * What an API key may be made for. A key never has more rights than its owner; scopes only take away. People, keys,
 * sessions and the installation itself are for sessions alone: a stolen key must not make another.
 */
export const scopes = [
  'incidents:read',
  'incidents:write',
  'evidence:read',
  'evidence:write',
  'impact:read',
  'persons:reveal',
  'log:read',
  'organisation:read',
] as const;
export type Scope = (typeof scopes)[number];
