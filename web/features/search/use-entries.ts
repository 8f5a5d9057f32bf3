import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconFolder, IconPaperclip } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { ask, askAll } from '../../api/query.ts';
import { size } from '../../ui/figures.ts';
import { phases } from '../incidents/words.ts';
import { acts, pages, within } from './commands.ts';
import type { Entry } from './entry.ts';
import { hayOf } from './match.ts';

const pageLength = 500;
/** Pages of evidence that are fetched at most; of incidents all are. */
const mostPages = 20;
/** Milliseconds in which the field may be opened again without all of it being fetched anew. */
const freshFor = 60_000;

interface Entries {
  readonly entries: readonly Entry[];
  /** Something of it is still on its way. */
  readonly isWaiting: boolean;
  readonly error: Error | null;
  /** Of the evidence so many of the newest are among them; undefined where all of it is. */
  readonly newest: number | undefined;
}

/**
 * All that whoever looks may go to or do. Incidents and evidence are fetched as the lists are, a few hundred at a time, and
 * looked through here: what somebody types goes to no server, into no address and no log.
 *
 * @param incident the one that is open
 */
export function useEntries(incident: string | undefined, leave: () => void): Entries {
  const navigate = useNavigate();
  const isDark = useComputedColorScheme() === 'dark';
  const { setColorScheme } = useMantineColorScheme();
  const { data: session } = useQuery(ask('session.show'));
  const params = { incident: incident ?? '' };
  const { data: shown } = useQuery({ ...ask('incidents.show', { params }), enabled: incident !== undefined });
  const evidence = useInfiniteQuery({
    ...askAll('evidence.list', { params, query: { limit: pageLength } }),
    enabled: incident !== undefined,
    staleTime: freshFor,
  });
  const list = useInfiniteQuery({ ...askAll('incidents.list', { query: { limit: pageLength } }), staleTime: freshFor });
  const isMoreEvidence = evidence.hasNextPage && (evidence.data?.pages.length ?? 0) < mostPages;
  useRest(list, list.hasNextPage);
  useRest(evidence, isMoreEvidence);
  const items = useMemo(() => evidence.data?.pages.flatMap((page) => page.items) ?? [], [evidence.data]);

  const entries = useMemo(() => {
    const go = (to: string, search: object = {}): void => void navigate({ to, search });
    const turn = (): void => setColorScheme(isDark ? 'light' : 'dark');
    const incidents = (list.data?.pages ?? []).flatMap(({ items }) => items);
    return [
      ...(shown === undefined ? [] : within(shown, go)),
      ...incidents
        .filter(({ id }) => id !== incident)
        .map(({ id, title, codeName, phase }): Entry => {
          const label = phases.find((one) => one.phase === phase)?.label ?? phase;
          const rest = { group: 'Incidents', sign: IconFolder, detail: `${codeName} · ${label}` } as const;
          const hay = hayOf(title, [codeName]);
          return { id: `incident:${id}`, label: title, hay, ...rest, choose: () => go(`/incidents/${id}`) };
        }),
      ...items.flatMap(({ id, name, size: bytes }): Entry[] => {
        // Sealed off from whoever looks: it has no name for them.
        if (name === null || incident === undefined) return [];
        const choose = (): void => go(`/incidents/${incident}/evidence`, { item: id });
        const rest = { group: 'Evidence', sign: IconPaperclip, detail: size(bytes) } as const;
        return [{ id: `evidence:${id}`, label: name, hay: hayOf(name), ...rest, choose }];
      }),
      ...(session === undefined ? [] : [...pages(session, go), ...acts({ session, isDark, turn, leave, go })]),
    ];
  }, [session, shown, list.data, items, incident, isDark, navigate, setColorScheme, leave]);
  const { error } = list;
  return {
    entries,
    isWaiting:
      (error === null && (list.isPending || list.hasNextPage)) ||
      (evidence.error === null && incident !== undefined && (evidence.isPending || isMoreEvidence)),
    error: error ?? evidence.error,
    newest: evidence.hasNextPage ? items.length : undefined,
  };
}

interface Rest {
  readonly isFetchingNextPage: boolean;
  readonly isError: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** Fetches page after page, as long as there is something to fetch. */
function useRest({ isFetchingNextPage, isError, fetchNextPage }: Rest, isMore: boolean): void {
  useEffect(() => {
    if (isMore && !isFetchingNextPage && !isError) void fetchNextPage();
  }, [isMore, isFetchingNextPage, isError, fetchNextPage]);
}
