import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import type { OwnRule } from './fields.ts';

/** Ends a rule, after asking once more. It can be put to use again. */
export function EndRule({ rule, onDone }: { readonly rule: OwnRule; readonly onDone: () => void }) {
  const [isSure, setSure] = useState(false);
  const end = useAct('own-rules.end', { changes: ['own-rules.list', 'rules.list'], done: onDone });
  return (
    <Stack gap="xs">
      <Divider />
      <Text size="sm" c="dimmed">
        Inspections that begin from then on go without it. It stays here, and can be put to use again.
      </Text>
      <ProblemNote error={end.error} />
      <Group>
        {!isSure && (
          <Button variant="default" size="xs" onClick={() => setSure(true)}>
            End this rule
          </Button>
        )}
        {isSure && (
          <>
            <Button size="xs" loading={end.isPending} onClick={() => end.mutate({ params: { own: rule.rule } })}>
              End {rule.title}
            </Button>
            <Button variant="default" size="xs" onClick={() => setSure(false)}>
              Keep
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
