import { Accordion, Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import classes from './candidates.module.css';
import type { Candidate } from './words.ts';

interface CandidatesProps {
  readonly candidates: readonly Candidate[];
  /** Of legal entities, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Duties to check, the shortest first; each opens to when it applies and where it stands. */
export function Candidates({ candidates, names }: CandidatesProps) {
  return (
    <Accordion multiple variant="default" classNames={{ control: classes['control'] ?? '' }}>
      {candidates.map((duty) => (
        <Accordion.Item key={duty.duty} value={duty.duty}>
          <Accordion.Control>
            <div className={classes['line']}>
              <Text fw={650} className={classes['limit']}>
                {duty.within}
              </Text>
              <Stack gap={2}>
                <Text fw={500}>
                  {duty.law}, {duty.article}
                </Text>
                <Text size="sm" c="dimmed">
                  {duty.runs} · {duty.recipient}
                </Text>
              </Stack>
              <Group gap={6} className={classes['marks']}>
                <Badge variant="light" color="yellow" autoContrast>
                  Check
                </Badge>
                {duty.byContract && (
                  <Badge variant="default" color="gray">
                    Contract
                  </Badge>
                )}
                {duty.certainty === 'unconfirmed' && (
                  <Badge variant="outline" color="gray" style={{ borderStyle: 'dashed' }}>
                    Unconfirmed
                  </Badge>
                )}
              </Group>
            </div>
          </Accordion.Control>
          <Accordion.Panel>
            <Detail duty={duty} names={names} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function Detail({ duty, names }: { readonly duty: Candidate; readonly names: ReadonlyMap<string, string> }) {
  const [address] = /https:\/\/\S+[^\s;.,]/.exec(duty.source) ?? [];
  const entities = duty.entities.map((id) => names.get(id) ?? 'a legal entity').join(', ');
  return (
    <dl className={classes['detail']}>
      <dt>When</dt>
      <dd>{duty.trigger}</dd>
      <dt>Who</dt>
      <dd>{duty.appliesTo}</dd>
      <dt>Of yours</dt>
      <dd>
        {entities}
        {duty.open.includes('sector') && ', if of that sector: theirs is not stated, or in words of its own'}
      </dd>
      {duty.note !== null && (
        <>
          <dt>Note</dt>
          <dd>{duty.note}</dd>
        </>
      )}
      <dt>Source</dt>
      <dd>
        {duty.source}
        {address !== undefined && (
          <>
            {' '}
            <Anchor href={address} target="_blank" rel="noreferrer">
              Open
            </Anchor>
          </>
        )}
      </dd>
    </dl>
  );
}
