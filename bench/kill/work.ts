import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '../../src/platform/errors/index.ts';
import { type Client, operations } from '../../src/server/client/index.ts';
import type { Chance } from './chance.ts';
import { makeList } from './list.ts';

const { respond, log } = operations;

/** All that the server has acknowledged: what must be there at the end, once. */
export interface Remembered {
  readonly incidents: string[];
  readonly statements: { readonly incident: string; readonly id: string }[];
  readonly files: { readonly incident: string; readonly evidence: string; readonly sha256: string }[];
  /** Hashes of the head of the log. */
  readonly heads: string[];
  /** Acknowledgements in all, those of parts of files among them. */
  acknowledged: number;
  bytes: number;
  /** Requests that were asked again, since no answer or a passing error came. */
  repeated: number;
  /** Answers 500: refused, and not in a clean way. */
  unclean: number;
  /** What must never be: an acknowledgement that did not hold. */
  readonly broken: string[];
}

export function nothingYet(): Remembered {
  return {
    incidents: [],
    statements: [],
    files: [],
    heads: [],
    acknowledged: 0,
    bytes: 0,
    repeated: 0,
    unclean: 0,
    broken: [],
  };
}

/** What goes away by itself. */
const passing = new Set(['server-silent', 'answer-unknown', 'database-gone', 'upload-busy', 'upload-cut', 'internal']);

/** Longer than a PostgreSQL that does not go is waited for at a start (70 s), and a recovery takes. */
const patienceMilliseconds = 180_000;

/** Asks until an answer comes that is not of a server, or a database, which is gone right now. */
async function persist<T>(memory: Remembered, ask: () => Promise<T>): Promise<T> {
  const began = performance.now();
  for (;;) {
    try {
      const answer = await ask();
      memory.acknowledged += 1;
      return answer;
    } catch (error) {
      const code = codeOf(error);
      const isNetwork = error instanceof TypeError;
      if (!(isNetwork || passing.has(code)) || performance.now() - began > patienceMilliseconds) throw error;
      if (!isNetwork && code === 'internal') memory.unclean += 1;
      memory.repeated += 1;
      await delay(10);
    }
  }
}

/** Opens incidents, states awareness, and notes heads of the log, until `isOver`. */
export async function act(client: Client, memory: Remembered, chance: Chance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const kind = memory.incidents.length < 2 ? 0 : chance.below(12);
    const once = randomUUID();
    if (kind === 0) {
      const body = { title: `Incident ${memory.incidents.length}` };
      const { answer } = await persist(memory, () => client.call(respond.openIncident, { body }, { once }));
      memory.incidents.push(answer.id);
    } else if (kind < 10) {
      const incident = chance.pick(memory.incidents);
      const body = {
        step: 'being-assessed',
        since: '2026-01-01T09:00:00Z',
        zone: 'Europe/Berlin',
        note: once,
      } as const;
      const { answer } = await persist(memory, () =>
        client.call(respond.stateAwareness, { params: { incident }, body }, { once }),
      );
      memory.statements.push({ incident, id: answer.id });
    } else {
      const { answer } = await persist(memory, () => client.call(log.showLogHead));
      memory.heads.push(answer.head.hash);
    }
  }
}

const version = { 'tus-resumable': '1.0.0' } as const;

/** Hands lists of persons in, one after the other, in parts of any size, until `isOver`. */
export async function handIn(client: Client, memory: Remembered, chance: Chance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    if (memory.incidents.length === 0) {
      await delay(10);
      continue;
    }
    const incident = chance.pick(memory.incidents);
    // One in eight has the bytes of another.
    const bytes = makeList(chance.below(8) === 0 ? 1 : chance.below(2 ** 31), 500 + chance.below(20_000));
    const evidence = await begin(client, memory, incident, bytes.length);
    await send(client, memory, chance, `/v1/incidents/${incident}/uploads/${evidence}`, bytes);
    memory.files.push({ incident, evidence, sha256: createHash('sha256').update(bytes).digest('hex') });
    memory.bytes += bytes.length;
  }
}

async function begin(client: Client, memory: Remembered, incident: string, length: number): Promise<string> {
  const headers = {
    ...version,
    'upload-length': String(length),
    'upload-metadata': `filename ${btoa('people.csv')},how ${btoa('found')},source ${btoa('https://paste.example/1')}`,
    'idempotency-key': randomUUID(),
  };
  const answer = await persist(memory, () => client.send('POST', `/v1/incidents/${incident}/uploads`, headers));
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}

/** What was acknowledged before is still there after any break: an offset never goes back. */
async function send(client: Client, memory: Remembered, chance: Chance, path: string, bytes: Buffer): Promise<void> {
  let safe = 0;
  let isDone = false;
  while (!isDone) {
    const part = bytes.subarray(safe, Math.min(bytes.length, safe + 20_000 + chance.below(800_000)));
    const headers = {
      ...version,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(safe),
      'content-length': String(part.length),
    };
    let offset: number;
    try {
      offset = offsetOf(await client.send('PATCH', path, headers, new Uint8Array(part)));
      memory.acknowledged += 1;
    } catch (error) {
      if (codeOf(error) === 'internal' && !(error instanceof TypeError)) memory.unclean += 1;
      memory.repeated += 1;
      await delay(10);
      offset = offsetOf(await persist(memory, () => client.send('HEAD', path, version)));
    }
    if (offset < safe) memory.broken.push(`an upload went back from ${safe} to ${offset}`);
    safe = offset;
    isDone = safe === bytes.length;
  }
}

function offsetOf({ headers }: Response): number {
  return Number(headers.get('upload-offset'));
}
