import { Badge, Button, Group, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAct } from '../../api/act.ts';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { WideTable } from '../../ui/wide-table.tsx';
import { When } from '../../ui/when.tsx';

/** Where one is signed in. */
export function SessionsSection() {
  const { data, error, refetch } = useQuery(ask('sessions.list'));
  const revoke = useAct('sessions.revoke', { changes: ['sessions.list'] });
  const ending = revoke.isPending ? revoke.variables.params?.session : undefined;
  return (
    <Section title="Where you are signed in" lead="End what you do not know, and then set a new password.">
      <ProblemNote error={error ?? revoke.error} again={error === null ? undefined : () => void refetch()} />
      {data === undefined && error === null && <Skeleton h={96} />}
      {data !== undefined && (
        <WideTable label="Sessions" minWidth={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Browser</Table.Th>
              <Table.Th>Signed in</Table.Th>
              <Table.Th>Last used</Table.Th>
              <Table.Th w={90}>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map(({ id, browser, made, lastUsed, hasSecondFactor, own }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Group gap="xs">
                    {browser}
                    {own && (
                      <Badge variant="default" tt="none" miw="max-content">
                        This one
                      </Badge>
                    )}
                  </Group>
                  {!hasSecondFactor && (
                    <Text size="xs" c="dimmed">
                      Without a second factor: it can do nothing yet
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <When at={made} />
                </Table.Td>
                <Table.Td>
                  <When at={lastUsed} />
                </Table.Td>
                <Table.Td ta="right">
                  {!own && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      loading={ending === id}
                      aria-label={`End the session of ${browser}`}
                      onClick={() => revoke.mutate({ params: { session: id } })}
                    >
                      End
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      )}
    </Section>
  );
}
