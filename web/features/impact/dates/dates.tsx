import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { ask } from '../../../api/query.ts';
import type { Impact } from '../../../ui/impact-words.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { Kind } from './tally.tsx';

const kinds = [
  {
    kind: 'events',
    title: 'What happened',
    lead: 'orders, sign-ins, entries, lines of logs, mails',
  },
  {
    kind: 'documents',
    title: 'Documents and files',
    lead: 'when they were created and changed, as they say themselves',
  },
] as const;

const title = 'When was it written?';

/** How old and how new what is in the data is, as far as its own dates say so. */
export function DatesOf({ impact }: { readonly impact: Impact }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { dated, day } = useSearch({ from: '/inside/incidents/$incident/impact/' });
  const { data, error, refetch } = useQuery({
    ...ask('dates.show', { params: { incident }, query: { kind: dated, day } }),
    placeholderData: keepPreviousData,
  });
  if (error !== null) {
    return (
      <Section title={title}>
        <ProblemNote error={error} again={() => void refetch()} />
      </Section>
    );
  }
  if (data === undefined) return <Skeleton height={280} aria-hidden />;
  const there = kinds.flatMap((one) => {
    const tally = data[one.kind];
    return tally === null ? [] : [{ ...one, tally }];
  });
  return (
    <Section
      title={title}
      lead={
        there.length === 0
          ? undefined
          : 'Days as they are written in it, whatever the zone. Dates of birth, of expiry and of plans do not count.'
      }
    >
      {(!data.isComplete || !impact.searchedInWhole) && there.length > 0 && (
        <Alert color="yellow" title="Not all of it was read">
          {impact.searchedInWhole
            ? 'Some of it was inspected before dates were read: inspect it again. Newer and older dates may be in it.'
            : 'Newer and older dates may be in what was not searched.'}
        </Alert>
      )}
      {there.length === 0 && (
        <Text c="dimmed">
          {data.isComplete
            ? `No date that says when it was written was recognised in what ${impact.searchedInWhole ? 'was handed in' : 'was searched'}. Look for the newest order, entry or sign-in, and ask your own systems since when its values are so.`
            : 'It was inspected before dates were read. Inspect it again, and they are shown here.'}
        </Text>
      )}
      <Stack gap="xl">
        {there.map(({ kind, ...one }) => (
          <Kind key={kind} kind={kind} {...one} stands={data.stands?.kind === kind ? data.stands : undefined} />
        ))}
      </Stack>
    </Section>
  );
}
