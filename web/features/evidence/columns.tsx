import { Text } from '@mantine/core';
import { useContext } from 'react';
import { hows } from '../../ui/evidence-words.ts';
import { percent, size } from '../../ui/figures.ts';
import type { Column } from '../../ui/long-grid/long-grid.tsx';
import { When } from '../../ui/when.tsx';
import { RunsInSight } from './use-runs.ts';
import { inspectionOf, type Item, states } from './words.ts';

/** What the list tells of each item. */
export function columnsOf(nameOf: (person: string) => string): readonly Column<Item>[] {
  return [
    { label: 'Name', width: 'minmax(7rem, 2fr)', cell: ({ name }) => name ?? 'Not for you to see' },
    { label: 'State', width: 'minmax(10.5rem, 1fr)', cell: (item) => <State item={item} /> },
    { label: 'Size', width: '4.75rem', align: 'end', cell: ({ size: bytes }) => size(bytes) },
    { label: 'Handed in', width: '11rem', cell: ({ handedIn }) => <When at={handedIn.at} bare /> },
    { label: 'By', width: 'minmax(5.25rem, 1fr)', cell: ({ handedIn }) => nameOf(handedIn.by) },
    { label: 'How', width: '5.5rem', cell: ({ how }) => hows[how].short },
    {
      label: 'Custody now',
      width: 'minmax(6rem, 1fr)',
      cell: ({ state, custodian }) =>
        state !== 'complete' ? '' : custodian === null ? 'Somebody outside' : nameOf(custodian),
    },
    {
      label: 'SHA-256',
      width: '5rem',
      cell: ({ sha256 }) => (
        <Text span size="xs" ff="monospace">
          {sha256?.slice(0, 8)}
        </Text>
      ),
    },
  ];
}

/** Drawn again by itself: runs come and change while the rest of the row stays. */
function State({ item }: { readonly item: Item }) {
  const { newest, isWaiting } = useContext(RunsInSight);
  const { state, received, size: bytes, sealedOff } = item;
  if (sealedOff !== null) return 'Sealed off, not inspected';
  if (state === 'uploading') return `On its way, ${percent(received, bytes)}`;
  if (state !== 'complete') return states[state];
  const run = newest.get(item.id);
  return run === undefined && isWaiting ? '…' : inspectionOf(item, run);
}
