import { Badge, Button, Group, Paper, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, askAll } from '../../api/query.ts';
import { counted, figure } from '../../ui/figures.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { WideTable } from '../../ui/wide-table.tsx';
import { InviteDrawer } from './invite.tsx';
import { PersonPanel } from './person-panel.tsx';
import { type Person, roles, states } from './words.ts';

/** Everybody of the installation. Admins invite, reset and shut out. */
export function People() {
  const { data: session } = useQuery(ask('session.show'));
  const mayEdit = session?.installationRole === 'admin';
  const [isInviting, setInviting] = useState(false);
  return (
    <>
      <PageHead
        title="People"
        action={
          mayEdit && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
              Invite somebody
            </Button>
          )
        }
      >
        Who may come in. What somebody sees of an incident, a lead of it decides.
        {!mayEdit && ' Admins invite.'}
      </PageHead>
      <PeopleTable mayEdit={mayEdit} />
      <InviteDrawer isOpen={isInviting} onClose={() => setInviting(false)} />
    </>
  );
}

export function PeopleTable({ mayEdit }: { readonly mayEdit: boolean }) {
  const list = useInfiniteQuery(askAll('people.list', { query: { limit: 200 } }));
  const { data: first } = useQuery(ask('people.list', { query: { total: 'true', limit: 1 } }));
  const people = list.data?.pages.flatMap(({ items }) => items);
  const [open, setOpen] = useState<string>();
  const shown = people?.find(({ id }) => id === open);
  return (
    <>
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      {people === undefined && list.error === null && <Skeleton h={160} />}
      {people !== undefined && (
        <Paper withBorder bg="var(--paper)">
          <WideTable label="People" minWidth={560}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Mail address</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>State</Table.Th>
                {mayEdit && (
                  <Table.Th w={90}>
                    <VisuallyHidden>Actions</VisuallyHidden>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.map((person) => (
                <Row key={person.id} person={person} onOpen={mayEdit ? setOpen : undefined} />
              ))}
            </Table.Tbody>
          </WideTable>
        </Paper>
      )}
      {people !== undefined && (
        <Group justify="center" mt="md">
          <Text size="sm" c="dimmed" role="status">
            {saidOf(people.length, first?.total)}
          </Text>
          {list.hasNextPage && (
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Show more
            </Button>
          )}
        </Group>
      )}
      <SidePanel title={shown?.name ?? ''} isOpen={shown !== undefined} onClose={() => setOpen(undefined)} isHeld>
        {shown !== undefined && <PersonPanel key={shown.id} person={shown} />}
      </SidePanel>
    </>
  );
}

/** How many there are is told where it is known, and never guessed. */
function saidOf(shown: number, total: number | null | undefined): string {
  if (total === null || total === undefined) return '';
  const all = counted(total, 'person', 'people');
  return shown < total ? `The first ${figure(shown)} of ${all}` : `${all} in all`;
}

interface RowProps {
  readonly person: Person;
  /** Undefined for those who may not. */
  readonly onOpen: ((id: string) => void) | undefined;
}

function Row({ person: { id, name, mail, installationRole, state, reason }, onOpen }: RowProps) {
  return (
    <Table.Tr>
      <Table.Td fw={500} c={state === 'disabled' ? 'dimmed' : undefined}>
        {name}
      </Table.Td>
      <Table.Td c={state === 'disabled' ? 'dimmed' : undefined}>{mail}</Table.Td>
      <Table.Td>{roles[installationRole].label}</Table.Td>
      <Table.Td>
        <Badge variant="default" tt="none" miw="max-content">
          {states[state]}
        </Badge>
        {reason !== null && (
          <Text size="xs" c="dimmed">
            {reason}
          </Text>
        )}
      </Table.Td>
      {onOpen !== undefined && (
        <Table.Td ta="right">
          <Button size="compact-sm" variant="subtle" aria-label={`Manage ${name}`} onClick={() => onOpen(id)}>
            Manage
          </Button>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
