import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { counted, figure } from '../../ui/figures.ts';
import { plainPath } from '../../ui/plain-path.ts';
import { Section } from '../../ui/section.tsx';
import { ItemName } from '../impact/parts/item-name.tsx';
import classes from './first-hour.module.css';
import { Months } from './months.tsx';
import { dayInWords, type FirstHourAnswer, placeOf } from './words.ts';

interface WhenWrittenProps {
  readonly dated: FirstHourAnswer['dated'];
  readonly incident: string;
}

/** When what is in the data was written, as a picture, and the files with the newest of it. */
export function WhenWritten({ dated, incident }: WhenWrittenProps) {
  if (dated === null) return null;
  const { kind, count, months, newest, files, inFiles } = dated;
  const what =
    kind === 'events'
      ? 'orders, sign-ins, lines of logs and the like'
      : 'when documents and files were created and changed';
  return (
    <div className={classes['notPrinted']}>
      <Section
        title="When was it written?"
        lead={`${counted(count, 'date')} in it: ${what}. Dates of birth, of expiry and of plans do not count.`}
      >
        <Months months={months} newest={newest?.day} later={newest?.later ?? []} />
        {newest !== null && newest.unsure !== null && (
          <Text size="sm">
            {counted(newest.unsure.count, 'date')} up to {newest.unsure.upTo} may be newer: nothing tells which figure
            of them is the month.
          </Text>
        )}
        {newest !== null && files.length > 0 && (
          <Stack gap={4}>
            <Text fw={550}>
              {dayInWords(newest.day)} stands in {counted(inFiles, 'file')}
            </Text>
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
          </Stack>
        )}
      </Section>
    </div>
  );
}
