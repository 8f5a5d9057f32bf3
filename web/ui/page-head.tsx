import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageHeadProps {
  readonly title: string;
  /** One sentence: what this page is for. */
  readonly children?: ReactNode;
  /** The one thing to do here. */
  readonly action?: ReactNode;
}

/** Title, purpose and primary action of a page; names the tab of the browser too. */
export function PageHead({ title, children, action }: PageHeadProps) {
  useTitle(title);
  return (
    <Group justify="space-between" align="flex-start" mb="lg" wrap="wrap">
      <Stack gap={4} maw={720}>
        <Title order={1}>{title}</Title>
        {children !== undefined && <Text c="dimmed">{children}</Text>}
      </Stack>
      {action}
    </Group>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Cofferdam`;
  }, [title]);
}
