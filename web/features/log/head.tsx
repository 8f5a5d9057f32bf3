import { Button, Code, Skeleton, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';
import { figure } from '../../ui/figures.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Qr } from '../../ui/qr.tsx';
import { Section } from '../../ui/section.tsx';
import { When } from '../../ui/when.tsx';
import classes from './log.module.css';

/** The head of the whole log, to be printed and kept: later exports are held against it. */
export function Head() {
  const { data, dataUpdatedAt, error, refetch } = useQuery(ask('log.head'));
  return (
    <Section
      title="Head of the log"
      lead="It stands for every entry before it, of all incidents. Print it, and keep it where those who run the machine cannot reach it."
      action={
        <Button
          variant="default"
          disabled={data === undefined}
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          Print the head
        </Button>
      }
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton height={196} aria-hidden />}
      {data !== undefined && (
        <div className={classes['sheet']}>
          <Stack gap="sm">
            <div className={classes['paper']}>
              <Text fw={650} size="xl">
                Head of the log of Cofferdam
              </Text>
              <Text size="sm">
                As of <When at={new Date(dataUpdatedAt).toISOString()} bare />. Keep this where those who run the
                machine cannot reach it.
              </Text>
            </div>
            <dl className={classes['fields']}>
              <dt>Installation</dt>
              <dd>
                <Code>{data.installation}</Code>
              </dd>
              <dt>Entry</dt>
              <dd>{figure(data.head.seq)}</dd>
              <dt>Hash</dt>
              <dd>
                <Code>{data.head.hash}</Code>
              </dd>
              <dt>Signed last</dt>
              <dd>
                {data.signed === null ? (
                  'Not yet'
                ) : (
                  <>
                    entry {figure(data.signed.checkpoint.seq)}, <When at={data.signed.checkpoint.at} />
                  </>
                )}
              </dd>
              <dt>Public key</dt>
              <dd>
                <Code>{data.publicKey}</Code>
              </dd>
            </dl>
            <Text size="sm" c="dimmed">
              Whoever has an export of the log checks it against this with{' '}
              <Code>cofferdam verify EXPORT --head HASH</Code>: nobody can have changed anything up to this entry
              without it being seen.
            </Text>
          </Stack>
          <Qr
            text={`cofferdam head ${data.installation} ${data.head.seq} ${data.head.hash}`}
            label="The head as a QR code"
          />
        </div>
      )}
    </Section>
  );
}
