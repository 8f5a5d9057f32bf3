import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useAct } from '../../../api/act.ts';
import { ask } from '../../../api/query.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { When } from '../../../ui/when.tsx';
import { decided, reasons, type Ruling } from './words.ts';

/** What was decided, who did and why; what holds can be taken back. */
export function Decided() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data, error, refetch } = useQuery(ask('rulings.list', { params: { incident } }));
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined || data.rulings.length === 0) return null;
  return (
    <Section title="Decided" lead="Every count goes by what holds, in whatever files the two come again.">
      {data.rulings.map((ruling) => (
        <One key={ruling.id} ruling={ruling} />
      ))}
    </Section>
  );
}

function One({ ruling }: { readonly ruling: Ruling }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const end = useAct('rulings.end', { changes: ['doubts.list', 'rulings.list', 'impact.show', 'log.list'] });
  const { id, same, why, one, two, reason, ruledAt, ruledBy, endedAt, endedBy, unfound } = ruling;
  const names = [one, two].map(({ name, contact }) => name || contact || 'No name').join(' and ');
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Stack gap={2} flex="1 1 280px">
          <Group gap="xs">
            <Badge variant="default" tt="none">
              {endedAt === null ? decided(same) : 'Taken back'}
            </Badge>
            <Text fw={600} size="sm" td={endedAt === null ? undefined : 'line-through'}>
              {names}
            </Text>
          </Group>
          <Text size="sm">{reason}</Text>
          <Text size="sm" c="dimmed">
            {reasons[why].what}. {decided(same)}: {ruledBy.name}, <When at={ruledAt} />
            {endedAt !== null && (
              <>
                ; taken back by {endedBy?.name}, <When at={endedAt} />
              </>
            )}
          </Text>
        </Stack>
        {endedAt === null && (
          <Button
            size="xs"
            variant="default"
            loading={end.isPending}
            aria-label={`Take back: ${names}`}
            onClick={() => end.mutate({ params: { incident, ruling: id } })}
          >
            Take back
          </Button>
        )}
      </Group>
      {unfound && (
        <Alert color="yellow" p="xs">
          A record that it is about is not in the evidence any more, or is read otherwise now: it has no effect. Look at
          the pair anew, and take this back.
        </Alert>
      )}
      <ProblemNote error={end.error} />
    </Stack>
  );
}
