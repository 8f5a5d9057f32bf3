import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { counted, figure } from '../../../ui/figures.ts';
import { plainPath } from '../../../ui/plain-path.ts';
import { ItemName } from '../parts/item-name.tsx';
import classes from './dated-files.module.css';
import { type DatedFile, placeOf } from './said.ts';

interface DatedFilesProps {
  readonly files: readonly DatedFile[];
  /** How many there are in all. */
  readonly inFiles: number;
  readonly incident: string;
}

/** The files in which a day stands, each with the way to the place in it. */
export function DatedFiles({ files, inFiles, incident }: DatedFilesProps) {
  return (
    <>
      <ul className={classes['list']}>
        {files.map((file) => (
          <li key={`${file.evidence}.${file.number}`}>
            <Anchor
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/incidents/$incident/impact/files"
                  params={{ incident }}
                  search={{
                    open: `${file.evidence}.${file.number}`,
                    ...(file.span !== null &&
                      file.span.end > file.span.start && { at: `${file.span.start}-${file.span.end}` }),
                  }}
                />
              )}
            >
              <ItemName id={file.evidence} />
            </Anchor>
            {file.path !== '' && (
              <Text size="xs" c="dimmed" ff="monospace">
                {plainPath(file.path)}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {figure(file.count)} of that day{placeOf(file)}
            </Text>
          </li>
        ))}
      </ul>
      {inFiles > files.length && (
        <Text size="xs" c="dimmed">
          And in {counted(inFiles - files.length, 'other file')}, with fewer.
        </Text>
      )}
    </>
  );
}
