import { Badge, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { counted } from '../../../ui/figures.ts';
import { elementGroups, elementLabel, notLookedFor } from '../../../ui/elements.ts';
import { BarTable } from '../parts/bar-table.tsx';
import { Section } from '../../../ui/section.tsx';
import { ToFiles } from '../parts/to.tsx';
import type { Impact } from '../../../ui/impact-words.ts';

/** What leaked: findings by kind, the weightiest first. */
export function Elements({ impact: { elements, records, rulesOff } }: { readonly impact: Impact }) {
  const all = Object.values(elements).reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...Object.values(elements));
  const there = elementGroups.filter((group) => group.elements.some((name) => (elements[name] ?? 0) > 0));
  const missing = elementGroups.filter((group) => !there.includes(group));
  return (
    <Section
      title="What is in it?"
      lead={
        all === 0 ? (
          'Nothing that inspection looks for was found in what was searched.'
        ) : (
          <>
            <ToFiles isInText order="most">
              {counted(all, 'finding')}
            </ToFiles>{' '}
            in {counted(records, 'record')}. {sentenceOf(there)}
          </>
        )
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
        {there.map(({ label, mark, why, elements: names }) => (
          <Stack key={label} gap={4}>
            <Group gap="xs">
              <Title order={3}>{label}</Title>
              {mark !== undefined && (
                <Badge variant="default" tt="none" fw={500}>
                  {mark}
                </Badge>
              )}
            </Group>
            <Text size="xs" c="dimmed">
              {why}
            </Text>
            <BarTable
              caption={`${label}: findings by kind`}
              what="Kind"
              unit="Findings"
              most={most}
              bars={names
                .map((name) => ({ id: name, count: elements[name] ?? 0 }))
                .filter(({ count }) => count > 0)
                .map(({ id, count }) => ({
                  id,
                  count,
                  label: (
                    <ToFiles element={id} order="most">
                      {elementLabel(id)}
                    </ToFiles>
                  ),
                }))}
            />
          </Stack>
        ))}
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {missing.length > 0 &&
          `Looked for${rulesOff.length > 0 ? ' by the rules that were not turned off,' : ''} and not found: ${missing.map(({ label }) => label.toLowerCase()).join(', ')}. `}
        No rule looks for {notLookedFor}: whether they are in it, somebody has to read.
      </Text>
    </Section>
  );
}

function sentenceOf(there: readonly { readonly label: string }[]): string {
  const weighty = there.filter(({ label }) =>
    ['Special categories', 'Criminal convictions', 'Credentials', 'Finance'].includes(label),
  );
  if (weighty.length === 0)
    return 'None of them in a special category, no convictions, no credentials, nothing of finance.';
  return `Among them: ${weighty.map(({ label }) => label.toLowerCase()).join(', ')}.`;
}
