import { Alert, Button, Group, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';

/** A field that somebody else changed while one was typing. */
export interface Clash {
  readonly label: string;
  readonly theirs: string;
  /** What was typed; undefined where one did not touch it. */
  readonly yours: string | undefined;
}

interface ConflictProps {
  readonly clashes: readonly Clash[];
  readonly isBusy: boolean;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** Two people edited one thing: shows what the other one wrote beside what one typed, and nobody's words are lost. */
export function Conflict({ clashes, isBusy, onKeepMine, onTakeTheirs }: ConflictProps) {
  return (
    <Alert color="yellow" icon={<IconUsers aria-hidden />} title="Somebody changed this meanwhile" role="alert">
      <Text size="sm">Nothing of yours was saved, and nothing of it is lost. What you did not touch stays theirs.</Text>
      <Table mt="xs" withRowBorders={false} verticalSpacing={4} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Field</Table.Th>
            <Table.Th>Saved now</Table.Th>
            <Table.Th>Yours</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {clashes.map(({ label, theirs, yours }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row">{label}</Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{theirs}</Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{yours ?? 'not touched'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group mt="sm" gap="xs">
        <Button size="xs" loading={isBusy} onClick={onKeepMine}>
          Save mine
        </Button>
        <Button size="xs" variant="default" disabled={isBusy} onClick={onTakeTheirs}>
          Take what is saved now
        </Button>
      </Group>
    </Alert>
  );
}
