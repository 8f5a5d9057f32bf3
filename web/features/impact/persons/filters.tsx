import { Button, Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { figure } from '../../../ui/figures.ts';
import { elementGroups, elementLabels } from '../../../ui/elements.ts';
import { type Count, countryOf, type Person, relations } from '../../../ui/impact-words.ts';
import { WhichCount } from '../parts/counts.tsx';
import classes from '../parts/filters.module.css';

const none = { relation: undefined, country: undefined, minor: undefined, element: undefined } as const;

/** What the list of persons is narrowed by, each with how many there are of it in the whole count. */
export function PersonFilters({ count }: { readonly count: Count | undefined }) {
  const search = useSearch({ from: '/inside/incidents/$incident/impact/persons' });
  const navigate = useNavigate({ from: '/incidents/$incident/impact/persons' });
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, person: undefined, ...change }), replace: true });
  const label = (text: string, persons: number | undefined): string => `${text} (${figure(persons ?? 0)})`;
  const countries = Object.entries(count?.countries ?? {}).toSorted(([, a], [, b]) => b - a);
  const { relation, country, minor, element } = search;
  return (
    <div className={classes['filters']}>
      <WhichCount chosen={count?.id} choose={(chosen) => set({ count: chosen, ...none })} />
      <Select
        label="To you"
        placeholder="Anybody"
        clearable
        data={Object.entries(relations).map(([value, text]) => ({
          value,
          label: label(text, count?.relations[value]),
        }))}
        value={relation ?? null}
        onChange={(value) => set({ relation: (value ?? undefined) as Person['relation'] | undefined })}
      />
      <Select
        label="Country"
        placeholder="Any"
        clearable
        searchable
        data={countries.map(([code, persons]) => ({
          value: code || 'unknown',
          label: label(countryOf(code), persons),
        }))}
        value={country ?? null}
        onChange={(value) => set({ country: value ?? undefined })}
      />
      <Select
        label="Known of them"
        placeholder="Anything"
        clearable
        searchable
        data={elementGroups.map(({ label: group, elements }) => ({
          group,
          items: elements.map((value) => ({ value, label: label(elementLabels[value], count?.elements[value]) })),
        }))}
        value={element ?? null}
        onChange={(value) => set({ element: value ?? undefined })}
      />
      <Select
        label="Age"
        placeholder="Any"
        clearable
        data={[
          { value: 'true', label: label('Under 18', count?.minors) },
          { value: 'false', label: 'Adults' },
        ]}
        value={minor ?? null}
        onChange={(value) => set({ minor: (value ?? undefined) as 'true' | 'false' | undefined })}
      />
      {[relation, country, minor, element].some((value) => value !== undefined) && (
        <Button variant="subtle" onClick={() => set(none)}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
