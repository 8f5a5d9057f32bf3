import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { counted, size } from '../../ui/figures.ts';
import { instantFrom } from '../../ui/wall-time.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useZone } from '../../ui/zone.ts';
import { DiscardDialog } from './discard-dialog.tsx';
import { DropZone } from './drop/drop-zone.tsx';
import type { Chosen } from './drop/dropped.ts';
import type { Said } from './queue/begin.ts';
import { discard } from './queue/discard.ts';
import { passwordsFault, passwordsIn } from './queue/passwords.ts';
import { useQueue } from './queue/use-queue.ts';
import { type Filled, SaidForm, unfilled } from './said-form.tsx';
import { Transfers } from './transfers.tsx';
import { Unfinished } from './unfinished.tsx';
import { mayWithEvidence } from '../../ui/evidence-words.ts';

/** Hands files in: says how they were obtained, then sends them, however long that takes. */
export function HandIn() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const shown = useQuery(ask('incidents.show', { params: { incident } }));
  const session = useQuery(ask('session.show'));
  if (shown.data === undefined || session.data === undefined) return <Skeleton height={480} aria-hidden />;
  const { own } = shown.data;
  if (!mayWithEvidence('hand-in', own.role)) {
    return (
      <Empty title="Your role does not hand files in">
        Lead, analyst, data protection officer, legal, HR and communications may. Give what you have to one of them.
      </Empty>
    );
  }
  return <Form incident={incident} own={own} person={session.data.person} />;
}

interface FormProps {
  readonly incident: string;
  readonly own: Got<'incidents.show'>['own'];
  readonly person: string;
}
interface Discarding {
  readonly name: string;
  readonly act: () => Promise<void>;
}

function Form({ incident, own, person }: FormProps) {
  const [zone] = useZone();
  const [filled, setFilled] = useState<Filled>(() => ({
    ...unfilled,
    compartment: own.compartments.includes('facts') ? 'facts' : (own.compartments[0] ?? 'facts'),
  }));
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [fault, setFault] = useState<unknown>();
  const [discarding, setDiscarding] = useState<Discarding>();
  const [queue, shown] = useQueue(incident, person);
  const bytes = chosen.reduce((sum, { file }) => sum + file.size, 0);
  const { sealOff } = filled;
  const isUnsaid = sealOff.isWanted && (sealOff.people.length === 0 || sealOff.reason.trim() === '');
  const isFaulty =
    filled.obtained === undefined || (!sealOff.isWanted && passwordsFault(filled.passwords) !== undefined);
  return (
    <Stack gap="lg">
      <Section
        title="Hand in files"
        lead="Say how they came to you; it is kept with each file and never changed. Then choose them."
      >
        <SaidForm
          incident={incident}
          own={own}
          value={filled}
          onChange={(change) => setFilled((before) => ({ ...before, ...change }))}
        />
        <DropZone
          onFault={setFault}
          onChosen={(more) => {
            setFault(undefined);
            setChosen((before) => [...before, ...more]);
          }}
        />
        <ProblemNote error={fault} />
        <Group justify="space-between">
          <Text size="sm" role="status">
            {chosen.length === 0
              ? 'No file chosen yet.'
              : `${counted(chosen.length, 'file')}, ${size(bytes)}: ${namesOf(chosen)}`}
          </Text>
          <Group gap="xs">
            {chosen.length > 0 && (
              <Button variant="default" onClick={() => setChosen([])}>
                Choose anew
              </Button>
            )}
            <Button
              disabled={chosen.length === 0 || isUnsaid || isFaulty}
              onClick={() => {
                queue.add(chosen, saidOf(filled, zone));
                setChosen([]);
                setFilled((before) => ({ ...before, passwords: '' }));
              }}
            >
              {chosen.length === 0 ? 'Hand in' : `Hand in ${counted(chosen.length, 'file')}`}
            </Button>
          </Group>
        </Group>
      </Section>
      <Transfers
        incident={incident}
        queue={queue}
        shown={shown}
        onCancel={({ id, path }) => setDiscarding({ name: path, act: () => queue.cancel(id) })}
      />
      <Unfinished
        incident={incident}
        person={person}
        queue={queue}
        onGoOn={(item, file) => queue.add([{ file, path: file.name }], saidOf(filled, zone, 'nothing more'), item.id)}
        onDiscard={({ id, name }) =>
          setDiscarding({ name: name ?? 'A sealed-off item', act: () => discard(incident, id) })
        }
      />
      <DiscardDialog
        name={discarding?.name}
        discard={async () => discarding?.act()}
        onClose={() => setDiscarding(undefined)}
      />
    </Stack>
  );
}

/** What was said when an upload began stays; going on with it says nothing more. */
function saidOf(
  { sealOff, obtained, entity, passwords, ...rest }: Filled,
  zone: string,
  more: 'all' | 'nothing more' = 'all',
): Said {
  const { isWanted, ...seal } = sealOff;
  return {
    ...rest,
    obtained: obtained === undefined || obtained === '' ? undefined : instantFrom(obtained, zone),
    entity: entity ?? undefined,
    sealOff: isWanted && more === 'all' ? seal : undefined,
    // What is sealed off is not inspected.
    passwords: isWanted ? [] : passwordsIn(passwords),
  };
}

const namesShown = 3;
function namesOf(chosen: readonly Chosen[]): string {
  const names = chosen.slice(0, namesShown).map(({ path }) => path);
  return chosen.length > namesShown ? `${names.join(', ')} …` : names.join(', ');
}
