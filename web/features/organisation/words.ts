import type { Got } from '../../api/contract.ts';

export type Organisation = Got<'organisation.show'>;
export type Entity = Organisation['entities'][number];
export type Contact = Organisation['contacts'][number];

/** In the sense of GDPR Art. 4 (7) and (8). */
export const entityRoles: Readonly<Record<Entity['role'], string>> = {
  controller: 'Controller',
  processor: 'Processor',
  both: 'Controller and processor',
};

/** In the order in which they are called. */
export const functions: Readonly<Record<Contact['function'], string>> = {
  dpo: 'Data protection officer',
  counsel: 'Counsel',
  security: 'Security',
  it: 'IT operations',
  forensics: 'Forensics',
  executive: 'Management',
  comms: 'Communications',
  hr: 'HR',
  insurer: 'Insurer',
  authority: 'Authority',
  other: 'Other',
};

export const channelKinds = {
  phone: 'Phone',
  mail: 'Mail',
  messenger: 'Messenger',
  pager: 'Pager',
  'in-person': 'In person',
} as const;
export type ChannelKind = keyof typeof channelKinds;

export const channelLabel = (kind: string): string => channelKinds[kind as ChannelKind] ?? kind;

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
export const countryName = (code: string): string => countryNames.of(code) ?? code;

/** `financial-market-infrastructure` as people read it. */
export const sectorName = (sector: string): string => {
  const words = sector.replaceAll('-', ' ').replace(/\b(ict|eu)\b/g, (short) => short.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
};
