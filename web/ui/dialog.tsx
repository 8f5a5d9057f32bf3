import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './side-panel.module.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** As CSS has it. @default 32rem, or the page where that is narrower */
  readonly size?: string;
  readonly children: ReactNode;
}

/** A decision, or what needs all of the attention. What is in it is made when it opens, and gone when it closes. */
export function Dialog({ title, isOpen, onClose, size = 'min(32rem, 100%)', children }: DialogProps) {
  return (
    // Locking the scroll writes a style element that the policy of the page refuses.
    <Modal.Root opened={isOpen} onClose={onClose} size={size} centered lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: a second header of the page would be one landmark too many. */}
        <div className={classes['head']}>
          <Modal.Title className={classes['title']}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body px="lg" pb="lg">
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
