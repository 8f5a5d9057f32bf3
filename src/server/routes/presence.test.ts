import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { changeMember, openIncident, removeMember, tellPresence } from '#respond';
import { openTestIncident, type TestPerson } from '../../respond/testing/desk.ts';
import { openTestServer, type TestServer } from '../testing/server.ts';
import type { Here, Place } from '../../respond/presence/contract.ts';

// Over real connections: what others are told is what arrives at their end.

let box: TestServer;
let base: string;
let incident: string;
beforeEach(async () => {
  incident = await openTestIncident(box, [
    { name: 'analyst', role: 'analyst' },
    { name: 'dpo', role: 'dpo' },
    { name: 'guest', role: 'guest', compartments: ['facts'] },
    { name: 'comms', role: 'comms', compartments: ['facts'] },
  ]);
});
beforeAll(async () => {
  box = await openTestServer();
  await box.http.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${(box.http.server.address() as AddressInfo).port}`;
});
afterAll(() => box.close());

/** Somebody whose page shows the incident. */
interface Watcher {
  readonly session: string;
  readonly status: number;
  /** Who else is there, as he was told last; undefined before he was told anything. */
  readonly others: () => readonly string[] | undefined;
  /** All that came. */
  readonly text: () => string;
  readonly tell: (at: Place, edits?: boolean) => Promise<boolean>;
  readonly close: () => void;
  /** Settles when the server ended the stream. */
  readonly ended: Promise<void>;
}

async function open(name: TestPerson, of = incident): Promise<Watcher> {
  const session = await box.session(name);
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const cookie = `__Host-cofferdam=${session}`;
  const response = await fetch(`${base}/v1/incidents/${of}/events`, { headers: { cookie }, signal: end.signal });
  let text = '';
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) text += decoder.decode(part, { stream: true });
  };
  const last = (): Here | undefined => {
    const data = [...text.matchAll(/^event: here\ndata: (.*)\n\n/gm)].at(-1)?.[1];
    return data === undefined ? undefined : (JSON.parse(data) as Here);
  };
  const nameOf = (id: string): string => Object.entries(box.people).find(([, one]) => one === id)?.[0] ?? id;
  const ended = read().catch(() => undefined);
  return {
    session,
    status: response.status,
    text: () => text,
    others: () =>
      last()?.people.map(({ person, at, edits }) =>
        [nameOf(person), at, edits ? 'edits' : null].filter(Boolean).join(' '),
      ),
    async tell(at, edits = false) {
      // Others may be told of a stream before its own first event has come.
      await expect.poll(last, { timeout: 10_000 }).toBeDefined();
      const body = { stream: last()?.stream ?? '', at, edits };
      const { status, answer } = await box.ask(tellPresence, { params: { incident: of }, body }, { session });
      expect(status).toBe(200);
      return answer.isOpen;
    },
    close: () => end.abort(),
    ended,
  };
}
const told = (watcher: Watcher, others: readonly string[]) =>
  expect.poll(watcher.others, { timeout: 10_000 }).toEqual(others);

test('two see each other, and where they are; one leaves and is gone', async () => {
  const lead = await open('lead');
  await told(lead, []);
  const analyst = await open('analyst');
  await told(lead, ['analyst']);
  await told(analyst, ['lead']);
  expect(await analyst.tell('evidence')).toBe(true);
  await told(lead, ['analyst evidence']);
  expect(await analyst.tell('overview', true)).toBe(true);
  await told(lead, ['analyst overview edits']);
  analyst.close();
  await told(lead, []);
});

describe('need to know', () => {
  test('who sees less is told who is there, and not where', async () => {
    const [lead, guest] = [await open('lead'), await open('guest')];
    await told(guest, ['lead']);
    await lead.tell('evidence', true);
    await guest.tell('clocks');
    await told(lead, ['guest clocks']);
    // What comes after it has arrived: so has all that he is ever told of it.
    await open('comms');
    await told(guest, ['lead', 'comms']);
    expect(guest.text()).not.toMatch(/evidence|"edits":true/);
  });

  test('who is let into more is told more, from then on', async () => {
    const [lead, comms] = [await open('lead'), await open('comms')];
    await told(comms, ['lead']);
    await lead.tell('impact');
    await box.ask(
      changeMember,
      {
        params: { incident, person: box.people.comms },
        body: { compartments: ['facts', 'counsel', 'person-concerned'] },
      },
      { session: lead.session, headers: { 'if-match': '"1"' } },
    );
    await told(comms, ['lead impact']);
  });

  test('a member who is taken out vanishes, and is told of nobody any more', async () => {
    const [lead, analyst] = [await open('lead'), await open('analyst')];
    await told(lead, ['analyst']);
    await box.ask(
      removeMember,
      { params: { incident, person: box.people.analyst }, body: { reason: 'moved on' } },
      { session: lead.session },
    );
    await analyst.ended;
    await told(lead, []);
    const before = analyst.text();
    await lead.tell('impact');
    expect(analyst.text()).toBe(before);
    const stream = randomUUID();
    const { code } = await box.ask(
      tellPresence,
      { params: { incident }, body: { stream, at: 'impact' } },
      { session: analyst.session },
    );
    expect([code, (await open('analyst')).status]).toEqual(['nothing-there', 404]);
  });

  test('who is no member gets no stream, and members of another incident hear nothing', async () => {
    const { answer } = await box.ask(
      openIncident,
      { body: { title: 'Another' } },
      { session: await box.session('dpo') },
    );
    const [lead, dpo] = [await open('lead'), await open('dpo', answer.id)];
    await told(lead, []);
    await lead.tell('impact');
    await told(dpo, []);
    await told(lead, []);
    expect([(await open('stranger')).status, (await open('admin')).status]).toEqual([404, 404]);
  });

  test('nobody is shown where another session says they are', async () => {
    const [lead, analyst] = [await open('lead'), await open('analyst')];
    await told(analyst, ['lead']);
    await told(lead, ['analyst']);
    const stream = /"stream":"([^"]+)"/.exec(lead.text())?.[1] ?? '';
    const of = { params: { incident }, body: { stream, at: 'log' as const } };
    const { answer } = await box.ask(tellPresence, of, { session: analyst.session });
    expect(answer.isOpen).toBe(false);
    await analyst.tell('clocks');
    await told(lead, ['analyst clocks']);
    expect(analyst.others()).toEqual(['lead']);
  });
});

test('a key is nobody who is here, and is not told who is', async () => {
  const lead = await open('lead');
  const [key, end] = [await box.key('analyst'), new AbortController()];
  const headers = { authorization: `Bearer ${key}` };
  const stream = await fetch(`${base}/v1/incidents/${incident}/events`, { headers, signal: end.signal });
  const analyst = await open('dpo');
  await told(lead, ['dpo']);
  await told(analyst, ['lead']);
  const reader = stream.body?.getReader();
  const first = new TextDecoder().decode((await reader?.read())?.value);
  end.abort();
  expect(first).toBe('retry: 2000\n\n');
});

test('connections that break at whatever moment leave nobody behind', async () => {
  const lead = await open('lead');
  const cookie = `__Host-cofferdam=${await box.session('analyst')}`;
  await Promise.all(
    Array.from({ length: 40 }, async (_, turn) => {
      const end = new AbortController();
      const asked = fetch(`${base}/v1/incidents/${incident}/events`, { headers: { cookie }, signal: end.signal });
      for (let wait = 0; wait < turn; wait += 1) await new Promise(setImmediate);
      end.abort();
      await asked.then((response) => response.body?.cancel()).catch(() => undefined);
    }),
  );
  const still = await open('analyst');
  await told(still, ['lead']);
  still.close();
  await told(lead, []);
});

test('who sits there asks the database nothing', async () => {
  const watchers = [await open('lead'), await open('analyst'), await open('dpo')];
  for (const watcher of watchers) await expect.poll(() => watcher.others()?.length).toBe(2);
  let asked = 0;
  const count = (): void => void (asked += 1);
  box.desk.pool.on('acquire', count);
  onTestFinished(() => void box.desk.pool.off('acquire', count));
  // Three requests that ask it nothing, one after the other, in the time of which anything else would be seen.
  for (let turn = 0; turn < 3; turn += 1) await fetch(`${base}/healthz`);
  expect(asked).toBe(0);
});
