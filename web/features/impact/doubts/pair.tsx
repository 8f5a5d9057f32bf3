import { Badge, Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { figure } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { ToPersons } from '../parts/to.tsx';
import { LookAtBoth } from './look.tsx';
import classes from './pair.module.css';
import { decided, type Doubt, type Doubts, reasons } from './words.ts';

const changes = ['doubts.list', 'rulings.list', 'impact.show', 'log.list'] as const;

interface PairProps {
  readonly pair: Doubt;
  /** The count that its number is of. */
  readonly of: Pick<Doubts, 'count' | 'version'>;
}

/** Two records, masked: why somebody has to look, and what may be done. */
export function Pair({ pair, of }: PairProps) {
  const title = useId();
  const [isLooking, setLooking] = useState(false);
  const [same, setSame] = useState<boolean>();
  const { why, persons, one, two, ruling } = pair;
  return (
    <Paper withBorder p="md" bg="var(--paper)" role="group" aria-labelledby={title}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4" id={title}>
            {reasons[why].what}
          </Title>
          <Text size="sm" c="dimmed">
            {reasons[why].hint}
          </Text>
        </div>
        <div className={classes['sides']}>
          <Side side={one} person={persons[0]} count={of.count} />
          <Side side={two} person={persons[1]} count={of.count} />
        </div>
        {ruling !== null && <Ruled ruling={ruling} />}
        {ruling === null && same === undefined && (
          <Group gap="xs">
            <Button size="xs" onClick={() => setLooking(true)}>
              Look at both
            </Button>
            <Button size="xs" variant="default" onClick={() => setSame(true)}>
              One person
            </Button>
            <Button size="xs" variant="default" onClick={() => setSame(false)}>
              Two persons
            </Button>
          </Group>
        )}
        {ruling === null && same !== undefined && (
          <Decide pair={pair} of={of} same={same} onCancel={() => setSame(undefined)} />
        )}
      </Stack>
      <LookAtBoth pair={pair} of={of} isOpen={isLooking} onClose={() => setLooking(false)} />
    </Paper>
  );
}

interface SideProps {
  readonly side: Doubt['one'];
  readonly person: number;
  readonly count: string;
}

function Side({ side: { name, contact }, person, count }: SideProps) {
  return (
    <div className={classes['side']}>
      <Text fw={600}>{name || 'No name is stated'}</Text>
      <Text size="sm">{contact || 'No contact is stated'}</Text>
      <Text size="sm">
        <ToPersons isOpen isInText count={count} person={person}>
          Person {figure(person)}
        </ToPersons>
      </Text>
    </div>
  );
}

function Ruled({ ruling: { id, same } }: { readonly ruling: NonNullable<Doubt['ruling']> }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const end = useAct('rulings.end', { changes });
  return (
    <>
      <Group gap="sm">
        <Badge variant="default" tt="none">
          {decided(same)}
        </Badge>
        <Text size="sm">Decided. The next count goes by it.</Text>
        <Button
          size="xs"
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate({ params: { incident, ruling: id } })}
        >
          Take back
        </Button>
      </Group>
      <ProblemNote error={end.error} />
    </>
  );
}

interface DecideProps extends PairProps {
  readonly same: boolean;
  readonly onCancel: () => void;
}

function Decide({ pair: { number }, of: { count, version }, same, onCancel }: DecideProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const [reason, setReason] = useState('');
  const rule = useAct('rulings.add', { changes });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rule.mutate({ params: { incident, count, doubt: number }, body: { version, same, reason } });
      }}
    >
      <Stack gap="sm">
        <Textarea
          label={same ? 'Why they are one person' : 'Why they are two persons'}
          description="Members who work with persons read it. Write no values: who they are stands above."
          required
          autosize
          minRows={2}
          maxLength={2000}
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <ProblemNote error={rule.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={rule.isPending} disabled={reason.trim() === ''}>
            {same ? 'Decide: one person' : 'Decide: two persons'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
