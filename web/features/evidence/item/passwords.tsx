import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { counted } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import type { Run } from '../words.ts';

interface PasswordsProps {
  readonly incident: string;
  readonly evidence: string;
  readonly run: Run;
}

/** Passwords at once; each is tried on every protected file. */
const most = 50;

/** Where an inspection met protected files: takes passwords for another one. They are kept until it ends, and no longer. */
export function Passwords({ incident, evidence, run: { id: run, passwords: tried } }: PasswordsProps) {
  const query = { evidence, reason: 'wrong-password', limit: 100 } as const;
  const { data: shut } = useQuery(ask('files.list', { params: { incident }, query }));
  const [passwords, setPasswords] = useState<string[]>([]);
  const [next, setNext] = useState('');
  const restart = useAct('runs.restart', {
    changes: ['runs.list', 'files.list', 'impact.show', 'log.list'],
    done: () => {
      setPasswords([]);
      setNext('');
    },
  });
  if (shut === undefined || (shut.items.length === 0 && tried === 0)) return null;
  const all = next === '' ? passwords : [...passwords, next];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        restart.mutate({ params: { incident, run }, body: { passwords: all } });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" role="status">
          {saidOf(shut, tried)}
        </Text>
        {passwords.length > 0 && (
          <Group gap="xs">
            <Text size="sm">{counted(passwords.length, 'password')} to try</Text>
            <Button size="compact-xs" variant="subtle" onClick={() => setPasswords([])}>
              Forget them
            </Button>
          </Group>
        )}
        <Group align="flex-end" gap="xs">
          <PasswordInput
            label="Password"
            autoComplete="off"
            maxLength={1024}
            flex={1}
            miw={180}
            value={next}
            onChange={({ currentTarget }) => setNext(currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={next === '' || all.length >= most}
            onClick={() => {
              setPasswords(all);
              setNext('');
            }}
          >
            Another one
          </Button>
          <Button type="submit" disabled={all.length === 0} loading={restart.isPending}>
            Inspect with {all.length > 1 ? 'them' : 'it'}
          </Button>
        </Group>
        <ProblemNote error={restart.error} />
      </Stack>
    </form>
  );
}

/** What is shut, and what is to be given: an inspection knows none of the passwords of the one before. */
function saidOf({ items, next }: Got<'files.list'>, tried: number): string {
  const files = `${counted(items.length, 'file')}${next === null ? '' : ' and more'}`;
  if (tried === 0) {
    return `${files} in it could not be opened without a password. Where you know some, they are tried on each; they are sealed until the inspection ends and then gone.`;
  }
  const again = 'Those that opened something are gone since: for another inspection give them again with the new ones.';
  const given = counted(tried, 'password that was given last', 'passwords that were given last');
  if (items.length === 0) return `All that is protected in it was opened. ${again}`;
  return `${files} in it could still not be opened: not by the ${given}. ${again}`;
}
