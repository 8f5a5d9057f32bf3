import { Paper, Stack, Text, ThemeIcon, Timeline } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';
import { absolute, When } from '../../ui/when.tsx';
import { useZone } from '../../ui/zone.ts';
import { useNames } from '../../ui/names.ts';
import { compartments } from '../../ui/evidence-words.ts';
import { type Statement, steps } from './words.ts';

interface StatementsProps {
  readonly incident: string;
  readonly statements: readonly Statement[];
}

/** The three steps, each with all that was stated of it, the earliest first. */
export function Statements({ incident, statements }: StatementsProps) {
  return (
    <Timeline active={-1} bulletSize={24} lineWidth={2}>
      {steps.map(({ step, label, hint }) => {
        const own = statements.filter((one) => one.step === step).toSorted((a, b) => a.since.localeCompare(b.since));
        return (
          <Timeline.Item
            key={step}
            title={label}
            bullet={
              own.length > 0 ? (
                <ThemeIcon size={24} radius="xl">
                  <IconCheck size={14} aria-label="stated" />
                </ThemeIcon>
              ) : (
                <IconCircleDashed size={14} aria-hidden />
              )
            }
            lineVariant={own.length > 0 ? 'solid' : 'dashed'}
          >
            <Text size="xs" c="dimmed" mb="xs">
              {hint}
            </Text>
            {own.length === 0 ? (
              <Text size="sm">Nobody stated it yet.</Text>
            ) : (
              <Stack gap="xs">
                {own.map((one) => (
                  <One key={one.id} incident={incident} statement={one} />
                ))}
              </Stack>
            )}
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}

function One({ incident, statement }: { readonly incident: string; readonly statement: Statement }) {
  const name = useNames(incident);
  const [own] = useZone();
  const { data: organisation } = useQuery(ask('organisation.show'));
  const { since, zone, saidBy, recordedBy, recordedAt, entity, compartment, note } = statement;
  const whose = entity === null ? 'All legal entities' : organisation?.entities.find(({ id }) => id === entity)?.name;
  return (
    <Paper withBorder p="sm" bg="var(--ground)">
      <Text size="sm" fw={500}>
        <When at={since} />
      </Text>
      {zone !== own && <Text size="sm">Stated as {absolute(since, zone)}</Text>}
      <Text size="sm">
        {name(saidBy)} · {whose ?? 'One legal entity'}
        {compartment !== 'facts' && ` · ${compartments[compartment].label}`}
      </Text>
      {note !== null && (
        <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {note}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        Put down by {name(recordedBy)}, <When at={recordedAt} bare />
      </Text>
    </Paper>
  );
}
