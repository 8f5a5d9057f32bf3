import { Anchor, Badge, Code, Group, List, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TurnOff } from './turn-off.tsx';
import { countryOf, elementOf, kinds, type WholeRule } from './words.ts';

const mostWords = 60;

interface RulePanelProps {
  readonly rule: string;
  readonly incident: string | undefined;
  readonly onIncident: (incident: string | undefined) => void;
}

/** One rule whole: what it asks for, what it finds and what it leaves alone. */
export function RulePanel({ rule, incident, onIncident }: RulePanelProps) {
  const { data, error, refetch } = useQuery(ask('rules.show', { params: { rule } }));
  if (data === undefined)
    return error === null ? <Skeleton h={240} /> : <ProblemNote error={error} again={() => void refetch()} />;
  return (
    <Stack gap="lg">
      <Stack gap={6}>
        <Title order={3}>{data.title}</Title>
        <Group gap="xs">
          <Badge variant="light">{elementOf(data)}</Badge>
          {data.country !== null && (
            <Badge variant="light" color="gray">
              {countryOf(data.country)}
            </Badge>
          )}
          <Code>{data.id}</Code>
        </Group>
      </Stack>
      <Part title="What it goes by">
        <List size="sm" spacing={4}>
          <List.Item>{kinds[data.kind]}</List.Item>
          <List.Item>{checkOf(data)}</List.Item>
          <List.Item>{contextOf(data)}</List.Item>
        </List>
        {data.words.length > 0 && (
          <Text size="sm" c="dimmed">
            {data.words.slice(0, mostWords).join(', ')}
            {data.words.length > mostWords && ` and ${data.words.length - mostWords} more`}
          </Text>
        )}
      </Part>
      <Part title="In an incident">
        <TurnOff rule={rule} incident={incident} onChoose={onIncident} />
      </Part>
      <Examples title="Finds" texts={data.examples} />
      <Examples title="Leaves alone" texts={data.negativeExamples} />
      {data.references.length > 0 && (
        <Part title="Sources">
          <List size="sm" spacing={4}>
            {data.references.map((reference) => (
              <List.Item key={reference}>
                <Anchor href={reference} target="_blank" rel="noreferrer" style={{ overflowWrap: 'anywhere' }}>
                  {reference}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </Part>
      )}
      {data.pattern !== '' && (
        <Part title="Regular expression">
          <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {data.pattern}
          </Code>
        </Part>
      )}
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="xs" component="section">
      <Title order={4} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Examples({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <Part title={title}>
      {texts.map((text) => (
        <Code key={text} block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {text}
        </Code>
      ))}
    </Part>
  );
}

const hundred = (score: number): number => Math.round(score * 100);

function checkOf({ isChecked, score, checked }: WholeRule): string {
  return isChecked
    ? `Counts ${hundred(score)} of 100 by its form, ${hundred(checked)} where its check digit or checksum holds`
    : `Counts ${hundred(score)} of 100; there is nothing in it to check`;
}

function contextOf({ needsContext, words, near }: WholeRule): string {
  if (needsContext) return `Counts only under such a label or with one of these words within ${near} characters`;
  return words.length > 0
    ? `Counts more under such a label or with one of these words within ${near} characters`
    : 'Needs no words near by';
}
