import { useContext } from 'react';
import type { Column } from '../../ui/long-grid/long-grid.tsx';
import { When } from '../../ui/when.tsx';
import type { Entry } from './chain.ts';
import { actorOf, Sentence } from './sentence.tsx';
import { NamesInSight } from './use-log-names.ts';

/** What the list tells of each entry. */
export const columns: readonly Column<Entry>[] = [
  { label: 'No.', width: '3.5rem', align: 'end', cell: ({ seq }) => seq },
  { label: 'What', width: 'minmax(16rem, 4fr)', cell: (entry) => <What entry={entry} /> },
  { label: 'By', width: 'minmax(7rem, 1fr)', cell: (entry) => <By entry={entry} /> },
  { label: 'When', width: '11rem', cell: ({ at }) => <When at={at} bare /> },
];

/** Drawn again by itself: names come while the rest of the row stays. */
function What({ entry }: { readonly entry: Entry }) {
  return <Sentence entry={entry} names={useContext(NamesInSight)} />;
}

function By({ entry }: { readonly entry: Entry }) {
  return actorOf(entry, useContext(NamesInSight));
}
