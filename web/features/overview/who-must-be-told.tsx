import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Got } from '../../api/contract.ts';
import { counted } from '../../ui/figures.ts';
import { absolute, useNow } from '../../ui/when.tsx';
import { useZone } from '../../ui/zone.ts';
import { ClockStateBadge } from '../clocks/clock-state.tsx';
import { leftOf, stateAt } from '../clocks/words.ts';
import { Main, Question } from './question.tsx';

interface WhoMustBeToldProps {
  readonly clocks: Got<'clocks.list'>;
  readonly statements: Got<'awareness.list'>['statements'];
  readonly incident: string;
}

/** The nearest clock, and that short duties are to be checked. Never certain in whole: those are for a person to judge. */
export function WhoMustBeTold({ clocks: { clocks, candidates }, statements, incident }: WhoMustBeToldProps) {
  const now = useNow(30_000);
  const [zone] = useZone();
  const [nearest] = clocks;
  const isRunning = nearest?.due !== null && nearest !== undefined;
  const shortest = candidates[0];
  const changed = statements
    .map(({ recordedAt }) => recordedAt)
    .toSorted()
    .at(-1);
  return (
    <Question
      title="Who must be told, by when?"
      certainty={isRunning ? 'partial' : 'unknown'}
      changed={changed}
      deeper={
        <Anchor
          renderRoot={(props) => <Link {...props} to="/incidents/$incident/clocks" params={{ incident }} />}
          size="xs"
        >
          Clocks
        </Anchor>
      }
    >
      {nearest === undefined && <Text>No clock is computed: no legal entity is a controller in the EEA.</Text>}
      {nearest !== undefined && nearest.due === null && (
        <Text>Nobody stated awareness: from then on 72 hours run (GDPR Art. 33).</Text>
      )}
      {nearest !== undefined && nearest.due !== null && (
        <>
          <Main>{leftOf(nearest.due, now)}</Main>
          <Text size="sm" mb="xs">
            <time dateTime={nearest.due}>{absolute(nearest.due, zone)}</time>: supervisory authority, GDPR Art. 33
            {nearest.entityName !== null && `, for ${nearest.entityName}`}
            {nearest.zone !== null && absolute(nearest.due, nearest.zone) !== absolute(nearest.due, zone) && (
              <> · {absolute(nearest.due, nearest.zone)} there</>
            )}
          </Text>
          <ClockStateBadge state={stateAt(nearest, now)} />
          {clocks.length > 1 && (
            <Text size="sm" mt="xs" c="dimmed">
              {counted(clocks.length - 1, 'other legal entity', 'other legal entities')} with a clock of its own.
            </Text>
          )}
        </>
      )}
      {shortest !== undefined && (
        <Text size="sm" mt="sm">
          {counted(candidates.length, 'short duty', 'short duties')} not computed, to check; the shortest within{' '}
          {shortest.within}.
        </Text>
      )}
    </Question>
  );
}
