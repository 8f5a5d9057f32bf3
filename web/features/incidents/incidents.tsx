import { Badge, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { askAll } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';

/** The incidents that one is a member of. */
export function Incidents() {
  const { data, error, refetch } = useInfiniteQuery(askAll('incidents.list'));
  const all = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <PageHead title="Incidents">What you work on, the newest first.</PageHead>
      <ProblemNote error={error} again={() => void refetch()} />
      {all?.length === 0 && <Empty title="No incident yet">You are a member of none.</Empty>}
      {all !== undefined && all.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Title</Table.Th>
              <Table.Th>Severity</Table.Th>
              <Table.Th>Opened</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map(({ id, title, codeName, severity, openedAt }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Text fw={500}>{title}</Text>
                  <Text size="xs" c="dimmed">
                    {codeName}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" color="gray">
                    {severity}
                  </Badge>
                </Table.Td>
                <Table.Td>
                  <When at={openedAt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}
