import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Finder } from './finder.tsx';
import classes from './search.module.css';

interface SearchProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The incident that is open. */
  readonly incident: string | undefined;
  readonly onLeave: () => void;
}

/** Where to, what to do: one field above the page, on a narrow screen in place of it. */
export function Search({ isOpen, onClose, incident, onLeave }: SearchProps) {
  const isNarrow = useMediaQuery('(max-width: 40em)');
  return (
    // Locking the scroll writes a style element that the policy of the page refuses.
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size="min(40rem, 100%)"
      yOffset="10vh"
      fullScreen={isNarrow}
      lockScroll={false}
      // A class of Modal.Content would be on what lies around it as well, and paint over the whole page.
      classNames={{ content: classes['content'] ?? '', body: classes['body'] ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search and commands">
        <Modal.Body p={0}>
          <Finder incident={incident} onLeave={onLeave} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
