import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { askAll } from '../../../api/query.ts';
import { mayWithEvidence } from '../../../ui/evidence-words.ts';
import { size } from '../../../ui/figures.ts';
import { plainPath } from '../../../ui/plain-path.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { reasonOf, statuses } from '../../../ui/impact-words.ts';
import type { Role, ShownItem } from '../words.ts';
import classes from './facts.module.css';
import { Part } from './part.tsx';

interface FilesProps {
  readonly incident: string;
  readonly item: ShownItem;
  readonly role: Role;
  readonly onFile: (number: number) => void;
}

/** The file itself and those in it, each with how far it was read and a way to its text. */
export function Files({ incident, item, role, onFile }: FilesProps) {
  const isOpenable = item.state === 'complete' && item.sha256 !== null;
  const list = useInfiniteQuery({
    ...askAll('files.list', { params: { incident }, query: { evidence: item.id, limit: 50 } }),
    enabled: isOpenable,
  });
  if (!isOpenable) return null;
  const mayRead = mayWithEvidence('read', role);
  const files = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Part title="What is in it">
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      {list.data !== undefined && files.length === 0 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            No inspection has shown anything yet.
          </Text>
          {mayRead && <ShowText onClick={() => onFile(0)} name="the item" />}
        </Group>
      )}
      <ul className={classes['steps']}>
        {files.map(({ number, path, format, status, reason, bytes, elements }) => {
          const found = Object.values(elements).reduce((sum, count) => sum + count, 0);
          const name = path === '' ? 'The item itself' : plainPath(path.replace(/^!\//, ''));
          return (
            <li key={number}>
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <div style={{ minWidth: 0 }}>
                  <Text size="sm" style={{ unicodeBidi: 'isolate' }}>
                    {name}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {format} · {size(bytes)} · {statuses[status].label.toLowerCase()}
                    {found > 0 && ` · ${found} found`}
                    {reason !== null && ` · ${reasonOf(reason).what}`}
                  </Text>
                </div>
                {mayRead && <ShowText onClick={() => onFile(number)} name={name} />}
              </Group>
            </li>
          );
        })}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more files
        </Button>
      )}
    </Part>
  );
}

const ShowText = ({ onClick, name }: { readonly onClick: () => void; readonly name: string }) => (
  <Button variant="default" size="xs" onClick={onClick} aria-label={`Look at the text of ${name}`} flex="none">
    Text
  </Button>
);
