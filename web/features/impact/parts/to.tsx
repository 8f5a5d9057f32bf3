import { Anchor } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { FileSearch, PersonSearch } from '../search.ts';
import type { Impact } from '../../../ui/impact-words.ts';

interface InText {
  /** Among other words, where colour alone would not set it apart. */
  readonly isInText?: boolean;
}

interface ToFilesProps extends FileSearch, InText {
  readonly children: ReactNode;
}

/** Leads to the files that a figure counts. */
export function ToFiles({ children, isInText = false, ...search }: ToFilesProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  return (
    <Anchor
      inherit
      underline={isInText ? 'always' : 'hover'}
      renderRoot={(props) => (
        <Link to="/incidents/$incident/impact/files" params={{ incident }} search={search} {...props} />
      )}
    >
      {children}
    </Anchor>
  );
}

interface ToPersonsProps extends PersonSearch, InText {
  /** Whoever works with sums alone has nowhere to go. */
  readonly isOpen: boolean;
  readonly children: ReactNode;
}

/** Leads to the persons that a figure counts. */
export function ToPersons({ children, isOpen, isInText = false, ...search }: ToPersonsProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  if (!isOpen) return <>{children}</>;
  return (
    <Anchor
      inherit
      underline={isInText ? 'always' : 'hover'}
      renderRoot={(props) => (
        <Link to="/incidents/$incident/impact/persons" params={{ incident }} search={search} {...props} />
      )}
    >
      {children}
    </Anchor>
  );
}

interface ToDoubtsProps {
  readonly count: string;
  readonly children: ReactNode;
}

/** Leads, among other words, to the pairs that may be one person or two. */
export function ToDoubts({ count, children }: ToDoubtsProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  return (
    <Anchor
      inherit
      underline="always"
      renderRoot={(props) => (
        <Link to="/incidents/$incident/impact/doubts" params={{ incident }} search={{ count }} {...props} />
      )}
    >
      {children}
    </Anchor>
  );
}

interface ToEvidenceProps extends InText {
  /** How much of the items was searched. */
  readonly searched?: keyof Impact['items'];
  /** The item that is opened beside the list, and the file of it whose text is shown, masked. */
  readonly item?: string;
  readonly file?: number;
  readonly children: ReactNode;
}

/** Leads to what was handed in. */
export function ToEvidence({ children, isInText = false, ...search }: ToEvidenceProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  return (
    <Anchor
      inherit
      underline={isInText ? 'always' : 'hover'}
      renderRoot={(props) => (
        <Link to="/incidents/$incident/evidence" params={{ incident }} search={search} {...props} />
      )}
    >
      {children}
    </Anchor>
  );
}
