import { Button, Select, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { DayField } from '../../ui/day-field/day-field.tsx';
import classes from './log.module.css';
import type { LogSearch } from './search.ts';
import { kindOf, sentences } from './sentences.ts';

const kinds = Object.keys(sentences)
  .map((value) => ({ value, label: kindOf(value) }))
  .sort((a, b) => a.label.localeCompare(b.label, 'en'));

/** What the log is narrowed to; it stands in the address. */
export function Filters({ incident }: { readonly incident: string }) {
  const search = useSearch({ from: '/inside/incidents/$incident/log' });
  const navigate = useNavigate({ from: '/incidents/$incident/log' });
  const { data } = useQuery(ask('members.list', { params: { incident } }));
  const set = (change: Partial<LogSearch>): void =>
    void navigate({ search: (before) => ({ ...before, entry: undefined, ...change }), replace: true });
  const { type, actor, from, to } = search;
  const isFiltered = [type, actor, from, to].some((value) => value !== undefined);
  return (
    <SimpleGrid cols={{ base: 2, sm: 5 }} spacing="sm" className={classes['filters']}>
      <Select
        label="What was done"
        placeholder="Anything"
        clearable
        searchable
        data={kinds}
        value={type ?? null}
        onChange={(value) => set({ type: value ?? undefined })}
      />
      <Select
        label="By whom"
        placeholder="Anybody"
        clearable
        searchable
        data={(data?.members ?? []).map(({ person, name }) => ({ value: person, label: name }))}
        value={actor ?? null}
        onChange={(value) => set({ actor: value ?? undefined })}
      />
      <DayField
        label="From"
        value={from ?? ''}
        onChange={(day) => day !== undefined && set({ from: day || undefined })}
      />
      <DayField label="To" value={to ?? ''} onChange={(day) => day !== undefined && set({ to: day || undefined })} />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => set({ type: undefined, actor: undefined, from: undefined, to: undefined })}
        >
          Show all
        </Button>
      )}
    </SimpleGrid>
  );
}
