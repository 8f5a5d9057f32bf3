import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../../api/query.ts';
import { plainPath } from '../../../ui/plain-path.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { BarTable } from '../parts/bar-table.tsx';
import { ItemName } from '../parts/item-name.tsx';
import { Section } from '../../../ui/section.tsx';
import { ToFiles } from '../parts/to.tsx';
import { sumOf } from '../files/sum.ts';

/** Which files hold most of it. */
export function FullestFiles() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const files = useQuery(ask('files.list', { params: { incident }, query: { order: 'most', limit: 10 } }));
  const bars = (files.data?.items ?? [])
    .map((file) => ({ file, count: sumOf(file) }))
    .filter(({ count }) => count > 0)
    .map(({ file: { evidence, number, path }, count }) => ({
      id: `${evidence}.${number}`,
      count,
      label: (
        <>
          <ToFiles order="most" open={`${evidence}.${number}`}>
            <ItemName id={evidence} />
          </ToFiles>
          {path !== '' && (
            <Text size="xs" c="dimmed" ff="monospace">
              {plainPath(path)}
            </Text>
          )}
        </>
      ),
    }));
  if (files.data !== undefined && bars.length === 0) return null;
  return (
    <Section title="Which files hold most?" lead="The ten files with the most findings.">
      <ProblemNote error={files.error} again={() => void files.refetch()} />
      <BarTable caption="Files with the most findings" what="File" unit="Findings" bars={bars} />
      <Text size="sm">
        <ToFiles>All files</ToFiles>
      </Text>
    </Section>
  );
}
