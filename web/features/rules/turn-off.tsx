import { Anchor, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { mayWithEvidence } from '../../ui/evidence-words.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';

type RuleOff = Got<'rules-off.list'>['rules'][number];
const changes = ['rules-off.list', 'log.list'] as const;

interface TurnOffProps {
  readonly rule: string;
  /** Chosen already, as by a link from an incident. */
  readonly incident: string | undefined;
  readonly onChoose: (incident: string | undefined) => void;
}

/** Has the inspections of one incident go without the rule, and by it again. */
export function TurnOff({ rule, incident, onChoose }: TurnOffProps) {
  const { data: list, error } = useQuery(ask('incidents.list', { query: { limit: 100 } }));
  const incidents = list?.items ?? [];
  if (list !== undefined && incidents.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        You are in no incident. Who works on one can have its inspections go without this rule.
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        A rule that finds the wrong things in an incident can be turned off there, with a reason that all members read.
        What it finds is then not sought, and the results say so.
      </Text>
      <ProblemNote error={error} />
      <Select
        label="Incident"
        placeholder="Choose one"
        searchable
        clearable
        data={incidents.map(({ id, title }) => ({ value: id, label: title }))}
        value={incident ?? null}
        onChange={(value) => onChoose(value ?? undefined)}
      />
      {incident !== undefined && <InIncident key={incident} rule={rule} incident={incident} />}
    </Stack>
  );
}

function InIncident({ rule, incident }: { readonly rule: string; readonly incident: string }) {
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  const { data, error, refetch } = useQuery(ask('rules-off.list', { params: { incident } }));
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined || shown === undefined) return null;
  const off = data.rules.find((one) => one.rule === rule && one.onAt === null);
  const decides = mayWithEvidence('inspect', shown.own.role);
  return (
    <Stack gap="sm">
      {off !== undefined && <IsOff incident={incident} off={off} decides={decides} />}
      {off === undefined && decides && <Form incident={incident} rule={rule} />}
      {off === undefined && !decides && (
        <Text size="sm">It is on there. Your role in this incident does not decide what is inspected.</Text>
      )}
      <Text size="sm" c="dimmed">
        Inspections that began before keep what they found.{' '}
        <Anchor
          size="sm"
          underline="always"
          renderRoot={(props) => <Link to="/incidents/$incident/impact" params={{ incident }} {...props} />}
        >
          Inspect the evidence again on its impact page
        </Anchor>
        .
      </Text>
    </Stack>
  );
}

interface IsOffProps {
  readonly incident: string;
  readonly off: RuleOff;
  readonly decides: boolean;
}

function IsOff({ incident, off, decides }: IsOffProps) {
  const turn = useAct('rules-off.end', { changes });
  return (
    <>
      <Text size="sm">
        Off since <When at={off.offAt} />, by {off.offBy.name}: {off.reason}
      </Text>
      <ProblemNote error={turn.error} />
      {decides && (
        <Group justify="flex-end">
          <Button
            variant="default"
            loading={turn.isPending}
            onClick={() => turn.mutate({ params: { incident, off: off.id } })}
          >
            Turn it on again
          </Button>
        </Group>
      )}
    </>
  );
}

function Form({ incident, rule }: { readonly incident: string; readonly rule: string }) {
  const [reason, setReason] = useState('');
  const turn = useAct('rules-off.add', { changes });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        turn.mutate({ params: { incident }, body: { rule, reason } });
      }}
    >
      <Stack gap="sm">
        <Textarea
          label="Why"
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <ProblemNote error={turn.error} />
        <Group justify="flex-end">
          <Button type="submit" variant="default" loading={turn.isPending} disabled={reason.trim() === ''}>
            Turn it off in this incident
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
