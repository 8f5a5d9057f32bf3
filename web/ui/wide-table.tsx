import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface WideTableProps {
  /** What is in it, for those who do not see it. */
  readonly label: string;
  /** Pixels; on a narrower page it scrolls within itself, with the keyboard too. */
  readonly minWidth: number;
  readonly children: ReactNode;
}

/** A table that may be wider than the page. */
export function WideTable({ label, minWidth, children }: WideTableProps) {
  return (
    <Table.ScrollContainer minWidth={minWidth} type="native" role="group" aria-label={label} tabIndex={0}>
      <Table>{children}</Table>
    </Table.ScrollContainer>
  );
}
