import { Stack, Text } from '@mantine/core';
import { counted } from '../../ui/figures.ts';
import { dayInWords } from '../../ui/months/day-words.ts';
import { Months } from '../../ui/months/months.tsx';
import { Section } from '../../ui/section.tsx';
import { DatedFiles } from '../impact/dates/dated-files.tsx';
import classes from './first-hour.module.css';
import type { FirstHourAnswer } from './words.ts';

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
            <DatedFiles files={files} inFiles={inFiles} incident={incident} />
          </Stack>
        )}
      </Section>
    </div>
  );
}
