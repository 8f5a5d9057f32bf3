import type { FileNumbers } from '#server/inspection';
import type { LabelledPerson, Labels, PersonResult } from '#inspect';
import { csvLine } from './output/csv.ts';
import { openOutput } from './output-file.ts';

const columns = [
  'person',
  'name',
  'contact',
  'relation',
  'standing',
  'country',
  'minor',
  'records',
  'files',
  'elements',
  'first file',
  'first start',
  'first end',
];

/**
 * Writes the list of persons, one a line, readable by its owner alone. Name and contact are what the labels hold:
 * masked or not. Fails with `output-failed` or `disk-full`.
 *
 * @param path undefined where nobody asked for the list, and only `see` is told
 * @param files paths by their numbers in the run
 * @param see told of each person that has a label
 */
export async function writePersons(
  path: string | undefined,
  result: PersonResult,
  labels: Labels,
  files: FileNumbers,
  see: (person: LabelledPerson) => void = () => undefined,
): Promise<void> {
  const output = path === undefined ? undefined : openOutput(path);
  try {
    output?.write(csvLine(columns));
    const labelled = labels.join(result.records());
    let next = await labelled.next();
    for await (const one of result.persons()) {
      while (next.done !== true && next.value.person < one.person) next = await labelled.next();
      const label: LabelledPerson | undefined =
        next.done !== true && next.value.person === one.person ? next.value : undefined;
      if (label !== undefined) see(label);
      output?.write(
        csvLine([
          String(one.person),
          label?.name ?? '',
          label?.contact ?? '',
          one.relation,
          one.standing ?? '',
          one.country ?? '',
          one.minor === undefined ? '' : one.minor ? 'yes' : 'no',
          String(one.records),
          String(one.files),
          one.elements.join(' '),
          files.pathOf(one.first.file),
          String(one.first.span.start),
          String(one.first.span.end),
        ]),
      );
    }
    await labelled.return(undefined);
  } finally {
    output?.close();
  }
}
