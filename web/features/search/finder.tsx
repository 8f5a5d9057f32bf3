import { CloseButton, Group, Kbd, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { problemOf } from '../../api/problem.ts';
import { ask } from '../../api/query.ts';
import { figure } from '../../ui/figures.ts';
import { keepRecent, recentOf } from '../../ui/recent.ts';
import type { Entry } from './entry.ts';
import { find } from './find.ts';
import { Results } from './results.tsx';
import classes from './search.module.css';
import { useEntries } from './use-entries.ts';

interface FinderProps {
  /** False while it is about to go, from where it can be called back. */
  readonly isOpen: boolean;
  readonly incident: string | undefined;
  /** Takes the field when it is there; gives what was typed before. */
  readonly onReady: (field: HTMLInputElement) => string;
  readonly onLeave: () => void;
  readonly onClose: () => void;
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The field and what it finds: a combobox whose list is always open. The focus stays in the field. */
export function Finder({ isOpen, incident, onReady, onLeave, onClose }: FinderProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  useLayoutEffect(() => {
    if (isOpen && field.current !== null) setTyped(onReady(field.current));
  }, [isOpen, onReady]);
  // By its id: what is fetched meanwhile moves the others.
  const [pointed, setPointed] = useState<string>();
  const { data: session } = useQuery(ask('session.show'));
  const { entries, isWaiting, error, newest } = useEntries(incident, onLeave);
  // With thousands of incidents a letter is shown before what it finds.
  const sought = useDeferredValue(typed);
  const recent = useMemo(
    () => (session === undefined ? [] : recentOf(session.person).filter((one) => one !== `incident:${incident}`)),
    [session, incident],
  );
  const found = useMemo(() => find(entries, sought, recent), [entries, sought, recent]);
  const all = found.flatMap((group) => group.entries);
  const chosen = all.find((entry) => entry.id === pointed) ?? all[0];
  const optionId = (entry: Entry): string => `${id}-${entry.id}`;

  const choose = (entry: Entry): void => {
    if (session !== undefined) keepRecent(session.person, entry.id);
    onClose();
    entry.choose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is still being put together with an input method is no choice.
    if (event.nativeEvent.isComposing) return;
    const step = steps[event.key];
    if (step !== undefined && chosen !== undefined) {
      event.preventDefault();
      setPointed(all.at((all.indexOf(chosen) + step) % all.length)?.id);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Whoever is faster than the list means what they typed.
      const meant = sought === typed ? chosen : find(entries, typed, recent)[0]?.entries[0];
      if (meant !== undefined) choose(meant);
    }
  };
  return (
    <>
      <Group className={classes['head'] ?? ''} wrap="nowrap" gap="xs">
        <TextInput
          ref={field}
          flex={1}
          variant="unstyled"
          size="md"
          leftSection={<IconSearch size={18} aria-hidden />}
          placeholder={
            incident === undefined ? 'An incident, a page, what to do' : 'Incident, evidence, page, what to do'
          }
          aria-label="Search and commands"
          data-autofocus
          // Not kept by the browser for the next time: it may name what nobody else is to know of.
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={all.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen === undefined ? undefined : optionId(chosen)}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setPointed(undefined);
          }}
          onKeyDown={onKeyDown}
        />
        <CloseButton aria-label="Close" onClick={onClose} />
      </Group>
      <VisuallyHidden role="status">{countOf(all.length, isWaiting)}</VisuallyHidden>
      <Results
        id={`${id}-list`}
        found={found}
        chosen={chosen}
        optionId={optionId}
        onPoint={({ id: at }) => setPointed(at)}
        onChoose={choose}
      />
      {all.length === 0 && !isWaiting && (
        <Text c="dimmed" p="lg" ta="center">
          Nothing fits. Try another word of the title, or the code name.
        </Text>
      )}
      {error !== null && (
        <Text c="dimmed" size="sm" px="md" py="xs">
          Not all could be fetched: {problemOf(error).title.toLowerCase()}. What is shown here still works.
        </Text>
      )}
      <Group className={classes['foot'] ?? ''} gap="md" justify="space-between">
        <Text size="xs" c="dimmed">
          {isWaiting
            ? 'Fetching what is looked through…'
            : newest !== undefined
              ? `Of the evidence the newest ${figure(newest)} are looked through. What you type stays in this browser.`
              : 'What you type stays in this browser.'}
        </Text>
        <Group gap="md" visibleFrom="sm" aria-hidden>
          <Hint keys={['↑', '↓']}>choose</Hint>
          <Hint keys={['Enter']}>open</Hint>
          <Hint keys={['Esc']}>close</Hint>
        </Group>
      </Group>
    </>
  );
}

function countOf(count: number, isWaiting: boolean): string {
  if (isWaiting) return 'Fetching what is looked through';
  return count === 0 ? 'Nothing fits' : count === 1 ? '1 result' : `${count} results`;
}

function Hint({ keys, children }: { readonly keys: readonly string[]; readonly children: string }) {
  return (
    <Text size="xs" c="dimmed">
      {keys.map((key) => (
        <Kbd key={key} size="xs" mr={4}>
          {key}
        </Kbd>
      ))}
      {children}
    </Text>
  );
}
