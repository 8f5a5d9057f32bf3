import type { Got } from '../../api/contract.ts';

export type Person = Got<'people.list'>['items'][number];

export const roles: Readonly<Record<Person['installationRole'], { readonly label: string; readonly hint: string }>> = {
  none: { label: 'Member', hint: 'Works on incidents that a lead lets them into, and opens incidents' },
  auditor: { label: 'Auditor', hint: 'Reads and exports the log; is a member of no incident' },
  admin: { label: 'Admin', hint: 'Runs the installation; sees no incident unless a lead lets them in' },
};

export const states: Readonly<Record<Person['state'], string>> = {
  invited: 'Invited',
  joined: 'Joined',
  disabled: 'Shut out',
};
