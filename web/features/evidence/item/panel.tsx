import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../../../api/query.ts';
import { useNames } from '../../../ui/names.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { PreviewDialog } from '../preview/dialog.tsx';
import { useRuns } from '../use-runs.ts';
import { sealings } from '../words.ts';
import { About } from './about.tsx';
import { Copies } from './copies.tsx';
import { Custody } from './custody.tsx';
import { Files } from './files.tsx';
import { Inspection } from './inspection.tsx';
import { SealOff } from './seal-off.tsx';

interface ItemPanelProps {
  readonly incident: string;
  /** Undefined where none is open. */
  readonly evidence: string | undefined;
  /** The file of it whose text is looked at. */
  readonly file: number | undefined;
  readonly onClose: () => void;
  readonly onFile: (number: number | undefined) => void;
  readonly onItem: (evidence: string) => void;
}

/** One item beside the list: what is known of it, who answered for it, and what can be done with it. */
export function ItemPanel({ incident, evidence, file, onClose, onFile, onItem }: ItemPanelProps) {
  const isOpen = evidence !== undefined;
  const params = { incident, evidence: evidence ?? '' };
  const { data: item, error, refetch } = useQuery({ ...ask('evidence.show', { params }), enabled: isOpen });
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  const nameOf = useNames(incident);
  // Of its bytes, which may have been inspected with another item.
  const ids = useMemo(() => (evidence === undefined ? [] : [[evidence]]), [evidence]);
  const [run] = useRuns(incident, ids).newest.values();
  const own = shown?.own;
  return (
    <SidePanel
      isOpen={isOpen}
      onClose={onClose}
      title={item === undefined ? 'Item' : (item.name ?? 'A sealed-off item')}
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {item === undefined || own === undefined ? (
        error === null && <Skeleton height={600} aria-hidden />
      ) : (
        <Stack gap="xl" pb="xl">
          {item.sealedOff !== null && (
            <Text size="sm">
              Sealed off: {sealings[item.sealedOff.why].toLowerCase()}. For{' '}
              {item.sealedOff.people.map(nameOf).join(', ')} alone; it is not inspected.
            </Text>
          )}
          <About incident={incident} item={item} nameOf={nameOf} onItem={onItem} />
          <Inspection incident={incident} item={item} run={run} role={own.role} />
          <Files incident={incident} item={item} role={own.role} onFile={onFile} />
          <Custody incident={incident} item={item} own={own} nameOf={nameOf} />
          <Copies incident={incident} item={item} role={own.role} />
          <SealOff incident={incident} item={item} role={own.role} />
        </Stack>
      )}
      {evidence !== undefined && (
        <PreviewDialog
          incident={incident}
          evidence={evidence}
          file={file}
          name={item?.name ?? 'Item'}
          onClose={() => onFile(undefined)}
        />
      )}
    </SidePanel>
  );
}
