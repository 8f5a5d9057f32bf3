import { Table, Text, VisuallyHidden } from '@mantine/core';
import { counted } from '../../ui/figures.ts';
import classes from './report.module.css';
import type { BlockOf } from './words.ts';

/** The first rows of a table of the report. */
export function PreviewTable({ table: { caption, columns, rows, rowsInAll } }: { readonly table: BlockOf<'table'> }) {
  const more = rowsInAll - rows.length;
  return (
    <>
      <Table.ScrollContainer
        minWidth={560}
        mt="sm"
        scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': caption } }}
      >
        <Table captionSide="top" fz="xs" layout="fixed">
          <Table.Caption className={classes['caption']}>{caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ name, width, align }) => (
                <Table.Th key={name} w={`${width}%`} ta={align}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((cells, row) => (
              <Table.Tr key={`${row} ${cells[0] ?? ''}`}>
                {columns.map(({ name, align }, column) => (
                  <Table.Td key={name} ta={align}>
                    {cells[column]}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {more > 0 && (
        <Text size="xs" c="dimmed" mt={4}>
          and {counted(more, 'row')} more in the report
        </Text>
      )}
    </>
  );
}

/** Figures with a bar beside each; whoever does not see the bars has the figures. */
export function Bars({ bars: { caption, of, bars } }: { readonly bars: BlockOf<'bars'> }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <Table captionSide="top" mt="sm" fz="sm" withRowBorders={false} verticalSpacing={4}>
      <Table.Caption className={classes['caption']}>{caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Kind</Table.Th>
          <Table.Th ta="right">{of}</Table.Th>
          <Table.Th>
            <VisuallyHidden>As a bar</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bars.map(({ name, value, says }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" fw={400}>
              {name}
            </Table.Th>
            <Table.Td ta="right">{says}</Table.Td>
            <Table.Td className={classes['bar']}>
              <svg className={classes['track']} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
                <rect width="100" height="8" fill="var(--mantine-color-default-hover)" />
                <rect
                  width={Math.max(0.5, (100 * value) / most)}
                  height="8"
                  fill="var(--mantine-primary-color-filled)"
                />
              </svg>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
