import type { Got } from '../api/contract.ts';

type Item = Got<'evidence.list'>['items'][number];
export type How = Item['how'];
export type Compartment = Item['compartment'];

export const hows: Readonly<Record<How, { readonly label: string; readonly short: string; readonly source: string }>> =
  {
    found: { label: 'Found', short: 'Found', source: 'At which address' },
    received: { label: 'Received', short: 'Received', source: 'From whom' },
    bought: { label: 'Bought', short: 'Bought', source: 'From whom' },
    collected: { label: 'Collected from own systems', short: 'Collected', source: 'From which system' },
    other: { label: 'In another way', short: 'Other', source: 'How, and from where' },
  };

export const compartments: Readonly<Record<Compartment, { readonly label: string; readonly hint: string }>> = {
  facts: { label: 'Facts', hint: 'For all who work on the incident' },
  counsel: { label: 'Counsel', hint: 'Privileged: for those who are let into it' },
  'person-concerned': { label: 'Person concerned', hint: 'About somebody who is under suspicion: for HR and a few' },
};

type Role = Got<'incidents.show'>['own']['role'];
/** Roles that may hand in and pass on, seal off, look at bytes, let copies leave, and stop or repeat an inspection. */
const rights = {
  'hand-in': ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms'],
  'seal-off': ['lead', 'analyst', 'dpo', 'legal', 'hr'],
  read: ['lead', 'analyst', 'dpo', 'legal', 'hr'],
  export: ['lead', 'dpo', 'legal'],
  inspect: ['lead', 'analyst', 'dpo', 'legal'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** What the page offers. The server decides. */
export const mayWithEvidence = (act: keyof typeof rights, role: Role | undefined): boolean =>
  role !== undefined && (rights[act] as readonly Role[]).includes(role);
