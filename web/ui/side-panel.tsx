import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './side-panel.module.css';

interface SidePanelProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What is shown once is not to be lost by a click beside it. @default false */
  readonly isHeld?: boolean;
  readonly children: ReactNode;
}

/** Detail beside the page; on a narrow screen over it. What is in it is made when it opens, and gone when it closes. */
export function SidePanel({ title, isOpen, onClose, isHeld = false, children }: SidePanelProps) {
  return (
    // Locking the scroll writes a style element that the policy of the page refuses.
    <Drawer.Root
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={520}
      lockScroll={false}
      closeOnClickOutside={!isHeld}
      // A class of Drawer.Content would be on what lies around the panel as well, and paint over the whole page.
      classNames={{ content: classes['panel'] ?? '' }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: a second header of the page would be one landmark too many. */}
        <div className={classes['head']}>
          <Drawer.Title className={classes['title']}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label="Close" />
        </div>
        <Drawer.Body px="lg" pb="xl">
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
