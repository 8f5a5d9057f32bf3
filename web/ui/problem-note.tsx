import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { problemOf } from '../api/problem.ts';

interface ProblemNoteProps {
  readonly error: unknown;
  /** Offers to try again. */
  readonly again?: () => void;
}

/** What went wrong, what to do, and by which number the log of the server knows it. Nothing where nothing did. */
export function ProblemNote({ error, again }: ProblemNoteProps) {
  if (error === null || error === undefined) return null;
  const { title, detail, where, request, code } = problemOf(error);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
      <Text size="sm">
        {where !== undefined && <>Where: {where}. </>}
        {detail}
      </Text>
      <Group justify="space-between" mt="xs">
        <Text size="xs" c="dimmed">
          <Code>{code}</Code>
          {request !== undefined && <> · request {request}</>}
        </Text>
        {again !== undefined && (
          <Button size="xs" variant="default" onClick={again}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
