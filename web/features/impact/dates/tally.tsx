import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { counted, figure } from '../../../ui/figures.ts';
import { dayInWords } from '../../../ui/months/day-words.ts';
import { Months } from '../../../ui/months/months.tsx';
import type { ImpactSearch } from '../search.ts';
import { DatedFiles } from './dated-files.tsx';
import classes from './dates.module.css';
import type { Stands, Tally } from './said.ts';

/** Newest days that lead to their files; the picture and its table have the rest. */
const daysShown = 6;

interface KindProps {
  readonly kind: NonNullable<ImpactSearch['dated']>;
  readonly title: string;
  readonly lead: string;
  readonly tally: Tally;
  /** Where a day stands, if it is one of this kind. */
  readonly stands: Stands | undefined;
}

/** Dates of one kind: by month, and from its newest days and its oldest to the files that have them. */
export function Kind({ kind, title, lead, tally, stands }: KindProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { count, months, newest, days, oldest } = tally;
  const first = days.slice(0, daysShown);
  const isOldestApart = oldest !== null && !first.some(({ day }) => day === oldest.day);
  return (
    <Stack gap="xs">
      <Stack gap={0}>
        <Title order={3}>{title}</Title>
        <Text size="sm" c="dimmed">
          {counted(count, 'date')}: {lead}.
        </Text>
      </Stack>
      <Months months={months} newest={newest?.day} later={newest?.later ?? []} />
      {newest === null && (
        <Text size="sm">No day is certain: nothing tells which figure of these dates is the month.</Text>
      )}
      {newest !== null && newest.unsure !== null && (
        <Text size="sm">
          {counted(newest.unsure.count, 'date')} up to {newest.unsure.upTo} may be newer: nothing tells which figure of
          them is the month.
        </Text>
      )}
      {first.length > 0 && (
        <Stack gap={2}>
          <Text size="sm" c="dimmed" id={`newest-${kind}`}>
            {first.length === 1 ? 'The one day' : 'Newest days'}
          </Text>
          <ul className={classes['days']} aria-labelledby={`newest-${kind}`}>
            {first.map((one) => (
              <li key={one.day}>
                <ToDay kind={kind} {...one} stands={stands} />
              </li>
            ))}
          </ul>
        </Stack>
      )}
      {isOldestApart && (
        <Stack gap={2}>
          <Text size="sm" c="dimmed">
            Oldest day
          </Text>
          <Text size="sm">
            <ToDay kind={kind} {...oldest} stands={stands} />
          </Text>
        </Stack>
      )}
      {stands !== undefined && (
        <Stack gap="xs" pt="xs" aria-live="polite">
          <Title order={4} size="sm">
            {dayInWords(stands.day)} stands in {counted(stands.inFiles, 'file')}
          </Title>
          <DatedFiles files={stands.files} inFiles={stands.inFiles} incident={incident} />
        </Stack>
      )}
    </Stack>
  );
}

interface ToDayProps extends Pick<KindProps, 'kind' | 'stands'> {
  readonly day: string;
  readonly count: number;
}

function ToDay({ kind, day, count, stands }: ToDayProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  return (
    <>
      <Anchor
        inherit
        aria-current={stands?.day === day ? 'true' : undefined}
        renderRoot={(props) => (
          <Link
            {...props}
            to="/incidents/$incident/impact"
            params={{ incident }}
            search={{ dated: kind, day }}
            resetScroll={false}
            replace
            activeProps={{}}
          />
        )}
      >
        {dayInWords(day)}
      </Anchor>{' '}
      <Text span inherit c="dimmed">
        ({figure(count)})
      </Text>
    </>
  );
}
