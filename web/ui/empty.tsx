import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyProps {
  /** What is not there. */
  readonly title: string;
  /** Why, and what to do. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** 1 where it stands in place of a whole page. @default 2 */
  readonly order?: 1 | 2;
}

/** Where a list has nothing: says why, and what to do. */
export function Empty({ title, children, action, order = 2 }: EmptyProps) {
  return (
    <Paper withBorder p="xl" bg="var(--paper)" style={{ borderStyle: 'dashed' }}>
      <Stack align="center" gap="xs" ta="center">
        <Title order={order} size="h3">
          {title}
        </Title>
        <Text c="dimmed" maw={480}>
          {children}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}
