import type { Got } from '../../api/contract.ts';

export type FirstHourAnswer = Got<'first-hour.show'>;
export type Credential = FirstHourAnswer['credentials'][number];
export type Decision = Got<'decisions.list'>['decisions'][number];

export const credentialLabels: Readonly<Record<Credential['element'], string>> = {
  'access-token': 'Access tokens',
  'private-key': 'Private keys',
  password: 'Passwords',
  'password-hash': 'Password hashes',
};

/** What to do about each. */
export const credentialSteps: Readonly<Record<Credential['element'], string>> = {
  'access-token': 'Revoke them where they were made',
  'private-key': 'Replace keys and certificates, and take the old ones off',
  password: 'Have them set anew, and end all sessions',
  'password-hash': 'Have them set anew: they can be guessed offline',
};

type Role = Got<'incidents.show'>['own']['role'];
const records: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms'];
/** As the server has it, which decides. */
export const mayDecide = (role: Role): boolean => records.includes(role);
export const whoDecides = 'lead, analyst, data protection officer, legal, HR or communications';
