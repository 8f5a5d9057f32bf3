import { Select, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { hows, type How } from '../../ui/evidence-words.ts';
import type { EvidenceSearch } from './search.ts';
import { type ItemState, type Searched, searches, states } from './words.ts';

/** What the list is narrowed to; it stands in the address. */
export function Filters({ incident }: { readonly incident: string }) {
  const search = useSearch({ from: '/inside/incidents/$incident/evidence' });
  const navigate = useNavigate({ from: '/incidents/$incident/evidence' });
  const { data } = useQuery(ask('members.list', { params: { incident } }));
  const people = (data?.members ?? []).map(({ person, name }) => ({ value: person, label: name }));
  const set = (change: Partial<EvidenceSearch>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <SimpleGrid cols={{ base: 2, sm: 5 }} spacing="sm" flex="1 1 30rem" maw={900}>
      <Select
        label="State"
        placeholder="Any"
        clearable
        data={Object.entries(states).map(([value, label]) => ({ value, label }))}
        value={search.state ?? null}
        onChange={(state) => set({ state: (state ?? undefined) as ItemState | undefined })}
      />
      <Select
        label="Searched"
        placeholder="Any"
        clearable
        data={Object.entries(searches).map(([value, label]) => ({ value, label }))}
        value={search.searched ?? null}
        onChange={(searched) => set({ searched: (searched ?? undefined) as Searched | undefined })}
      />
      <Select
        label="How obtained"
        placeholder="Any"
        clearable
        data={Object.entries(hows).map(([value, { label }]) => ({ value, label }))}
        value={search.how ?? null}
        onChange={(how) => set({ how: (how ?? undefined) as How | undefined })}
      />
      <Select
        label="Handed in by"
        placeholder="Anybody"
        clearable
        searchable
        data={people}
        value={search.by ?? null}
        onChange={(by) => set({ by: by ?? undefined })}
      />
      <Select
        label="In custody of"
        placeholder="Anybody"
        clearable
        searchable
        data={people}
        value={search.custodian ?? null}
        onChange={(custodian) => set({ custodian: custodian ?? undefined })}
      />
    </SimpleGrid>
  );
}
