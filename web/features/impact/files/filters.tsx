import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ask } from '../../../api/query.ts';
import { figure } from '../../../ui/figures.ts';
import { elementGroups, elementLabels } from '../../../ui/elements.ts';
import { type InspectedFile, reasonOf, statuses } from '../../../ui/impact-words.ts';
import classes from '../parts/filters.module.css';

const count = (label: string, of: number): string => `${label} (${figure(of)})`;

/** What the list of files is narrowed by; only what there is can be chosen. */
export function FileFilters() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const search = useSearch({ from: '/inside/incidents/$incident/impact/files' });
  const navigate = useNavigate({ from: '/incidents/$incident/impact/files' });
  const { data } = useQuery(ask('impact.show', { params: { incident } }));
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, open: undefined, ...change }), replace: true });
  const known = (counts: Readonly<Record<string, number>> | undefined, chosen: string | undefined): string[] => [
    ...new Set([...Object.keys(counts ?? {}), ...(chosen === undefined ? [] : [chosen])]),
  ];
  const { status, reason, element, format, order } = search;
  return (
    <div className={classes['filters']}>
      <Select
        label="Read"
        placeholder="Any"
        clearable
        data={Object.entries(statuses).map(([value, { label }]) => ({
          value,
          label: count(label, data?.files[value as InspectedFile['status']] ?? 0),
        }))}
        value={status ?? null}
        onChange={(value) => set({ status: (value ?? undefined) as InspectedFile['status'] | undefined })}
      />
      <Select
        label="Why not in whole"
        placeholder="Any"
        clearable
        data={known(data?.reasons, reason).map((code) => ({
          value: code,
          label: count(reasonOf(code).what, data?.reasons[code] ?? 0),
        }))}
        value={reason ?? null}
        onChange={(value) => set({ reason: value ?? undefined })}
        nothingFoundMessage="None"
      />
      <Select
        label="Holds"
        placeholder="Anything"
        clearable
        searchable
        data={elementGroups.map(({ label, elements }) => ({
          group: label,
          items: elements.map((value) => ({ value, label: elementLabels[value] })),
        }))}
        value={element ?? null}
        onChange={(value) => set({ element: value ?? undefined })}
      />
      <Select
        label="Format"
        placeholder="Any"
        clearable
        searchable
        data={known(data?.formats, format)}
        value={format ?? null}
        onChange={(value) => set({ format: value ?? undefined })}
      />
      <Select
        className={classes['long'] ?? ''}
        label="Order"
        allowDeselect={false}
        data={[
          { value: 'reading', label: 'As they were read' },
          { value: 'most', label: 'Most findings first' },
        ]}
        value={order ?? 'reading'}
        onChange={(value) => set({ order: value === 'most' ? value : undefined })}
      />
      {[status, reason, element, format].some((value) => value !== undefined) && (
        <Button
          variant="subtle"
          onClick={() => set({ status: undefined, reason: undefined, element: undefined, format: undefined })}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}
