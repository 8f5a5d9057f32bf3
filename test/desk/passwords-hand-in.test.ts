import { randomUUID } from 'node:crypto';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidence as evidenceOf, impact } from '#respond';
import { handInItem } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { openTestServer, type TestServer } from '../../src/server/testing/server.ts';
import { hashRules } from '../../src/server/inspection/jobs/rules-hash.ts';
import { ask, metadata } from './testing/asking.ts';
import { inspectAll } from './testing/inspect-all.ts';
import { findIn, marking, type Place } from './testing/markers.ts';
import { tablesOf } from './testing/places.ts';

// Passwords that come with a protected file, so that it is read at once.

const mark = marking();
const right = `${mark.secret('right password')} ü `;
const wrong = mark.secret('wrong password');

let server: TestServer;
let rules = '';
beforeAll(async () => {
  server = await openTestServer();
  rules = await hashRules();
});
afterAll(() => server.close());

type Name = 'lead' | 'analyst' | 'hr' | 'comms' | 'stranger';
const newIncident = (): Promise<string> =>
  openTestIncident(server, [
    { name: 'analyst', role: 'analyst' },
    { name: 'hr', role: 'hr' },
    { name: 'comms', role: 'comms' },
  ]);

async function zipWith(password: string | undefined): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  const list = `name,email\nErika Mustermann,erika.${randomUUID()}@kunde.example\n`;
  await writer.add('list.csv', new TextReader(list), password === undefined ? {} : { password, encryptionStrength: 3 });
  return writer.close();
}

const headerOf = (...passwords: readonly string[]): Record<string, string> => ({
  'upload-passwords': passwords.map((one) => Buffer.from(one).toString('base64')).join(','),
});
const session = (name: Name): Promise<string> => server.session(name);

interface Sent {
  readonly incident: string;
  readonly bytes: Uint8Array;
  readonly as?: Name;
  readonly headers?: Readonly<Record<string, string>>;
}
/** Hands a file in with one request. */
const send = async ({ incident, bytes, as = 'analyst', headers = {} }: Sent) =>
  ask(
    server,
    'upload.begin',
    { incident },
    {
      session: await session(as),
      payload: Buffer.from(bytes),
      headers: {
        'content-type': 'application/offset+octet-stream',
        'upload-length': String(bytes.byteLength),
        'upload-metadata': metadata({ filename: 'list.zip', how: 'received' }),
        ...headers,
      },
    },
  );
const idOf = ({ headers }: { readonly headers: Readonly<Record<string, unknown>> }): string =>
  String(headers['location']).split('/').at(-1) ?? '';

const runsOf = async (incident: string): Promise<impact.Run[]> =>
  (await server.ask(impact.listRuns, { params: { incident } }, { session: await session('lead') })).answer.items;
const items = async (incident: string): Promise<number> =>
  (await server.ask(evidenceOf.listEvidence, { params: { incident } }, { session: await session('lead') })).answer.items
    .length;
const everywhere = async (): Promise<Place[]> => [
  ...(await tablesOf(server.database.owner)),
  { name: 'log of the server', bytes: Buffer.from(server.logged()) },
];

test('a protected file is read at once; what it was read with is nowhere in clear, and nowhere at all afterwards', async () => {
  const incident = await newIncident();
  const key = { 'idempotency-key': randomUUID() };
  const bytes = await zipWith(right);
  const sent = await send({ incident, bytes, headers: { ...headerOf(wrong, right, wrong), ...key } });
  expect([sent.status, sent.headers['upload-passwords']]).toEqual([201, 'queued']);
  // The answer was lost: asked again, with others even, it is the same item, and the first ones are tried.
  const again = await send({ incident, bytes, headers: { ...headerOf(wrong), ...key } });
  expect([again.status, idOf(again)]).toEqual([201, idOf(sent)]);
  expect(await runsOf(incident)).toMatchObject([{ state: 'queued', passwords: 2 }]);
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);

  await inspectAll(server);
  expect(await runsOf(incident)).toMatchObject([{ state: 'complete', passwords: 2, reasons: {} }]);
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);
  const { rows } = await server.database.owner.query<{ body: string; kept: string }>(
    `select l.body, (select count(*) from cofferdam.inspection_run where passwords is not null) as kept
     from cofferdam.log_entry l where chain = $1`,
    [incident],
  );
  expect(rows[0]?.kept).toBe('0');
  const acts = rows.map(({ body }) => (JSON.parse(body) as { act: Record<string, unknown> }).act);
  expect(acts.filter(({ type }) => type === 'evidence-completed')).toMatchObject([{ passwords: 2 }]);
});

test('they count with the part that ends the upload, in whichever request that is', async () => {
  const incident = await newIncident();
  const bytes = Buffer.from(await zipWith(right));
  const by = { session: await session('analyst') };
  const length = { 'upload-length': String(bytes.byteLength) };
  const said = {
    ...length,
    'upload-metadata': metadata({ filename: 'list.zip', how: 'received' }),
    ...headerOf(wrong),
  };
  const upload = {
    incident,
    evidence: idOf(await ask(server, 'upload.begin', { incident }, { ...by, headers: said })),
  };
  const part = (offset: number, payload: Buffer, headers: Record<string, string>) =>
    ask(server, 'upload.part', upload, {
      ...by,
      payload: payload as never,
      headers: { 'upload-offset': String(offset), ...headers },
    });
  const first = await part(0, bytes.subarray(0, 40), headerOf(wrong));
  expect([first.status, first.headers['upload-passwords']]).toEqual([204, undefined]);
  expect((await part(40, bytes.subarray(40), headerOf(right))).headers['upload-passwords']).toBe('queued');
  await inspectAll(server);
  expect(await runsOf(incident)).toMatchObject([{ state: 'complete', passwords: 1, reasons: {} }]);
});

test('who does not decide about inspection gives none, and leaves no item behind by trying', async () => {
  const incident = await newIncident();
  const bytes = await zipWith(right);
  for (const as of ['hr', 'comms'] as const)
    expect((await send({ incident, bytes, as, headers: headerOf(right) })).code).toBe('role-lacking');
  expect((await send({ incident, bytes, as: 'stranger', headers: headerOf(right) })).code).toBe('nothing-there');
  expect(await items(incident)).toBe(0);
  expect((await send({ incident, bytes, as: 'hr' })).status).toBe(201);
});

test('one whose role is taken while the file comes ends it without passwords', async () => {
  const incident = await newIncident();
  const bytes = Buffer.from(await zipWith(right));
  const asker = { person: server.people.analyst };
  const said = { name: Buffer.from('list.zip'), how: 'received', source: '', length: bytes.byteLength } as const;
  const { evidence } = await evidenceOf.beginHandIn(server.desk, asker, { ...said, incident } as never);
  const part = { incident, evidence, offset: 0, passwords: [right] };
  const taken = evidenceOf.takePart(server.intake, asker, {
    ...part,
    bytes: async function* () {
      yield bytes;
      await server.database.owner.query(
        `update cofferdam.membership set role = 'comms' where incident_id = $1 and person_id = $2`,
        [incident, server.people.analyst],
      );
    },
  });
  await expect(taken).rejects.toMatchObject({ code: 'role-lacking' });
  expect(await runsOf(incident)).toEqual([]);
  const { offset } = await evidenceOf.uploadStanding(server.intake, asker, { incident, evidence });
  const rest = async function* () {
    yield bytes.subarray(offset);
  };
  await evidenceOf.takePart(server.intake, asker, { incident, evidence, offset, bytes: rest });
  expect(await runsOf(incident)).toMatchObject([{ state: 'queued', passwords: 0 }]);
  await inspectAll(server);
});

test.each([
  ['nothing', ''],
  ['no base64', 'not base64'],
  ['no UTF-8', Buffer.from([0xff, 0xfe]).toString('base64')],
  ['an empty one', `${Buffer.from('a').toString('base64')},`],
  ['51 of them', Array.from({ length: 51 }, (_, at) => Buffer.from(String(at)).toString('base64')).join(',')],
  ['a long one', Buffer.from('a'.repeat(1025)).toString('base64')],
  [
    'more than fits',
    Array.from({ length: 9 }, (_, at) => Buffer.from(`${at}`.repeat(800)).toString('base64')).join(','),
  ],
])('a header with %s is refused before there is an item', async (_what, header) => {
  const incident = await newIncident();
  const refused = await send({ incident, bytes: await zipWith(right), headers: { 'upload-passwords': header } });
  expect([refused.status, refused.code]).toEqual([400, 'upload-passwords']);
  expect(await items(incident)).toBe(0);
});

test.each([
  ['no base64', 'not base64'],
  ['a long one', Buffer.from('a'.repeat(1025)).toString('base64')],
  ['nothing', ''],
])('with %s no part is taken, and nothing is told of the upload', async (_what, header) => {
  const incident = await newIncident();
  const bytes = Buffer.from(await zipWith(right));
  const by = { session: await session('analyst') };
  const said = {
    'upload-length': String(bytes.byteLength),
    'upload-metadata': metadata({ filename: 'list.zip', how: 'received' }),
  };
  const upload = {
    incident,
    evidence: idOf(await ask(server, 'upload.begin', { incident }, { ...by, headers: said })),
  };
  const headers = { 'upload-passwords': header };
  const head = await ask(server, 'upload.show', upload, { ...by, headers });
  expect([head.status, head.headers['upload-offset']]).toEqual([400, undefined]);
  const payload = bytes as never;
  expect(await ask(server, 'upload.part', upload, { ...by, payload, headers })).toMatchObject({
    status: 400,
    code: 'upload-passwords',
  });
  const over = { ...headers, 'x-http-method-override': 'PATCH' };
  expect((await ask(server, 'upload.override', upload, { ...by, payload, headers: over })).code).toBe(
    'upload-passwords',
  );
  expect((await ask(server, 'upload.show', upload, by)).headers['upload-offset']).toBe('0');
});

test('whoever asks how an upload stands that was ended before gives no passwords by it', async () => {
  const incident = await newIncident();
  const evidence = idOf(await send({ incident, bytes: await zipWith(right) }));
  const by = { session: await session('analyst') };
  const head = await ask(server, 'upload.show', { incident, evidence }, { ...by, headers: headerOf(right) });
  expect([head.status, head.headers['upload-passwords']]).toEqual([200, undefined]);
  expect(await runsOf(incident)).toMatchObject([{ state: 'queued', passwords: 0 }]);
  await inspectAll(server);
});

test('an API key gives them as its person does, where it may hand in', async () => {
  const incident = await newIncident();
  const bytes = await zipWith(right);
  const by = async (name: 'analyst' | 'hr', scope: 'evidence:write' | 'incidents:read') =>
    ask(
      server,
      'upload.begin',
      { incident },
      {
        key: await server.key(name, [scope]),
        payload: Buffer.from(bytes),
        headers: {
          'content-type': 'application/offset+octet-stream',
          'upload-length': String(bytes.byteLength),
          'upload-metadata': metadata({ filename: 'list.zip', how: 'received' }),
          ...headerOf(right),
        },
      },
    );
  expect((await by('analyst', 'incidents:read')).code).toBe('scope-lacking');
  expect((await by('hr', 'evidence:write')).code).toBe('role-lacking');
  expect(await items(incident)).toBe(0);
  expect((await by('analyst', 'evidence:write')).headers['upload-passwords']).toBe('queued');
  await inspectAll(server);
  expect(await runsOf(incident)).toMatchObject([{ state: 'complete', passwords: 1, reasons: {} }]);
});

test('bytes that are sealed off are not tried, and no run has them', async () => {
  const incident = await newIncident();
  const bytes = await zipWith(right);
  const asker = { person: server.people.lead };
  const evidence = idOf(await send({ incident, bytes }));
  await evidenceOf.sealOff(server.intake, asker, {
    incident,
    evidence,
    why: 'classified',
    people: [server.people.lead],
    reason: 'marked so',
  });
  const again = await send({ incident, bytes, headers: headerOf(right) });
  expect([again.status, again.headers['upload-passwords']]).toEqual([201, 'not-tried']);
  await inspectAll(server);
  expect((await runsOf(incident)).filter(({ passwords }) => passwords > 0)).toEqual([]);
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);
});

test('bytes that are here: tried where nobody gave one, shared where they wait, were opened, or nothing is shut', async () => {
  const incident = await newIncident();
  const bytes = await zipWith(right);
  const answered = async (content: Uint8Array): Promise<unknown> =>
    (await send({ incident, bytes: content, headers: headerOf(right) })).headers['upload-passwords'];
  await handInItem(server, incident, { name: 'a.zip', bytes }, rules);
  expect(await answered(bytes)).toBe('not-tried');
  await inspectAll(server);
  expect(await runsOf(incident)).toMatchObject([{ state: 'complete', passwords: 0, reasons: { 'wrong-password': 1 } }]);

  expect(await answered(bytes)).toBe('queued');
  await inspectAll(server);
  const states = (await runsOf(incident)).map(({ state, passwords }) => [state, passwords]);
  expect(new Set(states)).toEqual(
    new Set([
      ['complete', 1],
      ['replaced', 0],
    ]),
  );
  expect(await answered(bytes)).toBe('not-tried');

  const open = await zipWith(undefined);
  expect(await answered(open)).toBe('queued');
  await inspectAll(server);
  expect(await answered(open)).toBe('not-tried');
  await inspectAll(server);
  expect(await runsOf(incident)).toHaveLength(3);
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);
});

test('where the server dies as the upload ends they are nowhere, and have to be given again', async () => {
  const incident = await newIncident();
  const bytes = Buffer.from(await zipWith(right));
  const failing = { ...server.intake, onComplete: () => Promise.reject(new Error('killed')) };
  const asker = { person: server.people.analyst };
  const said = { name: Buffer.from('list.zip'), how: 'received', source: '', length: bytes.byteLength } as const;
  const { evidence } = await evidenceOf.beginHandIn(server.desk, asker, { ...said, incident } as never);
  const part = {
    incident,
    evidence,
    offset: 0,
    passwords: [right],
    bytes: async function* () {
      yield bytes;
    },
  };
  await expect(evidenceOf.takePart(failing, asker, part)).rejects.toThrow('killed');
  expect(findIn(await everywhere(), mark.markers)).toEqual([]);
  const { offset } = await evidenceOf.uploadStanding(server.intake, asker, { incident, evidence });
  const rest = async function* () {
    yield bytes.subarray(offset);
  };
  await evidenceOf.takePart(server.intake, asker, { incident, evidence, offset, bytes: rest });
  await inspectAll(server);
  expect(await runsOf(incident)).toMatchObject([{ state: 'complete', passwords: 0, reasons: { 'wrong-password': 1 } }]);
});
