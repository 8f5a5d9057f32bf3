import type { Doubt, LabelledPerson, Labels, PersonLabel, PersonResult } from '#inspect';
import type { FileNumbers } from '#server/inspection';
import { csvLine } from './output/csv.ts';
import { openOutput } from './output-file.ts';

/** More than anybody looks at; the most telling come first. */
const most = 10_000;

const columns = [
  'decision',
  'why',
  'person',
  'name',
  'contact',
  'file',
  'start',
  'other person',
  'other name',
  'other contact',
  'other file',
  'other start',
];

/** Doubts of a result, gathered before its persons are gone through. */
export interface OpenDoubts {
  readonly total: number;
  readonly listed: readonly Doubt[];
  /** To be told of each person that has a label. */
  see(person: LabelledPerson): void;
  /** Names of persons, or of their two records. */
  write(path: string, labels: Labels, files: FileNumbers): Promise<void>;
}

export async function openDoubts(result: PersonResult): Promise<OpenDoubts> {
  const { total, listed } = await result.doubts(most);
  const wanted = new Set(listed.flatMap(({ persons }) => persons));
  const seen = new Map<number, LabelledPerson>();
  return {
    total,
    listed,
    see(person) {
      if (wanted.has(person.person)) seen.set(person.person, person);
    },
    write: (path, labels, files) => write(path, listed, seen, labels, files),
  };
}

/** Writes a list that can be given back with decisions in it (rulings.ts), readable by its owner alone. */
async function write(
  path: string,
  doubts: readonly Doubt[],
  seen: ReadonlyMap<number, LabelledPerson>,
  labels: Labels,
  files: FileNumbers,
): Promise<void> {
  const output = openOutput(path);
  try {
    const put = doubts.filter(({ persons: [one, two] }) => one === two);
    const own = await labels.of(new Set(put.flatMap(({ records }) => records)));
    output.write(csvLine(columns));
    for (const { why, persons, places, records } of doubts) {
      const isOne = persons[0] === persons[1];
      const sides = ([0, 1] as const).flatMap((side) => {
        const label: Pick<PersonLabel, 'name' | 'contact'> | undefined = isOne
          ? own.get(records[side])
          : seen.get(persons[side]);
        const { file, start } = places[side];
        return [String(persons[side]), label?.name ?? '', label?.contact ?? '', files.pathOf(file), String(start)];
      });
      output.write(csvLine(['', why, ...sides]));
    }
  } finally {
    output.close();
  }
}
