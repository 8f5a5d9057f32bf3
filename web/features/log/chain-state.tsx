import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { counted } from '../../ui/figures.ts';
import { checkChain, type Checked, type Entry } from './chain.ts';

interface ChainStateProps {
  readonly incident: string;
  readonly entries: readonly Entry[];
  /** Filters leave entries out that are there. */
  readonly isFiltered: boolean;
}

/** Whether the entries that are shown fit together, computed here; and what that does not prove. */
export function ChainState({ incident, entries, isFiltered }: ChainStateProps) {
  const [checked, setChecked] = useState<Checked | 'cannot'>();
  useEffect(() => {
    let isOld = false;
    void checkChain(incident, entries).then((found) => {
      if (!isOld) setChecked(found ?? 'cannot');
    });
    return () => {
      isOld = true;
    };
  }, [incident, entries]);
  if (checked === undefined || entries.length === 0) return <Text size="sm">The chain is being checked…</Text>;
  if (checked === 'cannot') {
    return (
      <Text size="sm">
        Not checked here: browsers compute hashes on encrypted connections alone. An export can be checked with
        <code> cofferdam verify</code>.
      </Text>
    );
  }
  if (checked.wrong.length > 0) {
    const places = checked.wrong.slice(0, 10).join(', ');
    return (
      <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title="The chain is broken" role="alert">
        What entries {places} say does not fit their hashes, or they do not follow the one before. Keep this page, tell
        the auditor, and have the log exported and verified.
      </Alert>
    );
  }
  return (
    <Text size="sm" role="status">
      <Text span fw={600} size="sm">
        The chain holds
      </Text>{' '}
      in the {counted(checked.entries, 'entry', 'entries')} around those in sight: this page computed the hash of each
      and compared neighbours.{' '}
      {checked.missing > 0 &&
        (isFiltered
          ? `${counted(checked.missing, 'entry', 'entries')} between them are left out by the filters or not yours to see. `
          : `${counted(checked.missing, 'entry', 'entries')} between them are not yours to see. `)}
      It does not show whether something was cut off at the end: for that, keep the head.
    </Text>
  );
}
