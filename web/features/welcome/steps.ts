import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask, askAll } from '../../api/query.ts';

/** What an installation needs before the first incident, in the order of the wizard. */
export const steps = [
  { step: 'organisation', label: 'Organisation', missing: 'the name of the organisation' },
  { step: 'entities', label: 'Legal entities', missing: 'a legal entity' },
  { step: 'contacts', label: 'People to call', missing: 'people to call' },
  { step: 'roster', label: 'Roster', missing: undefined },
  { step: 'backup', label: 'Backup', missing: 'a backup folder' },
  { step: 'people', label: 'People', missing: 'somebody who can open an incident' },
] as const;
export type Step = (typeof steps)[number]['step'];

export const isStep = (value: unknown): value is Step => steps.some(({ step }) => step === value);

/** Which steps are done; undefined until all of them are known. For admins, who alone may ask for all of it. */
export function useDone(): Readonly<Record<Step, boolean>> | undefined {
  const { data: organisation } = useQuery(ask('organisation.show'));
  const { data: roster } = useQuery(ask('roster.show'));
  const { data: backup } = useQuery(ask('backup.show'));
  const { data: people } = useInfiniteQuery(askAll('people.list'));
  if (organisation === undefined || roster === undefined || backup === undefined || people === undefined)
    return undefined;
  return {
    organisation: organisation.name !== null,
    entities: organisation.entities.some(({ endedAt }) => endedAt === null),
    contacts: organisation.contacts.length > 0,
    roster: roster.roster !== null,
    backup: backup.folder !== null,
    // Admins and auditors open none.
    people: people.pages.some(({ items }) =>
      items.some(({ installationRole, state }) => installationRole === 'none' && state !== 'disabled'),
    ),
  };
}
