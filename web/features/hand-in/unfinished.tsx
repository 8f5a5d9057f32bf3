import { Button, FileButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Got } from '../../api/contract.ts';
import { askAll } from '../../api/query.ts';
import { size } from '../../ui/figures.ts';
import { When } from '../../ui/when.tsx';
import type { Queue } from './queue/queue.ts';
import classes from './transfers.module.css';

type Item = Got<'evidence.list'>['items'][number];

interface UnfinishedProps {
  readonly incident: string;
  readonly person: string;
  readonly queue: Queue;
  readonly onGoOn: (item: Item, file: File) => void;
  readonly onDiscard: (item: Item) => void;
}

/** Uploads of one's own that were left, before the browser was closed or on another machine, and what is missing. */
export function Unfinished({ incident, person, queue, onGoOn, onDiscard }: UnfinishedProps) {
  const query = { state: 'uploading', by: person, limit: 100 } as const;
  const { data } = useInfiniteQuery(askAll('evidence.list', { params: { incident }, query }));
  const items = (data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => !queue.has(id));
  if (items.length === 0) return null;
  return (
    <Paper withBorder p="lg" bg="var(--paper)" component="section" aria-labelledby="unfinished">
      <Stack gap="md">
        <div>
          <Title order={2} id="unfinished">
            Left unfinished
          </Title>
          <Text c="dimmed" size="sm">
            Drop the same files again, and they go on by themselves from where they were. Passwords that were given with
            them are kept nowhere: give them again above, before you choose.
          </Text>
        </div>
        <ul className={classes['files']} aria-label="Unfinished uploads">
          {items.map((item) => (
            <Left key={item.id} item={item} onGoOn={(file) => onGoOn(item, file)} onDiscard={() => onDiscard(item)} />
          ))}
        </ul>
      </Stack>
    </Paper>
  );
}

interface LeftProps {
  readonly item: Item;
  readonly onGoOn: (file: File) => void;
  readonly onDiscard: () => void;
}

function Left({ item, onGoOn, onDiscard }: LeftProps) {
  const [isOther, setOther] = useState(false);
  const { name, size: bytes, received, lastPart, handedIn } = item;
  const shown = name ?? 'A sealed-off item';
  return (
    <li className={classes['file']}>
      <div className={classes['about']}>
        <Text size="sm" className={classes['name']}>
          {shown}
        </Text>
        <Text size="xs" c="dimmed">
          {size(received)} of {size(bytes)} are here, {size(bytes - received)} missing · last part{' '}
          <When at={lastPart ?? handedIn.at} />
        </Text>
        {isOther && (
          <Text size="sm" role="alert" mt={4}>
            That file is of another size: it is not the one that was begun. Choose the same file, or discard this one
            and hand the other in anew.
          </Text>
        )}
      </div>
      <Group gap={4}>
        <FileButton
          onChange={(file) => {
            const isSame = file?.size === bytes;
            setOther(file !== null && !isSame);
            if (file !== null && isSame) onGoOn(file);
          }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default" aria-label={`Choose the file of ${shown} and go on`}>
              Choose the file
            </Button>
          )}
        </FileButton>
        <Button size="xs" variant="default" onClick={onDiscard} aria-label={`Discard ${shown}`}>
          Discard
        </Button>
      </Group>
    </li>
  );
}
