import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { problemOf } from '../../../api/problem.ts';
import { Conflict } from '../../../ui/conflict.tsx';
import { changesOf, clashesOf } from '../../../ui/clashes.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { mayEdit } from '../rights.ts';
import { phases, severities, type Incident, type Phase, type Severity } from '../words.ts';

interface EditPanelProps {
  readonly incident: Incident;
  readonly onDone: () => void;
}

interface Fields {
  readonly title: string;
  readonly severity: Severity;
  readonly phase: Phase;
}

const fieldsOf = ({ title, severity, phase }: Incident): Fields => ({ title, severity, phase });
const labels = { title: 'Title', severity: 'Severity', phase: 'Phase' } as const;

function say(name: keyof Fields, { title, severity, phase }: Fields): string {
  if (name === 'title') return title;
  return name === 'severity' ? severities[severity].label : (phases.find((one) => one.phase === phase)?.label ?? phase);
}

/**
 * Changes what stands above an incident. What somebody else changes meanwhile comes in live, and is shown beside what was
 * typed before anything is saved over it.
 */
export function EditPanel({ incident, onDone }: EditPanelProps) {
  const [before, setBefore] = useState(incident);
  const [typed, setTyped] = useState(() => fieldsOf(incident));
  const edit = useAct('incidents.edit', { changes: ['incidents.show', 'incidents.list', 'desk.show'], done: onDone });
  const { role } = incident.own;
  const changes = changesOf({ ...fieldsOf(before) }, { ...typed });
  const isBehind = incident.version !== before.version;
  const clashes = clashesOf(
    { before: { ...fieldsOf(before) }, now: { ...fieldsOf(incident) }, typed: { ...typed } },
    labels,
    (name, fields) => say(name, fields),
  );
  const save = (version: number): void => {
    if (Object.keys(changes).length === 0) onDone();
    else
      edit.mutate({ params: { incident: incident.id }, body: { ...changes, title: changes.title?.trim() }, version });
  };
  const refused = edit.error === null ? undefined : problemOf(edit.error).code;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBehind) save(before.version);
      }}
    >
      <Stack gap="md">
        {mayEdit(role, 'title') && (
          <TextInput
            label={labels.title}
            description="Members see it; the log keeps its hash alone."
            required
            maxLength={200}
            data-autofocus
            value={typed.title}
            onChange={({ currentTarget: { value } }) => setTyped((one) => ({ ...one, title: value }))}
          />
        )}
        <Radio.Group
          label={labels.severity}
          value={typed.severity}
          onChange={(severity) => setTyped((one) => ({ ...one, severity: severity as Severity }))}
        >
          <Group mt="xs">
            {Object.entries(severities).map(([value, { label }]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Group>
        </Radio.Group>
        {mayEdit(role, 'phase') && (
          <Radio.Group
            label={labels.phase}
            value={typed.phase}
            onChange={(phase) => setTyped((one) => ({ ...one, phase: phase as Phase }))}
          >
            <Stack mt="xs" gap="xs">
              {phases.map(({ phase, label, hint }) => (
                <Radio key={phase} value={phase} label={label} description={hint} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {isBehind && (
          <Conflict
            clashes={clashes}
            isBusy={edit.isPending}
            onKeepMine={() => save(incident.version)}
            onTakeTheirs={() => {
              setBefore(incident);
              setTyped(fieldsOf(incident));
              edit.reset();
            }}
          />
        )}
        {refused !== 'changed-meanwhile' && <ProblemNote error={edit.error} />}
        {refused === 'changed-meanwhile' && !isBehind && <Text size="sm">Asking what is saved now …</Text>}
        {!isBehind && (
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button type="submit" loading={edit.isPending}>
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
