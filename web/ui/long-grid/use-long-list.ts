import { queryOptions, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import type { Given, Got, OperationId } from '../../api/contract.ts';

type Part = { readonly items: readonly unknown[]; readonly next: string | null; readonly total: number | null };
/** Operations that answer any part of a list, and how long it is. */
type LongListId = { [I in OperationId]: Got<I> extends Part ? I : never }[OperationId];
type RowOf<I extends LongListId> = Got<I> extends { readonly items: readonly (infer Row)[] } ? Row : never;

/** Rows that are asked for at once. */
const partLength = 50;
/** Milliseconds for which parts that went out of sight are kept. */
const keptFor = 30_000;
/** Rows that are drawn while it is not known how many there are. */
const expected = 12;
/** Rows that are drawn as on their way below the first part, until then. */
const coming = 3;
const none: readonly never[] = [];

export interface LongList<Row> {
  /** How many there are in all; undefined while it is not known. */
  readonly total: number | undefined;
  /** For the grid: as many rows as there are, or a few until that is known. */
  readonly rows: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly onSight: (first: number, last: number) => void;
  /** Rows around those in sight that are here, by parts: neighbours in the list, without a gap in a part. */
  readonly parts: readonly (readonly Row[])[];
  readonly error: Error | null;
  readonly again: () => void;
}

/**
 * A list of any length, of which the parts in sight are here: the last row is as near as the first, what changes is asked
 * for anew in sight alone, and a page that was scrolled through weighs no more than one that was not. How long it is comes
 * by itself, so that the first rows do not wait for it.
 */
export function useLongList<I extends LongListId>(id: I, given: Given<I>): LongList<RowOf<I>> {
  const queries = useQueryClient();
  const [sight, setSight] = useState({ first: 0, last: expected });
  const numbers = between(partOf(sight.first), partOf(sight.last));
  const counting = useQuery(partQuery(id, 'total', within(given, { total: 'true', limit: 1 })));
  const results = useQueries({
    queries: numbers.map((number) =>
      partQuery(id, 'part', within(given, { skip: number * partLength, limit: partLength })),
    ),
  });
  const [first] = results;
  const begins = numbers[0] === 0 ? first?.data : undefined;
  const isAll = begins?.next === null;
  const total = isAll ? begins?.items.length : (counting.data?.total ?? undefined);
  const before = useRef(total);
  useEffect(() => {
    // Something came or went: parts that were asked for before have rows twice, or lack some.
    if (before.current !== undefined && before.current !== total)
      void queries.invalidateQueries({ queryKey: [id, 'part'] });
    before.current = total;
  }, [total, queries, id]);

  const parts = useKept(results.map(({ data }) => (data?.items as RowOf<I>[] | undefined) ?? none));
  const onSight = useCallback((from: number, to: number) => {
    setSight((old) =>
      partOf(old.first) === partOf(from) && partOf(old.last) === partOf(to) ? old : { first: from, last: to },
    );
  }, []);
  const failed = [...results, counting].find(({ error }) => error !== null);
  return {
    total,
    rows: total ?? (begins === undefined ? expected : begins.items.length + coming),
    rowAt: (index) => parts[partOf(index) - (numbers[0] ?? 0)]?.[index % partLength],
    onSight,
    parts,
    error: failed?.error ?? null,
    again: () => void failed?.refetch(),
  };
}

/** The given comes last in the key: by it, what happens in an incident makes its lists old. */
function partQuery<I extends LongListId>(id: I, what: 'part' | 'total', given: Given<I>) {
  return queryOptions({
    queryKey: [id, what, given],
    gcTime: keptFor,
    queryFn: ({ signal }) => call(id, given, { signal }) as Promise<Part>,
  });
}

const partOf = (row: number): number => Math.floor(Math.max(0, row) / partLength);
const between = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, step) => first + step);

function within<I extends LongListId>(given: Given<I>, more: object): Given<I> {
  const { query } = given as { readonly query?: object };
  return { ...given, query: { ...query, ...more } } as Given<I>;
}

/** The same list as before where the same is in it. */
function useKept<T>(now: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(now);
  if (kept.length === now.length && kept.every((one, index) => one === now[index])) return kept;
  setKept(now);
  return now;
}
