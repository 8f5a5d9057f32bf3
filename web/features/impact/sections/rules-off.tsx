import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Link, useParams } from '@tanstack/react-router';
import { useAct } from '../../../api/act.ts';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { mayWithEvidence } from '../../../ui/evidence-words.ts';
import { counted } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { When } from '../../../ui/when.tsx';

type Rule = Got<'rules-off.list'>['rules'][number];
type OwnRule = Got<'own-rules.list'>['rules'][number];
type Run = Got<'runs.list'>['items'][number];

/** Which rules inspections go without and why, and what is shown that went by others, or by other ones of the organisation. */
export function RulesOff() {
  const title = useId();
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const off = useQuery(ask('rules-off.list', { params: { incident } }));
  const complete = useQuery(ask('runs.list', { params: { incident }, query: { state: 'complete', limit: 500 } }));
  const own = useQuery(ask('own-rules.list'));
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  if (off.error !== null) return <ProblemNote error={off.error} again={() => void off.refetch()} />;
  const rules = off.data?.rules.filter(({ onAt }) => onAt === null) ?? [];
  const now = rules.map(({ rule }) => rule).toSorted();
  const used = own.data?.rules.filter(({ endedAt }) => endedAt === null).map(nameOf) ?? [];
  const isOther = ({ rulesOff, ownRules }: Run): boolean =>
    rulesOff.toSorted().join() !== now.join() || (own.data !== undefined && ownRules.join() !== used.join());
  const others = (complete.data?.items ?? []).filter(isOther);
  const without = new Set((complete.data?.items ?? []).flatMap(({ rulesOff }) => rulesOff));
  const ended = [...without].filter((rule) => !now.includes(rule)).toSorted();
  if (off.data === undefined || rules.length + ended.length + others.length === 0) return null;
  const decides = mayWithEvidence('inspect', shown?.own.role);
  return (
    <Paper withBorder p="md" role="group" aria-labelledby={title}>
      <Stack gap="sm">
        <Text size="sm" fw={600} id={title}>
          {titleOf(rules.length, ended.length)}
        </Text>
        {rules.map((one) => (
          <OneRule key={one.id} incident={incident} one={one} decides={decides} />
        ))}
        {ended.length > 0 && (
          <Text size="sm">
            {counted(ended.length, 'rule')} on again: some of what is shown was inspected without ({ended.join(', ')}).
          </Text>
        )}
        {others.length > 0 && <Again incident={incident} runs={others} decides={decides} />}
      </Stack>
    </Paper>
  );
}

const nameOf = ({ rule, version }: OwnRule): string => `${rule}@${version}`;

function titleOf(off: number, on: number): string {
  if (off > 0) return `${counted(off, 'rule is', 'rules are')} turned off`;
  return on > 0 ? 'Some of it was inspected without all rules' : 'Rules of your organisation have changed';
}

interface OneRuleProps {
  readonly incident: string;
  readonly one: Rule;
  readonly decides: boolean;
}

function OneRule({ incident, one, decides }: OneRuleProps) {
  const turn = useAct('rules-off.end', { changes: ['rules-off.list', 'log.list'] });
  return (
    <div>
      <Group justify="space-between" gap="xs" align="flex-start">
        <Text size="sm" flex="1 1 280px">
          <Anchor
            size="sm"
            underline="always"
            renderRoot={(props) => <Link to="/rules" search={{ rule: one.rule, incident }} {...props} />}
          >
            {one.rule}
          </Anchor>
          , since <When at={one.offAt} />, by {one.offBy.name}: {one.reason}
        </Text>
        {decides && (
          <Button
            variant="default"
            size="xs"
            loading={turn.isPending}
            aria-label={`Turn on again: ${one.rule}`}
            onClick={() => turn.mutate({ params: { incident, off: one.id } })}
          >
            Turn on again
          </Button>
        )}
      </Group>
      <ProblemNote error={turn.error} />
    </div>
  );
}

interface AgainProps {
  readonly incident: string;
  readonly runs: readonly Run[];
  readonly decides: boolean;
}

/** What is shown of other rules is inspected again only where somebody asks for it: it takes the machine. */
function Again({ incident, runs, decides }: AgainProps) {
  const restart = useAct('runs.restart');
  const done = useAct('runs.restart', { changes: ['runs.list', 'runs.show', 'impact.show', 'log.list'] });
  const all = async (): Promise<void> => {
    for (const run of runs.slice(0, -1)) await restart.mutateAsync({ params: { incident, run: run.id } });
    const last = runs.at(-1);
    if (last !== undefined) await done.mutateAsync({ params: { incident, run: last.id } });
  };
  const hadPasswords = runs.filter(({ passwords }) => passwords > 0).length;
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm" flex="1 1 280px">
          {counted(runs.length, 'inspection', 'inspections')} went by other rules than those of today.
          {hadPasswords > 0 &&
            ` ${counted(hadPasswords, 'had a password', 'had passwords')}, which were not kept: without them less is read.`}
        </Text>
        {decides && (
          <Button
            size="xs"
            loading={restart.isPending || done.isPending}
            onClick={() => void all().catch(() => undefined)}
          >
            Inspect again
          </Button>
        )}
      </Group>
      <ProblemNote error={restart.error ?? done.error} />
    </>
  );
}
