import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '#platform/operation';
import { openWorker } from '#server/inspection';
import { until } from '../../src/server/inspection/testing/evidence.ts';
import { openTestIncident, type TestPerson } from '../../src/respond/testing/desk.ts';
import { type By, openTestServer, type TestServer } from '../../src/server/testing/server.ts';

// Who may ask what: a row for every operation there is, and every kind of person tries it, over HTTP, with requests that
// would succeed. An operation without a row fails, and so does a row without an operation.

const roles = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms', 'executive', 'guest'] as const;
type Role = (typeof roles)[number];
type Who = Role | 'nobody' | 'half' | 'stranger' | 'removed' | 'expired' | 'admin' | 'auditor' | 'key' | 'other key';
const everybody: readonly Who[] = [
  ...roles,
  'nobody',
  'half',
  'stranger',
  'removed',
  'expired',
  'admin',
  'auditor',
  'key',
  'other key',
];

interface Fixture {
  readonly box: TestServer;
  readonly incident: string;
  readonly evidence: string;
  readonly run: string;
  readonly count: string;
  /** A rule that is off. */
  readonly off: string;
  /** A decision on two persons. */
  readonly ruling: string;
  readonly ids: TestServer['people'];
}
interface Request {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string;
}
interface Row {
  /** Roles of members for operations on an incident. @default all */
  readonly members?: string;
  /** An incident of its own, since the request changes it. */
  readonly own?: true;
  readonly request?: (fixture: Fixture, who: Who) => Request | Promise<Request>;
}

const tus = { 'tus-resumable': '1.0.0' };
const part = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
const said = `filename ${Buffer.from('a.csv').toString('base64')},how ${Buffer.from('found').toString('base64')}`;
const soon = '2026-06-01T00:00:00Z';
const inIncident = ({ incident }: Fixture): Request => ({ params: { incident } });
const ofItem = ({ incident, evidence }: Fixture): Request => ({ params: { incident, evidence } });

/** Begins an upload, with its bytes where they are given. */
async function handIn(
  server: TestServer,
  incident: string,
  length: number,
  { payload, name = 'lead' }: { readonly payload?: string; readonly name?: TestPerson } = {},
): Promise<Record<string, string>> {
  const session = await server.session(name);
  const headers = { ...(payload === undefined ? tus : part), 'upload-length': String(length), 'upload-metadata': said };
  const by = { session, headers, ...(payload !== undefined && { payload }) };
  const { headers: answered } = await server.ask(operationOf(server, 'upload.begin'), { params: { incident } }, by);
  return { incident, evidence: String(answered['location']).split('/').at(-1) ?? '' };
}
/** Parts are sent by who began: each role sends to an upload of its own, whoever may not begin one to that of the lead. */
const upload = ({ box, incident }: Fixture, who: Who) =>
  handIn(box, incident, 3, handsIn.includes(who) ? { name: who as TestPerson } : {});
const handsIn: readonly string[] = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms'];

/** Asked for by the one who then fetches: rights are in the row of `evidence.ask-…`, and for others there is nothing. */
const noReading = '00000000-0000-4000-8000-000000000000';

const table: Readonly<Record<string, Row>> = {
  'set-up.show': {},
  'set-up.make': {
    request: () => ({ body: { code: 'x', name: 'A', mail: 'a@b.example', password: 'a long password' } }),
  },
  'session.open': { request: () => ({ body: { mail: 'a@b.example', password: 'a long password' } }) },
  'session.show': {},
  'session.close': {},
  'session.second-factor': { request: () => ({ body: { code: '000000' } }) },
  'session.password': { request: () => ({ body: { old: 'a long password', password: 'another long one' } }) },
  'totp.enrol': {},
  'totp.exchange': { request: () => ({ body: { code: '000000' } }) },
  'totp.confirm': { request: () => ({ body: { code: '000000' } }) },
  'sessions.list': {},
  'sessions.revoke': { request: () => ({ params: { session: noReading } }) },
  'keys.make': { request: () => ({ body: { name: 'A key', scopes: ['log:read'], expires: soon, code: '000000' } }) },
  'keys.list': {},
  'keys.revoke': { request: () => ({ params: { key: noReading } }) },
  'people.list': {},
  'people.invite': { request: () => ({ body: { name: 'New', mail: `${Math.random()}@b.example` } }) },
  'people.join': { request: () => ({ body: { token: 'x', password: 'a long password' } }) },
  'people.disable': { request: ({ ids }) => ({ params: { person: ids.leaver }, body: { reason: 'left' } }) },
  'people.reset': { request: ({ ids }) => ({ params: { person: ids.leaver }, body: { what: 'password' } }) },
  'password.set': { request: () => ({ body: { token: 'x', password: 'a long password' } }) },

  'recovery-key.renew': { request: () => ({ body: { code: '000000' } }) },

  'organisation.show': {},
  'organisation.edit': { request: () => ({ body: { name: 'Muster GmbH' }, headers: { 'if-match': '"1"' } }) },
  'entities.add': {
    request: () => ({ body: { name: 'Muster GmbH', country: 'DE', role: 'controller', listed: false } }),
  },
  'entities.change': {
    request: ({ ids }) => ({ params: { entity: ids.lead }, body: { listed: true }, headers: { 'if-match': '"1"' } }),
  },
  'entities.end': { request: ({ ids }) => ({ params: { entity: ids.lead }, headers: { 'if-match': '"1"' } }) },
  'contacts.add': {
    request: () => ({
      body: {
        name: 'Counsel',
        function: 'counsel',
        first: { kind: 'phone', address: '+49 30 901820' },
        second: { kind: 'phone', address: '+49 30 901821' },
      },
    }),
  },
  'contacts.change': {
    request: ({ ids }) => ({ params: { contact: ids.lead }, body: { name: 'B' }, headers: { 'if-match': '"1"' } }),
  },
  'contacts.remove': { request: ({ ids }) => ({ params: { contact: ids.lead }, headers: { 'if-match': '"1"' } }) },
  'roster.show': {},
  'own-rules.list': {},
  'own-rules.try': { request: () => ({ body: ownRule }) },
  'own-rules.use': { request: () => ({ body: ownRule }) },
  'own-rules.end': { request: () => ({ params: { own: 'own-999' } }) },
  'rules.list': {},
  'rules.show': { request: () => ({ params: { rule: 'iban' } }) },
  'rules.try': { request: () => ({ body: { text: 'IBAN: DE89 3704 0044 0532 0130 00' } }) },
  'roster.preview': {
    request: () => ({ payload: 'relation,email\ncustomer,a@b.example\n', headers: { 'content-type': 'text/csv' } }),
  },
  'roster.load': {
    request: () => ({ payload: 'relation,email\ncustomer,a@b.example\n', headers: { 'content-type': 'text/csv' } }),
  },

  'desk.show': {},
  'views.list': {},
  'views.save': { request: (_, who) => ({ body: { name: `High of ${who}`, filters: { severity: 'high' } } }) },
  'views.remove': { request: () => ({ params: { view: noReading } }) },
  'clocks.list': { members: 'all', request: inIncident },
  'clocks.nearest': {},

  'incidents.open': { request: () => ({ body: { title: 'A list' } }) },
  'incidents.list': {},
  'incidents.show': { members: 'all', request: inIncident },
  'incidents.edit': {
    members: 'lead analyst dpo legal',
    own: true,
    request: (f) => ({ ...inIncident(f), body: { severity: 'high' }, headers: { 'if-match': '"1"' } }),
  },
  'members.list': { members: 'all', request: inIncident },
  'members.add': {
    members: 'lead',
    own: true,
    request: (f) => ({ ...inIncident(f), body: { person: f.ids.stranger, role: 'analyst', compartments: ['facts'] } }),
  },
  'members.change': {
    members: 'lead',
    own: true,
    request: ({ incident, ids }) => ({
      params: { incident, person: ids.comms },
      body: { compartments: ['facts'] },
      headers: { 'if-match': '"1"' },
    }),
  },
  'members.remove': {
    members: 'lead',
    own: true,
    request: ({ incident, ids }) => ({ params: { incident, person: ids.comms }, body: { reason: 'left' } }),
  },
  // There is a lead, which is told to those who may ask.
  'members.take-over': {
    members: 'analyst dpo legal',
    request: (f) => ({ ...inIncident(f), body: { reason: 'she has left' } }),
  },
  'awareness.list': { members: 'all', request: inIncident },
  'awareness.state': {
    members: 'lead dpo legal',
    own: true,
    request: (f) => ({
      ...inIncident(f),
      body: { step: 'aware', since: '2026-01-01T08:00:00Z', zone: 'Europe/Berlin', saidBy: f.ids.lead },
    }),
  },

  'evidence.list': { members: 'all', request: inIncident },
  'evidence.show': { members: 'all', request: ofItem },
  // The lead, and who answers for it now.
  'evidence.pass-custody': {
    members: 'lead',
    own: true,
    request: (f) => ({ ...ofItem(f), body: { from: f.ids.lead, to: f.ids.lead, why: 'on leave' } }),
  },
  'evidence.seal-off': {
    members: 'lead analyst dpo legal hr',
    own: true,
    request: (f) => ({
      ...ofItem(f),
      body: { why: 'classified', people: roles.map((role) => f.ids[role]), reason: 'marked secret' },
    }),
  },
  'evidence.ask-read': {
    members: 'lead analyst dpo legal hr',
    request: (f) => ({ ...ofItem(f), body: { reason: 'to compare' } }),
  },
  'evidence.read': {
    members: 'lead analyst dpo legal hr',
    request: ({ incident, evidence }) => ({ params: { incident, evidence, reading: noReading } }),
  },
  'evidence.preview': { members: 'lead analyst dpo legal hr', request: ofItem },
  'evidence.ask-export': {
    members: 'lead dpo legal',
    request: (f) => ({ ...ofItem(f), body: { reason: 'asked for', recipient: 'the authority' } }),
  },
  'evidence.export': {
    members: 'lead analyst dpo legal hr',
    request: ({ incident, evidence }) => ({ params: { incident, evidence, reading: noReading } }),
  },
  'upload.options': { request: inIncident },
  'upload.begin': {
    members: 'lead analyst dpo legal hr comms',
    request: (f) => ({ ...inIncident(f), headers: { ...tus, 'upload-length': '3', 'upload-metadata': said } }),
  },
  'upload.show': {
    members: 'lead analyst dpo legal hr comms',
    request: async (f, who) => ({ params: await upload(f, who), headers: tus }),
  },
  'upload.part': {
    members: 'lead analyst dpo legal hr comms',
    request: async (f, who) => ({ params: await upload(f, who), headers: part, payload: 'abc' }),
  },
  'upload.override': {
    members: 'lead analyst dpo legal hr comms',
    request: async (f, who) => ({
      params: await upload(f, who),
      headers: { ...part, 'x-http-method-override': 'PATCH' },
      payload: 'abc',
    }),
  },
  'upload.end': {
    members: 'lead analyst dpo legal hr comms',
    request: async (f, who) => ({ params: await upload(f, who), headers: tus }),
  },

  'impact.show': { members: 'all', request: inIncident },
  'dates.show': { members: 'all', request: inIncident },
  'impact.watch': { members: 'all', request: inIncident },
  // For sessions alone: who is here are people, and no programs.
  'presence.tell': {
    members: 'all',
    request: (f) => ({ ...inIncident(f), body: { stream: noReading, at: 'impact' } }),
  },
  'runs.list': { members: 'all', request: inIncident },
  'runs.show': { members: 'all', request: ({ incident, run }) => ({ params: { incident, run } }) },
  'runs.cancel': {
    members: 'lead analyst dpo legal',
    own: true,
    request: ({ incident, run }) => ({ params: { incident, run }, body: { reason: 'a mistake' } }),
  },
  'runs.restart': {
    members: 'lead analyst dpo legal',
    own: true,
    request: ({ incident, run }) => ({ params: { incident, run } }),
  },
  'rules-off.list': { members: 'all', request: inIncident },
  'rules-off.add': {
    members: 'lead analyst dpo legal',
    own: true,
    request: (f) => ({ ...inIncident(f), body: { rule: 'iban', reason: 'all of them are of the bank itself' } }),
  },
  'rules-off.end': {
    members: 'lead analyst dpo legal',
    own: true,
    request: ({ incident, off }) => ({ params: { incident, off } }),
  },
  'files.list': { members: 'all', request: inIncident },
  'findings.list': { members: 'all', request: inIncident },
  'persons.list': { members: 'lead analyst dpo legal', request: inIncident },
  'persons.matches': { members: 'lead analyst dpo legal', request: inIncident },
  'persons.groups': { members: 'all', request: inIncident },
  'persons.reveal': {
    members: 'lead analyst dpo legal',
    request: ({ incident, count }) => ({
      params: { incident, count, number: 1 },
      body: { version: 1, reason: 'to warn her first' },
    }),
  },
  'doubts.list': { members: 'lead analyst dpo legal', request: inIncident },
  'doubts.reveal': {
    members: 'lead analyst dpo legal',
    request: ({ incident, count }) => ({
      params: { incident, count, doubt: 1 },
      body: { version: 1, reason: 'to see whether they are one' },
    }),
  },
  'rulings.list': { members: 'lead analyst dpo legal', request: inIncident },
  'rulings.add': {
    members: 'lead analyst dpo legal',
    request: ({ incident, count }) => ({
      params: { incident, count, doubt: 1 },
      body: { version: 1, same: true, reason: 'the shop knows both' },
    }),
  },
  'rulings.end': {
    members: 'lead analyst dpo legal',
    own: true,
    request: ({ incident, ruling }) => ({ params: { incident, ruling } }),
  },
  'persons.export': {
    members: 'lead analyst dpo legal',
    request: ({ incident, count }) => ({
      params: { incident, count },
      body: { version: 1, recipient: 'the authority', reason: 'asked for' },
    }),
  },

  'backup.show': {},
  'backup.set': { request: () => ({ body: { folder: null }, headers: { 'if-match': '"1"' } }) },
  // No folder is named.
  'backup.make': {},

  'first-hour.show': { members: 'all', request: inIncident },
  'decisions.list': { members: 'all', request: inIncident },
  'decisions.add': {
    members: 'lead analyst dpo legal hr comms',
    request: (f) => ({
      ...inIncident(f),
      body: { text: 'The portal stays down', at: '2026-01-01T08:00:00Z', zone: 'Europe/Berlin' },
    }),
  },

  'reports.preview': { members: 'lead analyst dpo legal', request: inIncident },
  'reports.make': {
    members: 'lead analyst dpo legal',
    request: (f) => ({ ...inIncident(f), body: { format: 'docx', recipient: 'the authority' } }),
  },

  'log.list': { members: 'all', request: inIncident },
  'log.head': {},
  'log.export': { request: () => ({ body: {} }) },
};

let box: TestServer;
let inspected: Fixture;
const sessions: Partial<Record<Who, By>> = {};

beforeAll(async () => {
  box = await openTestServer();
  inspected = await makeFixture(true);
  for (const who of everybody) sessions[who] = await credentialsOf(who);
}, 120_000);
afterAll(() => box.close());

function operationOf(server: TestServer, id: string): Operation {
  const found = server.routes.find(({ operation }) => operation.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found.operation;
}

async function credentialsOf(who: Who): Promise<By> {
  if (who === 'nobody') return {};
  if (who === 'half') return { session: await box.session('lead', 'half') };
  if (who === 'key') return { key: await box.key('lead') };
  if (who === 'other key') return { key: await box.key('lead', ['organisation:read']) };
  return { session: await box.session(who) };
}

/** An incident in which everybody is who has a role, with one item; `removed` and `expired` were members once. */
async function makeFixture(isInspected: boolean): Promise<Fixture> {
  const members = roles.filter((role) => role !== 'lead').map((role) => ({ name: role, role }));
  const incident = await openTestIncident(box, [
    ...members,
    { name: 'removed' as TestPerson, role: 'analyst' },
    { name: 'expired' as TestPerson, role: 'guest' },
  ]);
  const { owner } = box.database;
  await owner.query('update cofferdam.membership set removed_at = now() where incident_id = $1 and person_id = $2', [
    incident,
    box.people.removed,
  ]);
  await owner.query(
    `update cofferdam.membership set expires_at = now() - interval '1 minute' where incident_id = $1 and person_id = $2`,
    [incident, box.people.expired],
  );
  const bytes = 'name,email\nMaria Muster,maria@kunde.example\nMaria Muster,mm@kunde.example\n';
  const { evidence = '' } = await handIn(box, incident, bytes.length, { payload: bytes });
  if (isInspected) {
    const { master, store, now } = box.desk;
    const worker = await openWorker({
      master,
      store,
      now,
      connection: box.database.worker,
      children: 1,
      onTrouble: () => undefined,
    });
    await until(box, 'select exists (select from cofferdam.subject_count where incident_id = $1)', [incident]);
    await worker.stop();
  }
  const one = async (sql: string): Promise<string> => {
    const { rows } = await owner.query<{ id: string }>(sql, [incident]);
    return rows[0]?.id ?? noReading;
  };
  await owner.query(
    `insert into cofferdam.rule_off (id, incident_id, rule, reason, off_at, off_by)
     values (gen_random_uuid(), $1, 'phone-grouped', 'numbers of orders', now(), $2)`,
    [incident, box.people.lead],
  );
  // What is sealed in it is of nobody, and is not asked for.
  const ruling = `insert into cofferdam.person_ruling
    (id, incident_id, compartment, same, why, one_mark, one_start, two_mark, two_start, about, reason, ruled_at, ruled_by)
    select gen_random_uuid(), $1, 'facts', true, 'same-name', 1, 1, 2, 2, '', 'one mailbox', now(), opened_by
    from cofferdam.incident where id = $1 returning id`;
  return {
    box,
    incident,
    evidence,
    ruling: isInspected ? noReading : await one(ruling),
    off: await one('select id from cofferdam.rule_off where incident_id = $1'),
    run: await one('select id from cofferdam.inspection_run where incident_id = $1'),
    count: await one('select id from cofferdam.subject_count where incident_id = $1'),
    ids: box.people,
  };
}

/** What somebody is told who may not ask; undefined where he may. */
function refusalOf({ gate, scope }: Operation, { members = 'all' }: Row, who: Who): string | undefined {
  if (gate === 'open') return undefined;
  if (who === 'nobody') return 'not-signed-in';
  const isKey = who === 'key' || who === 'other key';
  if (isKey && (scope === undefined || (who === 'other key' && scope !== 'organisation:read'))) return 'scope-lacking';
  if (gate === 'session') return undefined;
  if (who === 'half') return 'second-factor-needed';
  if (gate === 'admin' || gate === 'auditor') return who === gate ? undefined : 'role-lacking';
  if (gate !== 'member') return undefined;
  const role = isKey ? 'lead' : who;
  if (!(roles as readonly string[]).includes(role)) return 'nothing-there';
  return members === 'all' || members.split(' ').includes(role) ? undefined : 'role-lacking';
}

const ownRule = {
  title: 'Code names',
  element: 'confidentiality-mark',
  sought: { terms: ['Falcon'] },
  sample: 'Project Falcon',
};

/** Who opens no incidents. */
const opensNone = (operation: Operation, who: Who): boolean =>
  operation.id === 'incidents.open' && (who === 'admin' || who === 'auditor');

const refusals = new Set(['not-signed-in', 'second-factor-needed', 'scope-lacking', 'role-lacking', 'nothing-there']);
/** Asked for something that is not there: that is what they say to whoever may ask. */
const emptyHanded = new Set([
  'sessions.revoke',
  'keys.revoke',
  'entities.change',
  'entities.end',
  'contacts.change',
  'contacts.remove',
  'own-rules.end',
  'views.remove',
  'evidence.read',
  'evidence.export',
]);

test('every operation has a row, and every row an operation', () => {
  expect(Object.keys(table).sort()).toEqual(box.routes.map(({ operation }) => operation.id).sort());
});

test.each(Object.entries(table))('%s', async (id, row) => {
  const operation = operationOf(box, id);
  const fixture = row.own === true ? await makeFixture(false) : inspected;
  const told: Partial<Record<Who, string | undefined>> = {};
  const expected: Partial<Record<Who, string | undefined>> = {};
  // Those who are refused first: what they must not change is still there for the others.
  const inOrder = everybody.toSorted(
    (a, b) => Number(refusalOf(operation, row, a) === undefined) - Number(refusalOf(operation, row, b) === undefined),
  );
  for (const who of inOrder) {
    const { headers, payload, ...given } = (await row.request?.(fixture, who)) ?? {};
    const by = id === 'session.close' || id === 'sessions.revoke' ? await credentialsOf(who) : sessions[who];
    const { status, code } = await box.ask(operation, given as never, {
      ...by,
      ...(headers && { headers }),
      ...(payload !== undefined && { payload }),
    });
    const isRefused = code !== undefined && refusals.has(code);
    expected[who] = opensNone(operation, who) ? 'role-lacking' : refusalOf(operation, row, who);
    if (emptyHanded.has(id) && expected[who] === undefined) expected[who] = 'nothing-there';
    // An answer to HEAD has no body to say why.
    const said =
      operation.method === 'HEAD' && status >= 400
        ? { 401: 'not-signed-in', 403: expected[who], 404: 'nothing-there' }[status]
        : code;
    told[who] = isRefused || operation.method === 'HEAD' ? said : undefined;
    expect(status, `${id} as ${who}: ${code}`).toBeLessThan(500);
  }
  expect(told).toEqual(expected);
});
