import { Button, Group, Paper, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { changesOf, clashesOf } from '../../ui/clashes.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { problemOf } from '../../api/problem.ts';
import { roleLabels } from '../incidents/words.ts';
import { bodyOf, type Grant, GrantFields, grantOf } from './grant-fields.tsx';
import { compartments } from '../../ui/evidence-words.ts';
import type { Member } from './words.ts';

interface ChangeMemberProps {
  readonly incident: Got<'incidents.show'>;
  readonly member: Member;
  readonly members: readonly Member[];
  readonly onDone: () => void;
}

const labels = {
  role: 'Role',
  compartments: 'May see',
  entities: 'Legal entities',
  sponsor: 'Answers for the guest',
  until: 'Last day',
} as const;

/** Changes what a member may do and see; another lead's change in between is shown before it is written over. */
export function ChangeMember({ incident, member, members, onDone }: ChangeMemberProps) {
  const [before, setBefore] = useState(member);
  const [grant, setGrant] = useState<Grant>(() => grantOf(member));
  const change = useAct('members.change', { changes: ['members.list', 'incidents.show'], done: onDone });
  const isBehind = member.version !== before.version;
  const save = (version: number): void => {
    const changed = changesOf({ ...bodyOf(grantOf(before)) }, { ...bodyOf(grant) });
    if (Object.keys(changed).length === 0) onDone();
    else change.mutate({ params: { incident: incident.id, person: member.person }, body: changed, version });
  };
  const say = (name: keyof Grant, fields: Grant): string => {
    if (name === 'role') return roleLabels[fields.role];
    if (name === 'compartments') return fields.compartments.map((one) => compartments[one].label).join(', ');
    if (name === 'sponsor') return members.find(({ person }) => person === fields.sponsor)?.name ?? 'nobody';
    if (name === 'until') return fields.until || 'none';
    return fields.entities.length === 0 ? 'all' : `${fields.entities.length} of them`;
  };
  const isClash = change.error !== null && problemOf(change.error).code === 'changed-meanwhile';
  return (
    <Paper withBorder p="md" mb="sm" bg="var(--ground)">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBehind) save(before.version);
        }}
      >
        <Stack gap="md">
          <GrantFields incident={incident} members={members} grant={grant} onChange={setGrant} />
          {isBehind && (
            <Conflict
              clashes={clashesOf(
                { before: { ...grantOf(before) }, now: { ...grantOf(member) }, typed: { ...grant } },
                labels,
                say,
              )}
              isBusy={change.isPending}
              onKeepMine={() => save(member.version)}
              onTakeTheirs={() => {
                setBefore(member);
                setGrant(grantOf(member));
                change.reset();
              }}
            />
          )}
          {!isClash && <ProblemNote error={change.error} />}
          {!isBehind && (
            <Group justify="flex-end">
              <Button variant="default" onClick={onDone}>
                Cancel
              </Button>
              <Button type="submit" loading={change.isPending} disabled={grant.compartments.length === 0}>
                Save
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Paper>
  );
}
