import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import mark from '../../app/mark.svg';
import { useTitle } from '../../ui/page-head.tsx';

interface EntranceProps {
  readonly title: string;
  /** What this is, in a sentence. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** Other ways in. */
  readonly foot?: ReactNode;
}

/** The frame of the pages by which people come in. */
export function Entrance({ title, lead, children, foot }: EntranceProps) {
  useTitle(title);
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w="100%" maw={440} gap="md">
        <Group gap="xs" justify="center">
          <img src={mark} alt="" width={28} height={28} />
          <Text fw={650} size="xl">
            Cofferdam
          </Text>
        </Group>
        <Paper withBorder shadow="xs" p={{ base: 'md', sm: 'xl' }} bg="var(--paper)">
          <Stack gap="md">
            <Stack gap={4}>
              <Title order={1} size="h2">
                {title}
              </Title>
              {lead !== undefined && <Text c="dimmed">{lead}</Text>}
            </Stack>
            {children}
          </Stack>
        </Paper>
        {foot !== undefined && (
          <Text size="sm" c="dimmed" ta="center">
            {foot}
          </Text>
        )}
      </Stack>
    </Center>
  );
}
