import { Badge, Group, Stack, Text } from '@mantine/core';
import type { Got } from '../../api/contract.ts';
import { When } from '../../ui/when.tsx';

interface UnderstoodProps {
  readonly what: Got<'roster.preview'>;
  /** When, for the one in use. */
  readonly loaded?: { readonly loadedAt: string };
}

/** By the names of docs/roster.md. */
const columnName = (column: string): string => column.charAt(0).toUpperCase() + column.slice(1).replaceAll('-', ' ');

const figures = new Intl.NumberFormat('en');
const bytes = new Intl.NumberFormat('en', { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 });

/** What was understood of a roster: how many persons, in which columns. Never what is in it. */
export function Understood({ what: { rows, columns, size }, loaded }: UnderstoodProps) {
  return (
    <Stack gap="xs">
      <Group gap="xs" align="baseline">
        <Text fw={650} size="lg">
          {figures.format(rows)} {rows === 1 ? 'person' : 'persons'}
        </Text>
        <Text size="sm" c="dimmed">
          {bytes.format(size / 1000)}
          {loaded !== undefined && (
            <>
              , loaded <When at={loaded.loadedAt} />
            </>
          )}
        </Text>
      </Group>
      <Group gap={6} component="ul" p={0} m={0} aria-label="Columns that were understood">
        {columns.map((column) => (
          <Badge key={column} component="li" variant="default" tt="none" fw={500} miw="max-content">
            {columnName(column)}
          </Badge>
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        Columns that are not listed were not understood and are passed over.
      </Text>
    </Stack>
  );
}
