import { Button, Group, Paper, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { useEverybody } from '../../ui/names.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { bodyOf, type Grant, GrantFields } from './grant-fields.tsx';
import { type Member, usualCompartments } from './words.ts';

interface AddMemberProps {
  readonly incident: Got<'incidents.show'>;
  readonly members: readonly Member[];
  readonly onDone: () => void;
}

/** Lets somebody of the installation in, with a role and what goes with it; an admin only for a reason. */
export function AddMember({ incident, members, onDone }: AddMemberProps) {
  const people = useEverybody();
  const [person, setPerson] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [grant, setGrant] = useState<Grant>({
    role: 'analyst',
    compartments: usualCompartments.analyst.filter((one) => incident.own.compartments.includes(one)),
    entities: incident.own.entities ?? [],
    sponsor: null,
    until: '',
  });
  const add = useAct('members.add', { changes: ['members.list'], done: onDone });
  const present = new Set(members.map((one) => one.person));
  const others = people.filter(
    ({ id, state, installationRole }) => !present.has(id) && state !== 'disabled' && installationRole !== 'auditor',
  );
  const isAdmin = others.find(({ id }) => id === person)?.installationRole === 'admin';
  return (
    <Paper withBorder p="md" bg="var(--ground)">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (person === null) return;
          const body = { person, ...bodyOf(grant), ...(isAdmin && { reason }) };
          add.mutate({ params: { incident: incident.id }, body });
        }}
      >
        <Stack gap="md">
          <Select
            label="Who"
            placeholder="Name or mail address"
            required
            searchable
            // Of those that fit; whoever is meant is found by a few letters.
            limit={100}
            data-autofocus
            nothingFoundMessage="Nobody else by this name. An admin invites people."
            data={others.map(({ id, name, mail }) => ({ value: id, label: `${name} (${mail})` }))}
            value={person}
            onChange={setPerson}
          />
          {isAdmin && (
            <Textarea
              label="Why an admin of the installation"
              description="Who runs the installation is a member of incidents for a reason alone."
              required
              maxLength={2000}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
          )}
          <GrantFields incident={incident} members={members} grant={grant} onChange={setGrant} />
          <ProblemNote error={add.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending} disabled={person === null || grant.compartments.length === 0}>
              Let in
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
