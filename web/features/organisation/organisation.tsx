import { Stack } from '@mantine/core';
import { PageHead } from '../../ui/page-head.tsx';
import { BackupSection } from './backup.tsx';
import { ContactsSection } from './contacts.tsx';
import { EntitiesSection } from './entities.tsx';
import { NameSection } from './name.tsx';
import { RosterSection } from './roster.tsx';
import { useOrganisation } from './use-organisation.ts';

/** The profile of the organisation: all see it, admins change it. */
export function OrganisationPage() {
  const { data, mayEdit } = useOrganisation();
  return (
    <>
      <PageHead title={data?.name ?? 'Organisation'}>
        Who you are when data leaks: legal entities, whom to call, whom you know.
        {!mayEdit && ' Admins change it.'}
      </PageHead>
      <Stack gap="md">
        {mayEdit && <NameSection />}
        <EntitiesSection />
        <ContactsSection />
        <RosterSection />
        {mayEdit && <BackupSection />}
      </Stack>
    </>
  );
}
