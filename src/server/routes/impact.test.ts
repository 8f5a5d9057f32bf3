import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fail } from '#platform/errors';
import { elements, mostSides } from '#inspect';
import { impact, presence } from '#respond';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../respond/testing/desk.ts';
import { type Caller, createFingerprint, openRefusals, registerRoutes } from '../api/index.ts';
import { createHttp } from '../http.ts';
import { handInItem, settled, until } from '../inspection/testing/evidence.ts';
import { openWorker, type Worker } from '../inspection/worker.ts';
import { impactRoutes } from './impact.ts';

let here: TestDesk;
let http: Awaited<ReturnType<typeof createHttp>>['http'];
let worker: Worker;
let incident: string;
let evidence: string;
let address: string;

const people = [
  ['Erika Mustermann', 'erika.mustermann@example.com', '1980-02-03', 'DE89370400440532013000'],
  ['Jonas Beispiel', 'jonas.beispiel@example.com', '2015-06-07', 'FR1420041010050500013M02606'],
  ['Amina Example', 'amina.example@example.org', '1975-11-12', 'GB29NWBK60161331926819'],
] as const;
const csv = ['name,email,date of birth,iban', ...people.map((row) => row.join(','))].join('\n');

beforeAll(async () => {
  here = await openTestDesk();
  incident = await openTestIncident(here, [
    { name: 'analyst', role: 'analyst' },
    { name: 'dpo', role: 'dpo', compartments: ['counsel'] },
    { name: 'comms', role: 'comms' },
    { name: 'guest', role: 'guest' },
  ]);
  worker = await openWorker({
    ...here.desk,
    connection: here.database.worker,
    children: 1,
    beatMilliseconds: 50,
    onTrouble: (what) => fail('internal', what),
  });
  ({ http } = await createHttp({ logLevel: 'error', ready: async () => undefined }));
  registerRoutes(http, impactRoutes(here.desk, presence.openRooms(), { show: () => fail('nothing-there', 'rule') }), {
    authenticate: async ({ key = '' }): Promise<Caller> => {
      const person = here.people[key as TestPerson] ?? fail('not-signed-in');
      return { person, installationRole: 'none', hasSecondFactor: true, session: person };
    },
    isSetUp: async () => true,
    refusals: openRefusals({ pool: here.desk.pool, now: here.desk.now, onLost: () => undefined }),
    originOf: () => '0'.repeat(64),
    fingerprintOf: createFingerprint(here.desk.master),
  });
  address = await http.listen({ port: 0, host: '127.0.0.1' });
  evidence = await handInItem(here, incident, { name: 'list.csv', bytes: csv });
  await handInItem(here, incident, { name: 'broken.pdf', bytes: '%PDF-1.7\nnothing of a document' });
  await until(here, settled);
});
afterAll(async () => {
  await worker.stop();
  await http.close();
  await here.close();
});

const ask = (as: TestPerson, path: string, body?: object, signal?: AbortSignal): Promise<Response> =>
  fetch(`${address}/v1/incidents/${incident}/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${as}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  });
async function get<T>(as: TestPerson, path: string, body?: object): Promise<T> {
  const answer = await ask(as, path, body);
  const text = await answer.text();
  expect(answer.status, text).toBeLessThan(300);
  return JSON.parse(text) as T;
}
type Count = impact.PersonCount;
const countNow = async (): Promise<Count> => {
  const [count] = (await get<impact.Overview>('lead', 'impact')).persons;
  return count ?? fail('internal', 'no count');
};
const acts = async (): Promise<Record<string, unknown>[]> =>
  (
    await here.database.owner.query<{ body: string }>(
      'select body from cofferdam.log_entry where chain = $1 order by seq',
      [incident],
    )
  ).rows.map(({ body }) => (JSON.parse(body) as { act: Record<string, unknown> }).act);

test('the overview says what was found and what was not read', async () => {
  expect(await get('analyst', 'impact')).toMatchObject({
    items: { whole: 2, sample: 0, waiting: 0, notSearched: 0, uploading: 0, sealedOff: 0 },
    searchedInWhole: false,
    files: { inspected: 1, unreadable: 1 },
    reasons: { damaged: 1 },
    elements: { email: 3, iban: 3 },
    records: 3,
    persons: [{ certain: 3, possible: 3, atLeast: true, minors: 1, relations: { unknown: 3 } }],
  });
});

test('whoever sees none of the evidence is told of nothing in it', async () => {
  expect(await get('dpo', 'impact')).toMatchObject({ items: { whole: 0 }, elements: {}, persons: [] });
  for (const list of ['runs', 'findings']) {
    expect(await get('dpo', list)).toEqual({ items: [], next: null });
  }
  expect(await get('dpo', 'files?total=true')).toEqual({ items: [], next: null, total: 0 });
});

const operations = ['impact', 'runs', 'files', 'findings', 'persons', 'events'] as const;
test.each([
  ['lead', [200, 200, 200, 200, 200, 200]],
  ['analyst', [200, 200, 200, 200, 200, 200]],
  ['comms', [200, 200, 200, 200, 403, 200]],
  ['guest', [200, 200, 200, 200, 403, 200]],
  ['stranger', [404, 404, 404, 404, 404, 404]],
  ['admin', [404, 404, 404, 404, 404, 404]],
] as const)('%s gets %j', async (who, statuses) => {
  const got: number[] = [];
  for (const path of operations) {
    const end = new AbortController();
    got.push((await ask(who, path, undefined, end.signal)).status);
    end.abort();
  }
  expect(got).toEqual(statuses);
});

test('files by status, reason, format and element, a page at a time', async () => {
  const first = await get<{ items: impact.InspectedFile[]; next: string }>('lead', 'files?limit=1');
  const second = await get<{ items: impact.InspectedFile[]; next: null }>('lead', `files?limit=1&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ status }) => status).toSorted()).toEqual(['inspected', 'unreadable']);
  expect(second.next).toBeNull();
  for (const [query, count] of [
    ['status=unreadable', 1],
    ['reason=damaged', 1],
    ['format=csv', 1],
    ['element=iban', 1],
    ['element=password', 0],
    [`evidence=${evidence}&status=inspected`, 1],
    [`evidence=${randomUUID()}`, 0],
  ] as const) {
    expect((await get<{ items: unknown[] }>('lead', `files?${query}`)).items, query).toHaveLength(count);
  }
});

test('files with the most findings first, a page at a time', async () => {
  for (const [query, held] of [
    ['order=most', [12, 0]],
    ['order=most&element=iban', [3]],
  ] as const) {
    const seen: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const after = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: { items: impact.InspectedFile[]; next: string | null } = await get(
        'lead',
        `files?${query}&limit=1${after}`,
      );
      const only = query.split('element=')[1];
      seen.push(
        ...page.items.map(({ elements }) =>
          Object.entries(elements).reduce(
            (sum, [name, count]) => sum + (only === undefined || name === only ? count : 0),
            0,
          ),
        ),
      );
      cursor = page.next;
    }
    expect(seen, query).toEqual(held);
  }
});

test('findings are masked, and every one is on one page', async () => {
  const all = await get<{ items: impact.ListedFinding[] }>('analyst', 'findings');
  const paged: impact.ListedFinding[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: impact.ListedFinding[]; next: string | null } = await get(
      'analyst',
      `findings?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    paged.push(...page.items);
    cursor = page.next;
  }
  expect(paged).toEqual(all.items);
  expect(all.items).toHaveLength(12);
  for (const value of people.flat()) expect(JSON.stringify(all)).not.toContain(value);
  const mails = await get<{ items: impact.ListedFinding[] }>('analyst', 'findings?element=email');
  expect(mails.items.map(({ where }) => where['row'] ?? where['line'])).toEqual([2, 3, 4]);
});

describe('persons', () => {
  test('are masked in the list', async () => {
    const { items } = await get<{ items: impact.MaskedPerson[] }>('analyst', 'persons');
    expect(items.map(({ name, contact }) => [name, contact])).toEqual([
      ['E••• M•••', 'er•••@e•••.com'],
      ['J••• B•••', 'jo•••@e•••.com'],
      ['A••• E•••', 'am•••@e•••.org'],
    ]);
    for (const [query, numbers] of [
      ['minor=true', [2]],
      ['relation=unknown', [1, 2, 3]],
      ['relation=employee', []],
      ['element=iban&limit=1', [1]],
      ['element=password', []],
    ] as const) {
      const list = await get<{ items: impact.MaskedPerson[] }>('analyst', `persons?${query}`);
      expect(
        list.items.map(({ number }) => number),
        query,
      ).toEqual(numbers);
    }
  });

  test('one is revealed for a reason, and the log has it', async () => {
    const { id, version } = await countNow();
    const seen = await get<{ disclosure: string }>('analyst', `persons/${id}/2/disclosures`, {
      version,
      reason: 'He called and asks what we have of him.',
    });
    expect(seen).toMatchObject({
      name: 'Jonas Beispiel',
      contact: 'jonas.beispiel@example.com',
      first: { file: 0, path: '' },
    });
    expect((await acts()).at(-1)).toEqual({
      type: 'person-revealed',
      person: seen.disclosure,
      reason: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test.each([
    ['without a reason', 'analyst', { reason: ' ' }, 400, 'request-invalid'],
    ['of a count that was made anew', 'analyst', { version: 999, reason: 'x' }, 409, 'count-changed'],
    ['by comms', 'comms', { reason: 'x' }, 403, 'role-lacking'],
    ['by somebody who may not see the count', 'dpo', { reason: 'x' }, 404, 'nothing-there'],
    ['by a stranger', 'stranger', { reason: 'x' }, 404, 'nothing-there'],
  ] as const)('are not revealed %s', async (_, who, body, status, code) => {
    const { id, version } = await countNow();
    const answer = await ask(who, `persons/${id}/1/disclosures`, { version, ...body });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });

  test('a list is marked with who gets it, in each line and in the log', async () => {
    const { id, version } = await countNow();
    const masked = await ask('lead', `persons/${id}/exports`, { version, reason: 'To be told', recipient: 'Post AG' });
    const [header, ...lines] = (await masked.text()).trimEnd().split('\r\n');
    expect(header).toBe('person,name,contact,relation,standing,country,minor,records,files,elements,for,mark');
    const act = (await acts()).at(-1);
    expect(act).toMatchObject({ type: 'persons-exported', persons: 3 });
    for (const line of lines) expect(line).toMatch(new RegExp(`,Post AG,${String(act?.['mark'])}$`));
    expect(lines.join()).not.toContain('Mustermann');
    const revealed = await ask('lead', `persons/${id}/exports`, {
      version,
      reason: 'To be told',
      recipient: '=cmd()',
      values: 'revealed',
    });
    const text = await revealed.text();
    expect(text).toContain('1,Erika Mustermann,erika.mustermann@example.com,unknown');
    expect(text).toContain(`,'=cmd(),`);
  });
});

test('the bits of elements, and how often a record is ruled on, are as inspection has them', () => {
  expect(impact.elementBits).toEqual(elements);
  expect(impact.mostSides).toBe(mostSides);
});

describe('runs', () => {
  test('a run that ended is not cancelled, and what these rules have been through is not done again', async () => {
    const { items } = await get<{ items: impact.Run[] }>('lead', 'runs');
    expect(items).toHaveLength(2);
    const cancelled = await ask('lead', `runs/${items[0]?.id}/cancellation`, {});
    expect([cancelled.status, ((await cancelled.json()) as { code: string }).code]).toEqual([409, 'run-ended']);
  });

  test('bytes are inspected again by other rules, and the new results take the place of the old', async () => {
    const before = await get<{ items: impact.Run[] }>('lead', 'runs?state=complete');
    const old = before.items.find((one) => one.evidence === evidence);
    const begun = await get<impact.Run>('analyst', `runs/${old?.id}/restart`, {});
    expect(begun).toMatchObject({ evidence, stage: null });
    await until(here, settled);
    expect(await get('analyst', `runs/${begun.id}`)).toMatchObject({ state: 'complete', stage: 'whole' });
    expect(await get('analyst', `runs/${old?.id}`)).toMatchObject({ state: 'replaced' });
    expect(await get('analyst', 'impact')).toMatchObject({ elements: { email: 3 }, persons: [{ possible: 3 }] });
    const again = await ask('analyst', `runs/${begun.id}/restart`, {});
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'run-under-way']);
  });
});

describe('events', () => {
  /** Reads a stream until `enough` says so; gives all that came, and whether it ended by itself. */
  async function read(answer: Response, enough: (text: string) => boolean): Promise<{ text: string; ended: boolean }> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (enough(text)) return { text, ended: false };
    }
    return { text, ended: true };
  }

  test('tell of a run and of the count after it, to those alone who may see them', async () => {
    const ends = [new AbortController(), new AbortController()];
    const [analyst, dpo] = await Promise.all(
      (['analyst', 'dpo'] as const).map((who, index) => ask(who, 'events', undefined, ends[index]?.signal)),
    );
    if (analyst === undefined || dpo === undefined) throw new Error('no answer');
    expect(analyst.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await handInItem(here, incident, { name: 'more.csv', bytes: `${csv}\nOle Neu,ole@example.com,1990-01-01,` });
    const { text } = await read(analyst, (all) => all.includes('event: count'));
    expect(text).toMatch(/event: run\ndata: \{.*"state":"complete"/);
    // What he may see comes after all that he may not.
    await handInItem(here, incident, { name: 'counsel.csv', bytes: csv.slice(0, -1), compartment: 'counsel' });
    const seen = await read(dpo, (all) => all.includes('event: count'));
    const runs = [...seen.text.matchAll(/"compartment":"([a-z]+)"/g)].map(([, where]) => where);
    expect(new Set(runs)).toEqual(new Set(['counsel']));
    for (const value of people.flat()) expect(text + seen.text).not.toContain(value);
    for (const end of ends) end.abort();
    await until(here, settled);
  });

  test('the stream of somebody who is taken out of the incident ends with the next change', async () => {
    const answer = await ask('guest', 'events');
    await here.database.owner.query('update cofferdam.membership set removed_at = now() where person_id = $1', [
      here.people.guest,
    ]);
    await handInItem(here, incident, { name: 'late.csv', bytes: `${csv}\nEve Late,eve@example.com,1990-01-01,` });
    const { text, ended } = await read(answer, () => false);
    expect(ended).toBe(true);
    expect(text).not.toMatch(/^event: (?!here)/m);
    await until(here, settled);
  });
});
