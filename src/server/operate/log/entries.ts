import type { ClientBase } from 'pg';
import { readCanonical, type Entry, type Sealed, type SignedCheckpoint } from '#platform/audit';
import { fail } from '#platform/errors';

/** Runs something in a transaction of one who may read the whole log. */
export type Within = <T>(act: (client: ClientBase) => Promise<T>) => Promise<T>;

type Item = Sealed | SignedCheckpoint;

/** Some 300 KB. */
const batchEntries = 500;

/**
 * The log up to its entry `last`, in the order of an export: each entry of an incident directly before its link, each
 * checkpoint directly before the entry that tells of it. In batches, each in a transaction of its own, so that whoever
 * reads slowly holds no connection: what was written is never changed, so they are all of one log.
 */
export async function* readLog(within: Within, last: number): AsyncGenerator<Item> {
  for (let after = 0; after < last; ) {
    const { items, reached } = await within((client) => readBatch(client, after, last));
    yield* items;
    if (reached === undefined) return;
    after = reached;
  }
}

interface Row {
  readonly chain: string;
  readonly seq: string;
  readonly body: string;
  readonly hash: string;
}

async function readBatch(
  client: ClientBase,
  after: number,
  last: number,
): Promise<{ readonly items: Item[]; readonly reached: number | undefined }> {
  const { rows } = await client.query<Row>(
    `select chain, seq, body, hash from cofferdam.log_entry
     where chain = 'log' and seq > $1 and seq <= $2 order by seq limit $3`,
    [after, last, batchEntries],
  );
  const entries = rows.map(sealedOf);
  const linked = await readLinked(client, entries);
  const checkpoints = await readCheckpoints(client, entries);
  const items = entries.flatMap((one): Item[] => {
    const { act, seq } = one.entry;
    const before =
      act.type === 'chain-linked'
        ? linked.get(placeOf(act.chain, act.seq))
        : act.type === 'checkpoint-signed'
          ? checkpoints.get(seq - 1)
          : undefined;
    return before === undefined ? [one] : [before, one];
  });
  return { items, reached: entries.at(-1)?.entry.seq };
}

const placeOf = (chain: string, seq: number): string => `${chain} ${seq}`;

async function readLinked(client: ClientBase, entries: readonly Sealed[]): Promise<ReadonlyMap<string, Sealed>> {
  const links = entries.flatMap(({ entry: { act } }) => (act.type === 'chain-linked' ? [act] : []));
  if (links.length === 0) return new Map();
  const { rows } = await client.query<Row>(
    `select e.chain, e.seq, e.body, e.hash from unnest($1::text[], $2::bigint[]) as l (chain, seq)
     join cofferdam.log_entry e on e.chain = l.chain and e.seq = l.seq`,
    [links.map(({ chain }) => chain), links.map(({ seq }) => seq)],
  );
  return new Map(rows.map((row) => [placeOf(row.chain, Number(row.seq)), sealedOf(row)]));
}

/** By the entry that they sign. */
async function readCheckpoints(
  client: ClientBase,
  entries: readonly Sealed[],
): Promise<ReadonlyMap<number, SignedCheckpoint>> {
  const signed = entries.flatMap(({ entry: { act, seq } }) => (act.type === 'checkpoint-signed' ? [seq - 1] : []));
  if (signed.length === 0) return new Map();
  const { rows } = await client.query<{ seq: string; body: string }>(
    'select seq, body from cofferdam.log_checkpoint where seq = any ($1)',
    [signed],
  );
  return new Map(rows.map(({ seq, body }) => [Number(seq), read(body, `checkpoint ${seq}`) as SignedCheckpoint]));
}

/**
 * The form of an entry is not looked at here: a log that somebody wrote into is exported as it is, and the verifier says
 * what is wrong. Only what is no canonical JSON has no place in an export.
 */
function sealedOf({ chain, seq, body, hash }: Row): Sealed {
  return { entry: read(body, `entry ${seq} of ${chain}`) as Entry, hash };
}

function read(body: string, where: string): unknown {
  try {
    return readCanonical(body);
  } catch (error) {
    fail('log-damaged', where, error);
  }
}
