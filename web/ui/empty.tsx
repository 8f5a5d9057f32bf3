import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyProps {
  /** What is not there. */
  readonly title: string;
  /** Why, and what to do. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Where a list has nothing: says why, and what to do. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <Paper withBorder p="xl" bg="var(--paper)" style={{ borderStyle: 'dashed' }}>
      <Stack align="center" gap="xs" ta="center">
        <Title order={2} size="h3">
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
