import { Alert, Code, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { When } from '../../ui/when.tsx';
import classes from './log.module.css';
import { actorOf, Sentence } from './sentence.tsx';
import { useLogNames } from './use-log-names.ts';

interface EntryPanelProps {
  readonly incident: string;
  /** Place of the entry; undefined where none is open. */
  readonly seq: number | undefined;
  readonly onClose: () => void;
}

/** One entry whole, as it is in the chain. */
export function EntryPanel({ incident, seq, onClose }: EntryPanelProps) {
  const { data, error, refetch } = useQuery({
    ...ask('log.list', { params: { incident }, query: { seq: seq ?? 0, limit: 1 } }),
    enabled: seq !== undefined,
  });
  const parts = useMemo(() => (data === undefined ? [] : [data.items]), [data]);
  const names = useLogNames(incident, parts);
  const entry = data?.items[0];
  return (
    <SidePanel isOpen={seq !== undefined} onClose={onClose} title={seq === undefined ? '' : `Entry ${seq}`}>
      <ProblemNote error={error} again={() => void refetch()} />
      {seq !== undefined && data === undefined && error === null && <Skeleton height={240} />}
      {data !== undefined && entry === undefined && (
        <Alert color="gray" title="There is no such entry for you">
          The log has none of this number, or it is not yours to see.
        </Alert>
      )}
      {entry !== undefined && (
        <Stack gap="md">
          <Text>
            <Sentence entry={entry} names={names} incident={incident} />
          </Text>
          <dl className={classes['fields']}>
            <dt>Who</dt>
            <dd>
              {actorOf(entry, names)}
              {entry.actor.kind !== 'person' && ` (${entry.actor.id})`}
            </dd>
            <dt>When</dt>
            <dd>
              <When at={entry.at} />
            </dd>
            {Object.entries(entry.act)
              .filter(([name]) => name !== 'type')
              .map(([name, value]) => (
                <Field key={name} name={name} value={value} />
              ))}
            <Field name="hash" value={entry.hash} />
            <Field name="prev" value={entry.prev} />
          </dl>
          <Text size="sm" c="dimmed">
            Texts that people wrote are not in the log: a value of 64 digits stands for each, and fits it alone.
          </Text>
        </Stack>
      )}
    </SidePanel>
  );
}

const Field = ({ name, value }: { readonly name: string; readonly value: unknown }) => (
  <>
    <dt>{name}</dt>
    <dd>
      <Code>{typeof value === 'string' ? value : JSON.stringify(value)}</Code>
    </dd>
  </>
);
