import { Button, Divider, Skeleton, Stack } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { AddMember } from './add-member.tsx';
import { ChangeMember } from './change-member.tsx';
import { MemberRow } from './member-row.tsx';
import { RemoveMember } from './remove-member.tsx';
import { TakeOver } from './take-over.tsx';

type Doing = { readonly what: 'add' } | { readonly what: 'change' | 'remove'; readonly person: string };

/** Who works on it and who may no longer; a lead lets in, changes and takes out. */
export function MembersPanel({ incident }: { readonly incident: Got<'incidents.show'> }) {
  const { data, error, refetch } = useQuery(ask('members.list', { params: { incident: incident.id } }));
  const [doing, setDoing] = useState<Doing>();
  const done = (): void => setDoing(undefined);
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined) return <Skeleton h={320} />;
  const { members } = data;
  const isLead = incident.own.role === 'lead';
  return (
    <Stack gap="md">
      {isLead && doing?.what !== 'add' && (
        <Button
          leftSection={<IconUserPlus size={16} aria-hidden />}
          onClick={() => setDoing({ what: 'add' })}
          style={{ alignSelf: 'flex-start' }}
        >
          Let somebody in
        </Button>
      )}
      {doing?.what === 'add' && <AddMember incident={incident} members={members} onDone={done} />}
      <TakeOver incident={incident} members={members} />
      <Stack gap={0}>
        {members.map((member) => {
          const isOf = doing !== undefined && 'person' in doing && doing.person === member.person;
          return (
            <div key={member.person}>
              <MemberRow
                member={member}
                members={members}
                {...(isLead && {
                  onChange: () => setDoing({ what: 'change', person: member.person }),
                  onRemove: () => setDoing({ what: 'remove', person: member.person }),
                })}
              />
              {isOf && doing.what === 'change' && (
                <ChangeMember incident={incident} member={member} members={members} onDone={done} />
              )}
              {isOf && doing.what === 'remove' && <RemoveMember incident={incident.id} member={member} onDone={done} />}
              <Divider />
            </div>
          );
        })}
      </Stack>
    </Stack>
  );
}
