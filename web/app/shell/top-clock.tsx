import { Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconClock, IconHourglassLow } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { leftOf, stateAt, states } from '../../features/clocks/words.ts';
import { absolute, useNow } from '../../ui/when.tsx';
import { useZone } from '../../ui/zone.ts';
import classes from './bar.module.css';

/** Within an incident it is told of changes at once; elsewhere it looks. */
const everyMilliseconds = 30_000;
const signs = {
  running: IconClock,
  'due-soon': IconHourglassLow,
  overdue: IconAlertTriangle,
  'not-started': IconClock,
};

/**
 * The clock that runs out first in all incidents of whoever looks; leads to it. By its code name: others may see the screen.
 * Nothing where none runs.
 */
export function TopClock() {
  const { data } = useQuery({ ...ask('clocks.nearest'), refetchInterval: everyMilliseconds });
  const [zone] = useZone();
  const now = useNow(10_000);
  const clock = data?.clock ?? undefined;
  if (data === undefined || clock === undefined) return null;
  const state = stateAt(clock, now);
  const Sign = signs[state];
  const left = leftOf(clock.due, now);
  const of = clock.entityName === null ? clock.codeName : `${clock.codeName}, ${clock.entityName}`;
  const due = absolute(clock.due, zone);
  const others = data.running > 1 ? ` The nearest of ${data.running}.` : '';
  const said = `${states[state].label}: ${left}. GDPR Art. 33 in ${of}, due ${due}.${others}`;
  return (
    <Tooltip label={said} multiline maw={320}>
      <Link
        to="/incidents/$incident/clocks"
        params={{ incident: clock.incident }}
        className={classes['clock']}
        data-state={state}
      >
        <Sign size={16} aria-hidden />
        <span className={classes['word']}>{states[state].label}</span>
        <Text span inherit fw={650} visibleFrom="sm">
          {left}
        </Text>
        <Text span inherit fw={650} hiddenFrom="sm">
          {shortly(left)}
        </Text>
        <span className={classes['of']}>GDPR Art. 33 · {clock.codeName}</span>
        <VisuallyHidden>
          , due {due}.{others}
        </VisuallyHidden>
      </Link>
    </Tooltip>
  );
}

/** `22 h left`: a narrow bar has no room for the minutes of many hours. */
const shortly = (left: string): string => left.replace(/(\d+ h) \d+ min/, '$1');
