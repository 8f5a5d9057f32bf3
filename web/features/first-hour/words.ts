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

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
/** `4 March 2019`: a day as the data has it, in no zone. */
export const dayInWords = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`));

type DatedFile = NonNullable<FirstHourAnswer['dated']>['files'][number];
const placeWords: Readonly<Record<NonNullable<DatedFile['by']>, string>> = {
  column: 'in the column',
  field: 'in the field',
  line: 'at the beginning of lines',
  mail: 'as the day on which a mail was sent',
  property: 'in the property of a document',
};

/** `, in the column “created at”` */
export function placeOf({ by, said }: Pick<DatedFile, 'by' | 'said'>): string {
  if (by === null) return '';
  if (by === 'line' || by === 'mail') return `, ${placeWords[by]}`;
  return said === null ? '' : `, ${placeWords[by]} “${said}”`;
}
