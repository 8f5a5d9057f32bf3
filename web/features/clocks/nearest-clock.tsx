import { Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { absolute, useNow } from '../../ui/when.tsx';
import { useZone } from '../../ui/zone.ts';
import { ClockStateBadge } from './clock-state.tsx';
import classes from './nearest-clock.module.css';
import { leftOf, stateAt } from './words.ts';

/** The clock that runs out first, in the reader's zone and in that of the authority; leads to all of them. */
export function NearestClock({ incident }: { readonly incident: string }) {
  const { data, isPending } = useQuery(ask('clocks.list', { params: { incident } }));
  const [zone] = useZone();
  const now = useNow(30_000);
  if (isPending) return <Skeleton h={32} w={280} />;
  const clock = data?.clocks[0];
  if (clock === undefined) return null;
  const state = stateAt(clock, now);
  const theirs = clock.due !== null && clock.zone !== null ? absolute(clock.due, clock.zone) : undefined;
  const own = clock.due === null ? undefined : absolute(clock.due, zone);
  return (
    <Link to="/incidents/$incident/clocks" params={{ incident }} className={classes['clock']} data-state={state}>
      <Group gap="xs">
        <ClockStateBadge state={state} />
        <Text span size="sm">
          <strong>GDPR Art. 33</strong>
          {clock.due === null ? (
            <> · nobody stated awareness</>
          ) : (
            <>
              {' '}
              · {leftOf(clock.due, now)} · {own}
            </>
          )}
        </Text>
        {theirs !== undefined && theirs !== own && (
          <Text span size="xs" c="dimmed">
            {theirs} at the authority
          </Text>
        )}
      </Group>
    </Link>
  );
}
