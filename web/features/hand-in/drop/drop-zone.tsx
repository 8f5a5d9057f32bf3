import { Button, FileButton, Group, Text } from '@mantine/core';
import { IconFile, IconFolder } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import classes from './drop-zone.module.css';
import { type Chosen, readChosen, readDropped } from './dropped.ts';

interface DropZoneProps {
  readonly onChosen: (chosen: readonly Chosen[]) => void;
  /** What was dropped could not be read. */
  readonly onFault: (error: unknown) => void;
}

/** Takes files and folders: dropped, or chosen by buttons. */
export function DropZone({ onChosen, onFault }: DropZoneProps) {
  const [isOver, setOver] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    readDropped(event.dataTransfer.items).then(onChosen, onFault);
  };
  const over = (event: DragEvent): void => {
    event.preventDefault();
    setOver(true);
  };
  return (
    // The buttons in it do the same by keyboard.
    <div
      className={classes['zone']}
      data-over={isOver}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Text fw={500}>Drop files or folders here</Text>
      <Group gap="xs" justify="center">
        <FileButton multiple onChange={(files) => onChosen(files.map((file) => ({ file, path: file.name })))}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFile size={16} aria-hidden />}>
              Choose files
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconFolder size={16} aria-hidden />}
          onClick={() => folder.current?.click()}
        >
          Choose a folder
        </Button>
        <input
          ref={folder}
          type="file"
          hidden
          multiple
          aria-label="A folder"
          {...{ webkitdirectory: '' }}
          onChange={({ currentTarget }) => {
            onChosen(readChosen(currentTarget.files ?? new DataTransfer().files));
            currentTarget.value = '';
          }}
        />
      </Group>
      <Text size="sm" c="dimmed">
        Any number, any size. They are sealed as they arrive and never changed.
      </Text>
    </div>
  );
}
