import { Anchor, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ListOfPersons } from './list-of-persons.tsx';
import { MakeReport } from './make-report.tsx';
import { Preview } from './preview.tsx';
import classes from './report.module.css';
import { anchorOf, mayReport, whoReports } from './words.ts';

/** What a report would hold now, and taking one away. */
export function ReportPage() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  const may = shown === undefined ? undefined : mayReport(shown.own.role);
  const preview = useQuery({ ...ask('reports.preview', { params: { incident } }), enabled: may === true });
  if (may === false) {
    return (
      <Empty title="Reports are made by others">
        A report leaves the desk, so that only some make one: {whoReports}. Ask a lead for one.
      </Empty>
    );
  }
  const headings = (preview.data?.blocks ?? []).flatMap((block, index) =>
    block.kind === 'heading' && block.level === 1 ? [{ text: block.text, index }] : [],
  );
  return (
    <div className={classes['page']}>
      <Stack gap="md">
        <ProblemNote error={preview.error} again={() => void preview.refetch()} />
        {preview.data === undefined && preview.error === null && <Skeleton h={720} />}
        {preview.data !== undefined && <Preview preview={preview.data} />}
      </Stack>
      <aside className={classes['side']} aria-label="Take it away">
        <MakeReport incident={incident} />
        {preview.data !== undefined && (
          <Paper withBorder p="md" bg="var(--paper)" component="nav" aria-label="Parts of the report" visibleFrom="lg">
            <Title order={2} size="h3" mb={6}>
              What it holds
            </Title>
            <ul className={classes['contents']}>
              {headings.map(({ text, index }) => (
                <li key={index}>
                  <Anchor href={`#${anchorOf(index)}`} size="sm">
                    {text}
                  </Anchor>
                </li>
              ))}
            </ul>
            <Text size="xs" c="dimmed" mt="xs">
              Long tables are cut in this preview, and whole in the report.
            </Text>
          </Paper>
        )}
        <ListOfPersons incident={incident} />
      </aside>
    </div>
  );
}
