import { fail } from '#platform/errors';
import { fromEarlierRecords, type PersonLabel } from '#inspect';

type Tuple = readonly [name: string, nameRank: number, contact: string, contactRank: number];

/** The form of records, in the highest bit of the length: without it their head is the shorter one of before. */
const isOfToday = 2 ** 31;

/** Records of persons and what they are known by, as one piece to be sealed: length 4, records, labels as JSON. */
export function packPersons(records: readonly Uint8Array[], labels: readonly PersonLabel[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(isOfToday + records.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const tuples = labels.map(
    ({ name, nameRank, contact, contactRank }): Tuple => [name, nameRank, contact, contactRank],
  );
  return Buffer.concat([length, ...records, Buffer.from(JSON.stringify(tuples))]);
}

/** Gives one label for each record, in order. */
export function unpackPersons(bytes: Buffer): { readonly records: Buffer; readonly labels: PersonLabel[] } {
  if (bytes.length < 4) fail('sealed-broken', 'person_batch');
  const length = bytes.readUInt32BE();
  const end = 4 + (length % isOfToday);
  const records = bytes.subarray(4, end);
  const tuples = JSON.parse(bytes.toString('utf8', end)) as readonly Tuple[];
  return {
    records: length >= isOfToday ? records : Buffer.from(fromEarlierRecords(records)),
    labels: tuples.map(([name, nameRank, contact, contactRank]) => ({ name, nameRank, contact, contactRank })),
  };
}
