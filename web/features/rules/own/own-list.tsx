import { Anchor, Button, Group, Paper, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/query.ts';
import { Empty } from '../../../ui/empty.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { When } from '../../../ui/when.tsx';
import { WideTable } from '../../../ui/wide-table.tsx';
import { elementOf } from '../words.ts';

interface OwnListProps {
  /** An id, or `new`. */
  readonly onOpen: (own: string) => void;
}

/** The rules that the organisation wrote for itself. */
export function OwnList({ onOpen }: OwnListProps) {
  const { data, error, refetch } = useQuery(ask('own-rules.list'));
  const write = (
    <Button variant="default" onClick={() => onOpen('new')}>
      Write a rule
    </Button>
  );
  return (
    <Stack gap="sm" component="section" aria-labelledby="own-title">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={2} size="h4" id="own-title">
            Rules of your organisation
          </Title>
          <Text size="sm" c="dimmed">
            Numbers, code names and marks that only you have. Everybody at the desk can read them.
          </Text>
        </div>
        {data !== undefined && data.rules.length > 0 && write}
      </Group>
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={96} />}
      {data?.rules.length === 0 && (
        <Empty title="No rule of your own yet" action={write}>
          Badge numbers, customer numbers, names of projects: say what they look like, and inspection finds them.
        </Empty>
      )}
      {data !== undefined && data.rules.length > 0 && (
        <Paper withBorder bg="var(--paper)">
          <WideTable label="Rules of your organisation" minWidth={640}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Rule</Table.Th>
                <Table.Th>What it finds</Table.Th>
                <Table.Th>State</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.rules.map((rule) => (
                <Table.Tr key={rule.rule}>
                  <Table.Td>
                    <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onOpen(rule.rule)}>
                      {rule.title}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{elementOf(rule)}</Table.Td>
                  <Table.Td c="dimmed">
                    {rule.endedAt === null ? (
                      <>
                        In use since <When at={rule.usedAt} />
                      </>
                    ) : (
                      <>
                        Ended <When at={rule.endedAt} />
                      </>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        </Paper>
      )}
    </Stack>
  );
}
