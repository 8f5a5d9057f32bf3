import { Box, Table } from '@mantine/core';
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
    // Positioned: what is hidden from sight in its cells would widen the page otherwise.
    <Box pos="relative" role="group" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}>
      <Table miw={minWidth}>{children}</Table>
    </Box>
  );
}
