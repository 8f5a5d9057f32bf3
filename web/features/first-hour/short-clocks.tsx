import { Anchor, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { counted } from '../../ui/figures.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { absolute, useNow, When } from '../../ui/when.tsx';
import { ClockStateBadge } from '../clocks/clock-state.tsx';
import { stateAt } from '../clocks/words.ts';
import classes from './first-hour.module.css';

/** Of duties that are to be checked, as many as fit on the sheet. */
const mostCandidates = 5;

/** Who must be told first. The rest stands under Clocks. */
export function ShortClocks({ incident }: { readonly incident: string }) {
  const { data, error, refetch } = useQuery(ask('clocks.list', { params: { incident } }));
  const now = useNow(30_000);
  const more = (data?.candidates.length ?? 0) - mostCandidates;
  return (
    <Section
      title="Short clocks"
      action={
        <Anchor
          renderRoot={(props) => <Link {...props} to="/incidents/$incident/clocks" params={{ incident }} />}
          size="sm"
        >
          All clocks
        </Anchor>
      }
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={120} />}
      <ul className={classes['list']}>
        {data?.clocks.map((clock) => (
          <li key={clock.entity ?? 'all'}>
            <Group gap="xs">
              <Text fw={600}>GDPR Art. 33{clock.entityName !== null && `, ${clock.entityName}`}</Text>
              <ClockStateBadge state={stateAt(clock, now)} />
            </Group>
            {clock.due === null ? (
              <Text size="sm" c="dimmed">
                72 hours from when somebody states awareness. Nobody did yet.
              </Text>
            ) : (
              <Text size="sm">
                By <When at={clock.due} />
                {clock.zone !== null && <> · {absolute(clock.due, clock.zone)} at the authority</>}
              </Text>
            )}
          </li>
        ))}
        {data?.candidates.slice(0, mostCandidates).map((one) => (
          <li key={one.duty}>
            <Text>
              {one.law} {one.article}:{' '}
              <Text span fw={600}>
                {one.within}
              </Text>
            </Text>
            <Text size="xs" c="dimmed">
              Not computed: check. To {one.recipient}
            </Text>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Text size="sm">
          {counted(more, 'other duty', 'other duties')} with 96 hours or less: check each under Clocks.
        </Text>
      )}
      {data?.entities === 'none' && (
        <Text size="sm">
          No legal entity is named, so that no other duty can be: an admin adds them under Organisation.
        </Text>
      )}
    </Section>
  );
}
