import { Stack, Text } from '@mantine/core';
import { counted, percent, size } from '../../../ui/figures.ts';
import { Section } from '../../../ui/section.tsx';
import { StackBar, type Part } from '../parts/stack-bar.tsx';
import { ToEvidence, ToFiles } from '../parts/to.tsx';
import { statuses, type Impact } from '../../../ui/impact-words.ts';
import { Inspections } from './inspections.tsx';
import { Reasons } from './reasons.tsx';
import { RulesOff } from './rules-off.tsx';

const searched: readonly (Omit<Part, 'id' | 'count' | 'label'> & {
  readonly id: keyof Impact['items'];
  readonly label: string;
})[] = [
  { id: 'whole', label: 'searched to the end', certainty: 'known' },
  {
    id: 'sample',
    label: 'searched in part',
    hint: 'a sample so far, or until the inspection ended early',
    certainty: 'partial',
  },
  { id: 'waiting', label: 'waiting', hint: 'nothing is known of it yet', certainty: 'unknown' },
  { id: 'uploading', label: 'on the way', hint: 'the upload is not complete', certainty: 'unknown' },
  { id: 'notSearched', label: 'not searched', hint: 'its inspection failed or was stopped', certainty: 'missing' },
  { id: 'sealedOff', label: 'sealed off', hint: 'not inspected, by decision', certainty: 'unknown' },
];
const read: readonly { readonly id: keyof Impact['files']; readonly certainty: Part['certainty'] }[] = [
  { id: 'inspected', certainty: 'known' },
  { id: 'partial', certainty: 'partial' },
  { id: 'unreadable', certainty: 'missing' },
  { id: 'reading', certainty: 'unknown' },
];

/** Is it all searched? What was not, why, and how far the rest is. */
export function Searched({ impact }: { readonly impact: Impact }) {
  return (
    <Section title="Is it all searched?" lead={summaryOf(impact)}>
      <Stack gap="lg">
        <div>
          <Text size="sm" fw={600} mb={6}>
            <ToEvidence>Evidence</ToEvidence>
          </Text>
          <StackBar
            label="Evidence by how much of it was searched"
            parts={searched.map(({ id, label, ...part }) => ({
              ...part,
              id,
              count: impact.items[id],
              label: (
                <ToEvidence isInText searched={id}>
                  {label}
                </ToEvidence>
              ),
            }))}
          />
        </div>
        {Object.values(impact.files).some((count) => count > 0) && (
          <div>
            <Text size="sm" fw={600} mb={6}>
              <ToFiles>Files, those inside of others included</ToFiles>
            </Text>
            <StackBar
              label="Files by how far they were read"
              parts={read.map(({ id, certainty }) => ({
                id,
                certainty,
                count: impact.files[id],
                hint: statuses[id].hint.toLowerCase(),
                label: (
                  <ToFiles isInText status={id}>
                    {statuses[id].label.toLowerCase()}
                  </ToFiles>
                ),
              }))}
            />
          </div>
        )}
        <Reasons reasons={impact.reasons} />
        <RulesOff />
        <Inspections />
      </Stack>
    </Section>
  );
}

function summaryOf({ items, files, searchedInWhole, rulesOff, bytes, bytesRead }: Impact): string {
  const all = Object.values(items).reduce((sum, count) => sum + count, 0);
  if (searchedInWhole) {
    return `Yes: ${counted(all, 'item')} with ${counted(files.inspected, 'file')}, ${size(bytes)}, all read to the end.`;
  }
  const missing = [
    files.unreadable > 0 && `${counted(files.unreadable, 'file')} could not be read`,
    files.partial > 0 && `${counted(files.partial, 'file')} were read in part`,
    items.sample + items.waiting + items.uploading > 0 &&
      `${counted(items.sample + items.waiting + items.uploading, 'item')} not done yet`,
    items.notSearched > 0 && `${counted(items.notSearched, 'item')} not searched`,
    items.sealedOff > 0 && `${counted(items.sealedOff, 'item')} sealed off`,
    rulesOff.length > 0 && `inspected without ${counted(rulesOff.length, 'rule')}`,
  ].filter((one) => one !== false);
  const done = bytes > 0 ? ` ${percent(bytesRead, bytes)} of ${size(bytes)} read.` : '';
  return `Not all: ${missing.join('; ')}.${done} What is not read may hold more than what is counted below.`;
}
