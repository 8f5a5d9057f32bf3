import { Anchor, Button, Group, Paper, Select, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { counted, figure } from '../../ui/figures.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { WideTable } from '../../ui/wide-table.tsx';
import type { Narrowed } from './search.ts';
import { countryOf, elementOf, kinds, type Rule } from './words.ts';

const atOnce = 100;

interface RuleListProps {
  readonly search: Narrowed;
  readonly onNarrow: (to: Narrowed) => void;
  readonly onOpen: (rule: string) => void;
}

/** All rules, narrowed by words, by what they find and by country. */
export function RuleList({ search, onNarrow, onOpen }: RuleListProps) {
  const list = useQuery(ask('rules.list'));
  const [shown, setShown] = useState(atOnce);
  const deferred = useDeferredValue(search);
  const rules = list.data?.rules.toSorted((a, b) => a.title.localeCompare(b.title));
  const fitting = rules?.filter((rule) => fits(rule, deferred)) ?? [];
  const set = (key: keyof typeof search, value: string | null) => {
    const { [key]: _, ...rest } = search;
    setShown(atOnce);
    onNarrow(value === null || value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        All rules
      </Title>
      <Group gap="md" align="flex-end" role="search" aria-label="Rules">
        <TextInput
          label="Words"
          placeholder="Title or id"
          leftSection={<IconSearch size={16} aria-hidden />}
          maxLength={80}
          w={260}
          value={search.text ?? ''}
          onChange={(event) => set('text', event.currentTarget.value)}
        />
        <Select
          label="What it finds"
          placeholder="Anything"
          data={choices(rules ?? [], (rule) => [rule.element ?? 'none', elementOf(rule)])}
          value={search.element ?? null}
          onChange={(value) => set('element', value)}
          clearable
          searchable
          w={260}
        />
        <Select
          label="Country"
          placeholder="All"
          data={choices(rules ?? [], (rule) => [rule.country ?? 'none', countryOf(rule.country)])}
          value={search.country ?? null}
          onChange={(value) => set('country', value)}
          clearable
          searchable
          w={220}
        />
      </Group>
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      {rules === undefined && list.error === null && <Skeleton h={320} />}
      {rules !== undefined && fitting.length === 0 && (
        <Empty
          title="No rule fits"
          action={
            <Button variant="default" onClick={() => onNarrow({})}>
              Show all rules
            </Button>
          }
        >
          Fewer words find more. A text can be tried above, whatever its rules are called.
        </Empty>
      )}
      {fitting.length > 0 && (
        <Paper withBorder bg="var(--paper)">
          <WideTable label="Rules" minWidth={720}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Rule</Table.Th>
                <Table.Th>What it finds</Table.Th>
                <Table.Th>Country</Table.Th>
                <Table.Th>What it looks at</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {fitting.slice(0, shown).map((rule) => (
                <Table.Tr key={rule.id}>
                  <Table.Td>
                    <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onOpen(rule.id)}>
                      {rule.title}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{elementOf(rule)}</Table.Td>
                  <Table.Td>{countryOf(rule.country)}</Table.Td>
                  <Table.Td c="dimmed">{kinds[rule.kind]}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </WideTable>
        </Paper>
      )}
      {rules !== undefined && fitting.length > 0 && (
        <Group justify="center">
          <Text size="sm" c="dimmed" role="status">
            {shown < fitting.length
              ? `The first ${figure(shown)} of ${counted(fitting.length, 'rule', 'rules')}`
              : counted(fitting.length, 'rule', 'rules')}
          </Text>
          {shown < fitting.length && (
            <Button variant="default" onClick={() => setShown(shown + atOnce)}>
              Show more
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

function fits(rule: Rule, { text, element, country }: Narrowed): boolean {
  const words = (text ?? '').toLowerCase().split(/\s+/);
  const own = `${rule.title} ${rule.id} ${elementOf(rule)}`.toLowerCase();
  return (
    words.every((word) => own.includes(word)) &&
    (element === undefined || (rule.element ?? 'none') === element) &&
    (country === undefined || (rule.country ?? 'none') === country)
  );
}

/** Each value once, by its words. */
function choices(
  rules: readonly Rule[],
  of: (rule: Rule) => readonly [string, string],
): { value: string; label: string }[] {
  const labels = new Map(rules.map(of));
  return [...labels].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label));
}
