import type { PersonLabel, Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put40, u40 } from './bytes.ts';
import { createLabelLog } from './label-log.ts';
import type { LabelLog, NumberedLabel } from './label-log.ts';
import { createLabelTexts } from './label-texts.ts';
import type { LabelTexts, LabelledPerson } from './label-texts.ts';
import type { PersonRecord } from './output.ts';
import type { PersonSpill } from './spill.ts';

export type { LabelledPerson } from './label-texts.ts';

/** Names and contacts of persons: gathered by record while files are read, joined to persons afterwards. */
export interface Labels {
  /** Labels of records `first`, `first + 1` … Numbers must grow from call to call. */
  add(first: number, labels: readonly PersonLabel[]): Promise<void>;
  /** The best name and the best contact of each person that has one, in order of persons. Once. */
  join(records: AsyncIterable<PersonRecord>): AsyncGenerator<LabelledPerson>;
  /** Labels of some records, by their numbers: few enough to be held in memory. */
  of(records: ReadonlySet<number>): Promise<ReadonlyMap<number, PersonLabel>>;
  close(): Promise<void>;
}

/** Record 5, person 5. */
const ownerBytes = 10;
/** Person 5, part 1, 255 minus the rank 1, record 5. */
const rankedBytes = 12;
/** Record 5, part 1, person 5. */
const chosenBytes = 11;
const parts = { name: 0, contact: 1 } as const;

/**
 * Labels on disk, in memory that does not grow with their number: everything is joined by sorting. What is on disk is
 * sealed under a key that lives in memory only.
 */
export function createLabels({ spill }: { readonly spill: PersonSpill }): Labels {
  const log = createLabelLog(spill.log());
  return {
    add: (first, labels) => log.add(first, labels),
    join: (records) => join(spill, log, records),
    of: (records) => some(log, records),
    close: () => log.close(),
  };
}

async function some(log: LabelLog, records: ReadonlySet<number>): Promise<ReadonlyMap<number, PersonLabel>> {
  const labels = new Map<number, PersonLabel>();
  if (records.size === 0) return labels;
  for await (const batch of log.read()) {
    for (const label of batch) if (records.has(label.record)) labels.set(label.record, label);
  }
  return labels;
}

async function* join(
  spill: SpillStore,
  log: LabelLog,
  records: AsyncIterable<PersonRecord>,
): AsyncGenerator<LabelledPerson> {
  const owners = spill.sorter(ownerBytes, 5);
  const ranked = spill.sorter(rankedBytes, rankedBytes);
  const chosen = spill.sorter(chosenBytes, 6);
  const texts = createLabelTexts(spill);
  try {
    await sortOwners(records, owners);
    await rank(owners, log, ranked);
    await owners.close();
    await choose(ranked, chosen);
    await ranked.close();
    await fetchTexts(chosen, log, texts);
    await chosen.close();
    yield* texts.byPerson();
  } finally {
    for (const sorter of [owners, ranked, chosen, texts]) await sorter.close();
  }
}

async function sortOwners(records: AsyncIterable<PersonRecord>, owners: Sorter): Promise<void> {
  const rows = new Rows(owners, ownerBytes);
  for await (const { record, person } of records) {
    const at = rows.room();
    put40(rows.bytes, at, record);
    put40(rows.bytes, at + 5, person);
    if (rows.full()) await rows.flush();
  }
  await rows.flush();
}

/** What each record could give its person. */
async function rank(owners: Sorter, log: LabelLog, ranked: Sorter): Promise<void> {
  const rows = new Rows(ranked, rankedBytes);
  const put = (person: number, part: number, rank: number, record: number): void => {
    if (rank === 0) return;
    const at = rows.room();
    put40(rows.bytes, at, person);
    rows.bytes[at + 5] = part;
    rows.bytes[at + 6] = 255 - rank;
    put40(rows.bytes, at + 7, record);
  };
  const labelOf = findLabels(log);
  for await (const batch of owners.sorted()) {
    for (let at = 0; at < batch.length; at += ownerBytes) {
      const [record, person] = [u40(batch, at), u40(batch, at + 5)];
      const label = await labelOf(record);
      if (label === undefined) continue;
      put(person, parts.name, label.nameRank, record);
      put(person, parts.contact, label.contactRank, record);
      if (rows.full()) await rows.flush();
    }
  }
  await rows.flush();
}

/** The record that says most of each person, of name and contact apart; the earliest of equals. */
async function choose(ranked: Sorter, chosen: Sorter): Promise<void> {
  const rows = new Rows(chosen, chosenBytes);
  let open = -1;
  for await (const batch of ranked.sorted()) {
    for (let at = 0; at < batch.length; at += rankedBytes) {
      const [person, part] = [u40(batch, at), batch[at + 5] ?? 0];
      if (person * 2 + part === open) continue;
      open = person * 2 + part;
      const to = rows.room();
      put40(rows.bytes, to, u40(batch, at + 7));
      rows.bytes[to + 5] = part;
      put40(rows.bytes, to + 6, person);
      if (rows.full()) await rows.flush();
    }
  }
  await rows.flush();
}

/** Finds labels by records that are asked for in order; equal ones may follow each other. */
function findLabels(log: LabelLog): (record: number) => Promise<NumberedLabel | undefined> {
  const batches = log.read();
  let batch: readonly NumberedLabel[] = [];
  let at = 0;
  return async (record) => {
    for (;;) {
      for (; at < batch.length; at += 1) {
        const label = batch[at];
        if (label !== undefined && label.record >= record) return label.record === record ? label : undefined;
      }
      const next = await batches.next();
      if (next.done === true) return undefined;
      batch = next.value;
      at = 0;
    }
  };
}

async function fetchTexts(chosen: Sorter, log: LabelLog, texts: LabelTexts): Promise<void> {
  const labelOf = findLabels(log);
  for await (const batch of chosen.sorted()) {
    for (let at = 0; at < batch.length; at += chosenBytes) {
      const [record, part] = [u40(batch, at), batch[at + 5] ?? 0];
      const label = await labelOf(record);
      if (label === undefined) continue;
      await texts.put(u40(batch, at + 6), part, part === parts.name ? label.name : label.contact);
    }
  }
  await texts.flush();
}
