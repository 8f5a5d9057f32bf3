import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useRef } from 'react';
import { Finder } from './finder.tsx';
import classes from './search.module.css';

interface SearchProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Called when the field can be typed into; gives what was typed before. */
  readonly onReady: () => string;
  /** The incident that is open. */
  readonly incident: string | undefined;
  readonly onLeave: () => void;
}

/** Where to, what to do: one field above the page, on a narrow screen in place of it. */
export function Search({ isOpen, onClose, onReady, incident, onLeave }: SearchProps) {
  const isNarrow = useMediaQuery('(max-width: 40em)');
  // The field takes the focus before a dialog would have seen where that was.
  const before = useRef<Element>(null);
  const close = (): void => {
    onClose();
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const ready = useCallback(
    (field: HTMLInputElement): string => {
      before.current = document.activeElement;
      field.focus();
      return onReady();
    },
    [onReady],
  );
  return (
    // Locking the scroll writes a style element that the policy of the page refuses.
    <Modal.Root
      opened={isOpen}
      onClose={close}
      returnFocus={false}
      size="min(40rem, 100%)"
      yOffset="10vh"
      fullScreen={isNarrow}
      lockScroll={false}
      // A class of Modal.Content would be on what lies around it as well, and paint over the whole page.
      classNames={{ content: classes['content'] ?? '', body: classes['body'] ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content data-search aria-label="Search and commands">
        <Modal.Body p={0}>
          <Finder isOpen={isOpen} incident={incident} onReady={ready} onLeave={onLeave} onClose={close} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
