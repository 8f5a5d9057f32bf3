import { Anchor, Button, Group, List, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { elementOf, type Found } from './words.ts';

const longest = 20_000;

interface TryBoxProps {
  readonly onOpen: (rule: string) => void;
}

/** A text of one's own, tried against all rules; the server stores nothing of it. */
export function TryBox({ onOpen }: TryBoxProps) {
  const [text, setText] = useState('');
  // What was tried: the text may have changed since.
  const [tried, setTried] = useState('');
  const act = useAct('rules.try');
  const found = act.data?.found;
  return (
    <Paper withBorder p="lg" bg="var(--paper)" component="section" aria-labelledby="try-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(text);
          act.mutate({ body: { text } });
        }}
      >
        <Stack gap="sm">
          <Title order={2} size="h4" id="try-title">
            Try a text
          </Title>
          <Textarea
            label="Text or value"
            description="A line of a table, a sentence, a number with its label. It is sent to this desk alone, and stored nowhere."
            placeholder="IBAN: DE89 3704 0044 0532 0130 00"
            autosize
            minRows={2}
            maxRows={10}
            maxLength={longest}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={act.isPending} disabled={text.trim() === ''}>
              Try it
            </Button>
          </Group>
          <ProblemNote error={act.error} />
          <div role="status">{found !== undefined && <Result found={found} text={tried} onOpen={onOpen} />}</div>
        </Stack>
      </form>
    </Paper>
  );
}

interface ResultProps extends TryBoxProps {
  readonly found: readonly Found[];
  readonly text: string;
}

function Result({ found, text, onOpen }: ResultProps) {
  if (found.length === 0)
    return <Text size="sm">No rule finds anything. A number alone is often too little: try it with its label.</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {found.length === 1 ? 'One thing is found' : `${found.length} things are found`}
      </Text>
      {found.map((one) => (
        <Stack key={`${one.rule} ${one.start}`} gap={2}>
          <Text size="sm">
            <Text span fw={600} ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {text.slice(one.start, one.end)}
            </Text>{' '}
            is {elementOf(one)}, {Math.round(one.score * 100)} of 100, by{' '}
            <Anchor component="button" type="button" size="sm" onClick={() => onOpen(one.rule)}>
              {one.title}
            </Anchor>
          </Text>
          <List size="sm" c="dimmed" spacing={0}>
            {one.reasons.map(({ why, by }) => (
              <List.Item key={why}>
                {why} ({by >= 0 ? '+' : '−'}
                {Math.round(Math.abs(by) * 100)})
              </List.Item>
            ))}
          </List>
        </Stack>
      ))}
    </Stack>
  );
}
