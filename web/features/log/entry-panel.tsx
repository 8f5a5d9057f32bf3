import { Code, Stack, Text } from '@mantine/core';
import { SidePanel } from '../../ui/side-panel.tsx';
import { When } from '../../ui/when.tsx';
import type { Entry } from './chain.ts';
import classes from './log.module.css';
import { actorOf, type Names, Sentence } from './sentence.tsx';

interface EntryPanelProps {
  readonly incident: string;
  /** Undefined where none is open. */
  readonly entry: Entry | undefined;
  readonly names: Names;
  readonly onClose: () => void;
}

/** One entry whole, as it is in the chain. */
export function EntryPanel({ incident, entry, names, onClose }: EntryPanelProps) {
  return (
    <SidePanel isOpen={entry !== undefined} onClose={onClose} title={entry === undefined ? '' : `Entry ${entry.seq}`}>
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
