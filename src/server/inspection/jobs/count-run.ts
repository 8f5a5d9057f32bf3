import { tmpdir } from 'node:os';
import { createLabels, createPersons, type Doubt, type Labels, type PersonResult, type RecordPlace } from '#inspect';
import { type Element, elements } from '#inspect';
import { openSpill, openThread } from '#platform';
import { CofferdamError, codeOf, fail } from '#platform/errors';
import { transactJob } from '#platform/db';
import type { Job } from '#platform/jobs';
import { type DataKey, keyedHash } from '#platform/vault';
import { impact, incidentKey } from '#respond';
import { rosterRecords } from '../roster-records.ts';
import { type InspectionParts, personsDomain } from './inspection-parts.ts';
import { isPassing } from './passing.ts';
import { unpackPersons } from './person-pack.ts';

/**
 * Counts the persons of an incident anew, over all that its runs have shown, in each place of it. On disk are keyed
 * hashes, and labels sealed with a key that only this process has.
 */
export async function countRun(
  parts: InspectionParts,
  { incident }: { readonly incident: string },
  job: Job,
): Promise<void> {
  const { desk } = parts;
  try {
    const key = await transactJob(desk.pool, { incident }, (client) => incidentKey(client, desk.master, incident));
    for (const place of await impact.countPlaces(desk, incident)) {
      await countPlace(parts, key, place, job);
    }
  } catch (error) {
    job.signal.throwIfAborted();
    // Who was faster has counted what he saw, which may be less: this is done again.
    if (codeOf(error) === 'internal' && isPassing(error)) throw new CofferdamError('database-gone', '', error);
    throw error;
  }
}

async function countPlace(
  { desk, roster }: InspectionParts,
  key: DataKey,
  place: impact.CountPlace,
  { signal, isSuperseded }: Job,
): Promise<void> {
  const version = await impact.countVersion(desk, place);
  const held = await impact.rulingsFor(desk, place);
  const rulings = held.map(({ same, one, two }) => ({ same, one: placeOf(one), two: placeOf(two) }));
  const spill = await openSpill({ folder: tmpdir() });
  const persons = await createPersons({ spill, lists: true, rulings, openThread });
  const labels = createLabels({ spill });
  try {
    const list = await roster?.(place.incident);
    if (list !== undefined) {
      const personKey = keyedHash(key, 'inspection', Buffer.from(personsDomain));
      for await (const records of rosterRecords(list, personKey, today(desk.now()))) await persons.add(records);
    }
    for (const run of place.runs) {
      for await (const batch of impact.personBatches(desk, key, place.incident, run)) {
        signal.throwIfAborted();
        const unpacked = unpackPersons(batch);
        const first = persons.size;
        await Promise.all([persons.add(unpacked.records), labels.add(first, unpacked.labels)]);
      }
    }
    signal.throwIfAborted();
    if (await isSuperseded()) return;
    const result = await persons.finish();
    signal.throwIfAborted();
    if (await isSuperseded()) return;
    const summed = sums();
    const found = await result.doubts(impact.mostDoubts);
    await impact.writeCount(desk, key, {
      place,
      version,
      certain: result.certain,
      possible: result.possible,
      subjects: subjectsOf(result, labels, summed.add),
      summary: () => summed.summary,
      doubts: async () => ({ total: found.total, listed: await pairsOf(found.listed, labels) }),
      rulings: held.map(({ id }) => id),
      unfound: result.unfound.map((at) => held[at]?.id ?? fail('internal', 'rulings')),
    });
  } finally {
    await persons.close();
    await labels.close();
    await spill.close();
  }
}

const placeOf = ([file, start]: readonly [number, number]): RecordPlace => ({ file, start });

/** Two records that were put together are shown as each of them names the person. */
async function pairsOf(doubts: readonly Doubt[], labels: Labels): Promise<impact.DoubtfulPair[]> {
  const isOne = ({ persons: [one, two] }: Doubt): boolean => one === two;
  const own = await labels.of(new Set(doubts.filter(isOne).flatMap(({ records }) => records)));
  const labelOf = (record: number) => [own.get(record)?.name ?? '', own.get(record)?.contact ?? ''] as const;
  return doubts.map((doubt) => {
    const { why, persons, places, records } = doubt;
    const [one, two] = places;
    return {
      why,
      persons,
      places: [
        [one.file, one.start],
        [two.file, two.start],
      ],
      labels: isOne(doubt) ? [labelOf(records[0]), labelOf(records[1])] : null,
    };
  });
}

const today = (now: number): string => new Date(now).toISOString().slice(0, 10);
const bitOf = new Map<Element, number>(elements.map((element, index) => [element, 2 ** index]));

/** Persons with their labels: both come in order of persons. */
async function* subjectsOf(
  result: PersonResult,
  labels: Labels,
  seen: (subject: impact.CountedSubject, elements: readonly Element[]) => void,
): AsyncGenerator<impact.CountedSubject> {
  const labelled = labels.join(result.records());
  let next = await labelled.next();
  try {
    for await (const { person: number, elements: has, first, ...person } of result.persons()) {
      while (next.done !== true && next.value.person < number) next = await labelled.next();
      const own = next.done !== true && next.value.person === number ? next.value : undefined;
      const subject: impact.CountedSubject = {
        ...person,
        number,
        elements: has.reduce((bits, element) => bits | (bitOf.get(element) ?? 0), 0),
        mark: first.file,
        span: first.span,
        name: own?.name ?? '',
        contact: own?.contact ?? '',
      };
      seen(subject, has);
      yield subject;
    }
  } finally {
    await labelled.return(undefined);
  }
}

function sums() {
  const relations: Record<string, number> = {};
  const countries: Record<string, number> = {};
  const byElement: Record<string, number> = {};
  let minors = 0;
  const add = (counts: Record<string, number>, name: string): void => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  return {
    add({ relation, country = '', minor }: impact.CountedSubject, has: readonly Element[]): void {
      add(relations, relation);
      add(countries, country);
      for (const element of has) add(byElement, element);
      if (minor === true) minors += 1;
    },
    get summary(): impact.SubjectSummary {
      return { relations, countries, elements: byElement, minors };
    },
  };
}
