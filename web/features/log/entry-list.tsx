import { Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Empty } from '../../ui/empty.tsx';
import { counted } from '../../ui/figures.ts';
import { LongGrid } from '../../ui/long-grid/long-grid.tsx';
import { useLongList } from '../../ui/long-grid/use-long-list.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { instantFrom } from '../../ui/wall-time.ts';
import { useZone } from '../../ui/zone.ts';
import type { Entry } from './chain.ts';
import { ChainState } from './chain-state.tsx';
import { columns } from './columns.tsx';
import type { LogSearch } from './search.ts';
import { NamesInSight, useLogNames } from './use-log-names.ts';

/** The entries that fit the address, alone: while somebody scrolls, what stands around the list is not drawn again. */
export function EntryList() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { entry: open, ...search } = useSearch({ from: '/inside/incidents/$incident/log' });
  const navigate = useNavigate({ from: '/incidents/$incident/log' });
  const [zone] = useZone();
  const query = queryOf(search, zone);
  const { total, parts, error, again, ...list } = useLongList('log.list', { params: { incident }, query });
  const names = useLogNames(incident, parts);
  const neighbours = useMemo(() => neighboursIn(parts), [parts]);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <ProblemNote error={error} again={again} />
      {total === 0 && (
        <Empty title="None fits">Nothing that you may see was done by whom, when and what the filters say.</Empty>
      )}
      {total !== 0 && (total !== undefined || error === null) && (
        <NamesInSight value={names}>
          <ChainState incident={incident} entries={neighbours} isFiltered={isFiltered} />
          <LongGrid
            label="Log"
            columns={columns}
            {...list}
            onOpen={({ seq }) => void navigate({ search: (before) => ({ ...before, entry: seq }) })}
            isOpen={({ seq }) => seq === open}
            minWidth="46rem"
          />
          <Text size="sm" c="dimmed" role="status">
            {total !== undefined && `${counted(total, 'entry', 'entries')} in all`}
          </Text>
        </NamesInSight>
      )}
    </>
  );
}

/** Days of the reader's zone as instants; the last one is within. */
function queryOf({ from, to, ...rest }: Omit<LogSearch, 'entry'>, zone: string) {
  return {
    ...rest,
    ...(from !== undefined && { from: instantFrom(`${from}T00:00`, zone) }),
    ...(to !== undefined && { before: instantFrom(`${dayAfter(to)}T00:00`, zone) }),
  };
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Entries that follow each other in the list: a part that is still on its way would look like a gap in the chain. */
function neighboursIn(parts: readonly (readonly Entry[])[]): readonly Entry[] {
  const first = parts.findIndex((part) => part.length > 0);
  const gap = parts.findIndex((part, index) => index > first && part.length === 0);
  return first === -1 ? [] : parts.slice(first, gap === -1 ? undefined : gap).flat();
}
