import { Table, Text } from '@mantine/core';
import { figure } from '../../../ui/figures.ts';
import { ToFiles } from '../parts/to.tsx';
import { reasonOf } from '../../../ui/impact-words.ts';

/** Why files were not read, or not in whole: in words, with what can be done about it. */
export function Reasons({ reasons }: { readonly reasons: Readonly<Record<string, number>> }) {
  const all = Object.entries(reasons).toSorted(([, a], [, b]) => b - a);
  if (all.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table aria-label="Why files were not read in whole" layout="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="end">Files</Table.Th>
            <Table.Th>Why not read in whole, and what can be done</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {all.map(([code, count]) => {
            const { what, remedy } = reasonOf(code);
            return (
              <Table.Tr key={code}>
                <Table.Td ta="end" style={{ verticalAlign: 'top' }}>
                  <ToFiles reason={code}>{figure(count)}</ToFiles>
                </Table.Td>
                <Table.Td>
                  {what}
                  <Text size="xs" c="dimmed">
                    {remedy}
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
