import { ActionIcon, Anchor, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { counted, percent, rest, size } from '../../ui/figures.ts';
import { HaltNote } from './halt-note.tsx';
import type { Queue, Row, Shown } from './queue/queue.ts';
import classes from './transfers.module.css';

interface TransfersProps {
  readonly incident: string;
  readonly queue: Queue;
  readonly shown: Shown;
  /** Asks before what arrived is discarded. */
  readonly onCancel: (row: Row) => void;
}

/** Files on their way: all together, and each that is being sent, stands still or failed. */
export function Transfers({ incident, queue, shown, onCancel }: TransfersProps) {
  const { files, bytes, sent, untried, rate, halt, rows, next } = shown;
  const all = Object.values(files).reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const open = files.sending + files.waiting;
  const standing = files.paused + files.failed;
  const isMoving = open > 0 && halt === undefined;
  const left = rate === undefined || rate === 0 ? undefined : rest((bytes - sent) / rate);
  const more = files.waiting - next.length;
  return (
    <Paper withBorder p="lg" bg="var(--paper)" component="section" aria-labelledby="transfers">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} id="transfers">
            {open + standing === 0 ? `${counted(files.done, 'file')} handed in` : 'On their way'}
          </Title>
          <Group gap="xs">
            {open > 0 && (
              <Button variant="default" size="xs" onClick={() => queue.pause()}>
                Pause all
              </Button>
            )}
            {standing > 0 && (
              <Button variant="default" size="xs" onClick={() => queue.resume()}>
                Go on with all
              </Button>
            )}
            {files.done > 0 && (
              <Anchor component={Link} to={`/incidents/${incident}/evidence`} size="sm">
                See them in Evidence
              </Anchor>
            )}
          </Group>
        </Group>
        <Stack gap={6}>
          <Progress
            value={bytes === 0 ? 100 : (sent / bytes) * 100}
            size="lg"
            aria-label="All files"
            animated={isMoving}
          />
          <Text size="sm">
            {counted(files.done, 'file')} of {all} done · {size(sent)} of {size(bytes)} ({percent(sent, bytes)})
            {isMoving && rate !== undefined && ` · ${size(rate)}/s`}
            {isMoving && left !== undefined && ` · ${left} left`}
          </Text>
        </Stack>
        {halt !== undefined && <HaltNote halt={halt} />}
        {untried.length > 0 && <Untried paths={untried} />}
        <ul className={classes['files']} aria-label="Files">
          {rows.map((row) => (
            <Transfer key={row.id} row={row} queue={queue} onCancel={() => onCancel(row)} />
          ))}
          {next.map((row) => (
            <Transfer key={row.id} row={row} queue={queue} onCancel={() => onCancel(row)} />
          ))}
        </ul>
        {more > 0 && (
          <Text size="sm" c="dimmed">
            And {counted(more, 'more file')} that wait.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

const untriedShown = 5;

/** Of the same bytes as another item, for the most part: they share an inspection that has none of these passwords. */
function Untried({ paths }: { readonly paths: readonly string[] }) {
  const more = paths.length - untriedShown;
  return (
    <Text size="sm" role="status">
      The passwords were not tried on {paths.slice(0, untriedShown).join(', ')}
      {more > 0 && ` and ${counted(more, 'more file')}`}: the same bytes are inspected already, or the answer was lost.
      In Evidence each tells whether something in it is still shut, and takes passwords there.
    </Text>
  );
}

const states: Readonly<Record<Row['state'], string>> = {
  waiting: 'waits for its turn',
  sending: 'is being sent',
  paused: 'paused',
  failed: 'failed',
  done: 'done',
};

interface TransferProps {
  readonly row: Row;
  readonly queue: Queue;
  readonly onCancel: () => void;
}

function Transfer({ row: { id, path, bytes, sent, state, problem }, queue, onCancel }: TransferProps) {
  const isOpen = state === 'sending' || state === 'waiting';
  return (
    <li className={classes['file']}>
      <div className={classes['about']}>
        <Text size="sm" className={classes['name']}>
          {path}
        </Text>
        <Text size="xs" c="dimmed">
          {size(sent)} of {size(bytes)} · {states[state]}
        </Text>
        <Progress value={bytes === 0 ? 0 : (sent / bytes) * 100} size="xs" mt={4} aria-label={`${path}: sent`} />
        {problem !== undefined && (
          <Text size="sm" role="alert" mt={4}>
            <Text span fw={600} size="sm">
              {problem.title}.
            </Text>{' '}
            {problem.detail}
          </Text>
        )}
      </div>
      <Group gap={4} wrap="nowrap">
        {isOpen ? (
          <ActionIcon variant="default" size="lg" aria-label={`Pause ${path}`} onClick={() => queue.pause(id)}>
            <IconPlayerPause size={16} aria-hidden />
          </ActionIcon>
        ) : (
          <ActionIcon variant="default" size="lg" aria-label={`Go on with ${path}`} onClick={() => queue.resume(id)}>
            <IconPlayerPlay size={16} aria-hidden />
          </ActionIcon>
        )}
        <ActionIcon variant="default" size="lg" aria-label={`Cancel ${path}`} onClick={onCancel}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}
