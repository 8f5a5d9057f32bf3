import { Uint8ArrayReader, TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { assert, asyncProperty, integer } from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { InspectEvent, Inspector } from '#inspect';
import { Account, type AccountState, isComplete } from './account.ts';
import { type Here, inOrder, memoryInput, readHere, shippedInspector } from './testing/here.ts';

let inspector: Inspector;
beforeAll(async () => {
  inspector = await shippedInspector();
});

const customers = (rows: number, of = 'k'): string =>
  `name,email,iban,created_at\n${Array.from(
    { length: rows },
    (_, i) =>
      `"Erika Muster${i}","e${i}.${of}@kunde.example",${i % 3 === 0 ? 'DE89370400440532013000' : ''},2019-03-${String(1 + (i % 28)).padStart(2, '0')}\n`,
  ).join('')}`;

async function zip(members: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, content] of Object.entries(members)) {
    await writer.add(name, typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content));
  }
  return writer.close();
}

const mail = (attachment: string): string =>
  [
    'From: Erika Muster <erika@kunde.example>',
    'To: jan@firma.example',
    'Date: Mon, 4 Mar 2019 10:00:00 +0100',
    'Subject: the list',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    'My IBAN is DE89370400440532013000, call +49 30 901820.',
    '--x',
    'Content-Type: text/csv; name=list.csv',
    'Content-Disposition: attachment; filename=list.csv',
    '',
    attachment,
    '--x--',
    '',
  ].join('\r\n');

const nested = async (): Promise<Uint8Array> =>
  zip({
    'a.csv': customers(30, 'a'),
    'inner.zip': await zip({
      'b.csv': customers(40, 'b'),
      'deep.zip': await zip({ 'c.csv': customers(10, 'c'), 'd.txt': 'nothing', 'm.eml': mail(customers(5, 'm')) }),
      'e.bin': new Uint8Array([0, 1, 2, 255]),
    }),
    'z.csv': customers(20, 'z'),
    'last.eml': mail(customers(12, 'l')),
  });

/** What was written: events, and the state of the account at that moment, as JSON, which is all that survives. */
interface Written {
  readonly events: readonly InspectEvent[];
  readonly state: string | undefined;
}

class Killed extends Error {}

/** Reads on from what is written, writes after every `every` events, and is killed after `events` of them. */
async function readOn(here: Here, from: Written, every: number, events: number): Promise<Written> {
  const account = new Account(from.state === undefined ? undefined : (JSON.parse(from.state) as AccountState));
  const taken = [...from.events];
  let written = from;
  const write = (): void => {
    written = { events: [...taken], state: JSON.stringify(account.state) };
  };
  const emit: Parameters<typeof readHere>[1] = async (event, origin) => {
    if (taken.length - from.events.length >= events) throw new Killed();
    taken.push(event);
    account.take(event, origin);
    if (taken.length % every === 0) write();
    await Promise.resolve();
  };
  try {
    if (account.from === undefined || !isComplete(account.from)) await readHere(here, emit, account);
    write();
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
  }
  return written;
}

const nothing: Written = { events: [], state: undefined };
const isDone = ({ state }: Written): boolean => state !== undefined && isComplete(JSON.parse(state) as AccountState);

/** Killed again and again, each time after so many events, until it is through. */
async function killed(here: Here, every: number, events: readonly number[]): Promise<Written> {
  let written = nothing;
  for (let times = 0; !isDone(written); times += 1) {
    written = await readOn(here, written, every, events[times] ?? Number.POSITIVE_INFINITY);
  }
  return written;
}

describe('a file that is read by one process after the other tells what one process tells', () => {
  const files: [string, () => Promise<Uint8Array> | Uint8Array][] = [
    ['archives in an archive, with mails', nested],
    ['a mail', () => Buffer.from(mail(customers(50)))],
    ['a plain table', () => Buffer.from(customers(4000))],
  ];

  test.each(files)('%s, killed at every moment', async (_, make) => {
    const here = { inspector, input: memoryInput(await make()) };
    const { events } = await readOn(here, nothing, 1, Number.POSITIVE_INFINITY);
    expect(events.length).toBeGreaterThan(4);
    for (let moment = 0; moment < events.length; moment += 1) {
      expect((await killed(here, 1, [moment])).events).toEqual(events);
    }
  });

  test.each(files)('%s, killed often, with writes in between', async (_, make) => {
    const here = { inspector, input: memoryInput(await make()) };
    const { events } = await readOn(here, nothing, 1, Number.POSITIVE_INFINITY);
    const some = integer({ min: 0, max: events.length });
    await assert(
      asyncProperty(integer({ min: 1, max: 4 }), some, some, some, async (every, ...moments) => {
        expect((await killed(here, every, moments)).events).toEqual(events);
      }),
      { numRuns: 10 },
    );
  });

  test('text in parts, findings in order and every record once', async () => {
    // From 300,000 bytes on: the head of a later part is 128 KiB.
    const here = { inspector, input: memoryInput(Buffer.from(customers(25_000))), partBytes: 300_000 };
    const { events } = await readOn(here, nothing, 1, Number.POSITIVE_INFINITY);
    const { records, others } = inOrder(events);
    expect(records.length).toBeGreaterThan(10);
    const some = integer({ min: 0, max: events.length });
    await assert(
      asyncProperty(integer({ min: 1, max: 3 }), some, some, async (every, ...moments) => {
        const all = inOrder((await killed(here, every, moments)).events);
        expect(all.others).toEqual(others);
        expect(all.records).toEqual(records);
      }),
      { numRuns: 8 },
    );
  });
});

test('members that ended are not read again, and parts that are done neither', async () => {
  let read = 0;
  const bytes = await zip(
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.csv`, customers(3000, `${i}`)] as const)),
  );
  const count = (some: number): void => {
    read += some;
  };
  const inZip = { inspector, input: memoryInput(bytes, count) };
  const inParts = { inspector, input: memoryInput(Buffer.from(customers(25_000)), count), partBytes: 300_000 };
  for (const here of [inZip, inParts]) {
    read = 0;
    const { events } = await readOn(here, nothing, 1, Number.POSITIVE_INFINITY);
    const whole = read;
    const half = await readOn(here, nothing, 1, Math.floor((3 * events.length) / 4));
    read = 0;
    await readOn(here, half, 1, Number.POSITIVE_INFINITY);
    expect(whole - read).toBeGreaterThan((here.input.size ?? 0) / 2);
  }
});

test('of an archive of many members little has to be kept', () => {
  const account = new Account();
  const base = { mediaType: 'x', format: 'x' };
  account.take({ type: 'begin', file: 0, path: '', ...base });
  for (let file = 1; file < 100_000; file += 1) {
    account.take({ type: 'begin', file, path: `!/${file}`, ...base });
    account.take({ type: 'end', file, status: 'inspected', bytes: 1, sha256: '', counts: {} });
  }
  const state = JSON.stringify(account.state);
  expect(state.length).toBeLessThan(1000);
  expect(new Account(JSON.parse(state) as AccountState).state).toEqual(account.state);
});
