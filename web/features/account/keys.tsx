import { Badge, Button, Group, Skeleton, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { askAll } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { WideTable } from '../../ui/wide-table.tsx';
import { useNow, When } from '../../ui/when.tsx';
import { KeyForm } from './key-form.tsx';
import { scopeLabels } from './scopes.ts';

/** API keys in one's name: for scripts, with fewer rights. */
export function KeysSection() {
  const list = useInfiniteQuery(askAll('keys.list'));
  const keys = list.data?.pages.flatMap(({ items }) => items);
  const revoke = useAct('keys.revoke', { changes: ['keys.list'] });
  const ending = revoke.isPending ? revoke.variables.params?.key : undefined;
  const [isMaking, setMaking] = useState(false);
  const now = useNow(60_000);
  return (
    <Section
      title="API keys"
      lead="For scripts that work in your name, each with no more rights than it needs. No key makes keys, or handles people or sessions."
      action={
        <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={() => setMaking(true)}>
          Make a key
        </Button>
      }
    >
      <ProblemNote error={list.error ?? revoke.error} />
      {keys === undefined && list.error === null && <Skeleton h={48} />}
      {keys?.length === 0 && (
        <Text size="sm" c="dimmed">
          You have none.
        </Text>
      )}
      {keys !== undefined && keys.length > 0 && (
        <WideTable label="API keys" minWidth={600}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>May</Table.Th>
              <Table.Th>Ends</Table.Th>
              <Table.Th>Last used</Table.Th>
              <Table.Th w={90}>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keys.map(({ id, name, scopes, expires, lastUsed, ended }) => (
              <Table.Tr key={id}>
                <Table.Td fw={500}>{name}</Table.Td>
                <Table.Td>{scopes.map((scope) => scopeLabels[scope]).join(', ')}</Table.Td>
                <Table.Td>
                  {ended ? (
                    <Badge variant="default" tt="none" miw="max-content">
                      Ended
                    </Badge>
                  ) : (
                    <When at={expires} />
                  )}
                </Table.Td>
                <Table.Td>{lastUsed === null ? <Text c="dimmed">Never</Text> : <When at={lastUsed} />}</Table.Td>
                <Table.Td ta="right">
                  {!ended && Date.parse(expires) > now && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      loading={ending === id}
                      aria-label={`End the key ${name}`}
                      onClick={() => revoke.mutate({ params: { key: id } })}
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
      {list.hasNextPage && (
        <Group>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
      <SidePanel title="Make an API key" isOpen={isMaking} onClose={() => setMaking(false)} isHeld>
        <KeyForm onDone={() => setMaking(false)} />
      </SidePanel>
    </Section>
  );
}
