import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestPerson } from '../../src/respond/testing/desk.ts';
import { ask, handIn } from './testing/asking.ts';
import { type Attacked, openAttacked } from './testing/attacked.ts';
import { type Came, meet, refused, untouched } from './testing/meet.ts';
import { cookie, joinAs, listen, send, signIn } from './testing/sending.ts';

// Sessions, codes, keys and memberships that are over, stolen, not enough, or of somebody else. In the log stands who it was
// where somebody is known, and where it came from.

let box: Attacked;
beforeAll(async () => {
  box = await openAttacked();
});
afterAll(() => box.close());

interface Attack {
  /** What is there before, as a legitimate act; its result is at hand for `send`. */
  readonly arrange?: () => Promise<string>;
  readonly send: (arranged: string) => Promise<Came>;
  readonly told: string;
  /** Tables in which it is noted. @default none */
  readonly changed?: readonly string[];
  readonly logged: readonly object[];
}

const at = '/v1/incidents';
const unknown = (operation: string): object => refused(operation, 'not-signed-in');
/** A member for this test alone. */
async function addMember(name: TestPerson, role: string, person = box.people[name]): Promise<void> {
  await box.database.owner.query(
    `insert into cofferdam.membership
       (id, incident_id, person_id, role, compartments, sponsor_id, expires_at, created_at, created_by)
     values (gen_random_uuid(), $1, $2, $3, '{facts}', $4, now() + interval '1 day', now(), $4)`,
    [box.ours.incident, person, role, box.people.lead],
  );
}
const expire = (name: TestPerson) =>
  box.database.owner.query(
    `update cofferdam.membership set expires_at = now() - interval '1 second' where incident_id = $1 and person_id = $2`,
    [box.ours.incident, box.people[name]],
  );
async function remove(name: TestPerson): Promise<void> {
  const params = { ...box.ours, person: box.people[name] };
  const { status } = await ask(box, 'members.remove', params, { session: await box.session('lead') });
  expect(status).toBe(204);
}
const list = (headers: Readonly<Record<string, string>>, url = at) => send(box, { url, headers });

const attacks: Readonly<Record<string, Attack>> = {
  'a session that nobody opened': {
    send: () => list(cookie('A'.repeat(43))),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'SQL in place of a session': {
    send: () => list(cookie(encodeURIComponent(`' or true; drop table cofferdam.session; --`))),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'SQL in place of a key': {
    send: () => list({ authorization: `Bearer '||(select/**/token_hash/**/from/**/cofferdam.session)||'` }),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'a session under a name that a neighbour of this host could set': {
    arrange: () => box.session('lead'),
    send: (session) =>
      list({ cookie: `cofferdam=${session}; __host-cofferdam=${session}; __Secure-cofferdam=${session}` }),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'a session as if it were a key': {
    arrange: () => box.session('lead'),
    send: (session) => list({ authorization: `Bearer ${session}` }),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'a key as if it were a session': {
    arrange: () => box.key('lead'),
    send: (key) => list(cookie(key)),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'a key in the address, where logs of others would keep it': {
    arrange: () => box.key('lead'),
    send: (key) => list({}, `${at}?key=${key}&access_token=${key}&authorization=Bearer%20${key}`),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'a key and somebody’s session in one request: the session adds nothing to the key': {
    arrange: async () => `${await box.key('analyst', ['log:read'])} ${await box.session('lead')}`,
    send: (both) => {
      const [key = '', session = ''] = both.split(' ');
      return list({ ...cookie(session), authorization: `Bearer ${key}` });
    },
    told: '403 scope-lacking',
    logged: [expect.objectContaining({ type: 'key-out-of-scope', operation: 'incidents.list' })],
  },
  'two sessions in one request: the second adds nothing to the first': {
    arrange: async () => `${await box.session('stranger')} ${await box.session('lead')}`,
    send: (both) => {
      const [own = '', other = ''] = both.split(' ');
      const headers = { cookie: `__Host-cofferdam=${own}; __Host-cofferdam=${other}` };
      return list(headers, `${at}/${box.theirs.incident}`);
    },
    told: '404 nothing-there',
    logged: [refused('incidents.show', 'not-a-member')],
  },
  'a session without a second factor': {
    arrange: () => box.session('lead', 'half'),
    send: (session) => list(cookie(session), `${at}/${box.theirs.incident}`),
    told: '403 second-factor-needed',
    logged: [refused('incidents.show', 'no-second-factor')],
  },
  'another app, enrolled with the password alone': {
    arrange: async () => signIn(box, await joinAs(box)),
    send: (session) => ask(box, 'totp.enrol', {}, { session }),
    told: '403 second-factor-needed',
    logged: [refused('totp.enrol', 'no-second-factor')],
  },
  'the token of before the second factor, by whoever planted it': {
    arrange: async () => (await joinAs(box)).half,
    send: (session) => ask(box, 'session.show', {}, { session }),
    told: '401 not-signed-in',
    logged: [unknown('session.show')],
  },
  'a session that was signed out': {
    arrange: async () => {
      const session = await box.session('lead');
      await ask(box, 'session.close', {}, { session });
      return session;
    },
    send: (session) => list(cookie(session)),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'a session that nobody used for half an hour': {
    arrange: async () => {
      const session = await box.session('lead');
      box.wait(31 * 60_000);
      return session;
    },
    send: (session) => list(cookie(session)),
    told: '401 not-signed-in',
    logged: [expect.objectContaining({ type: 'session-revoked', why: 'idle' }), unknown('incidents.list')],
  },
  'the session of somebody who was shut out': {
    arrange: async () => {
      const session = await box.session('leaver');
      await ask(
        box,
        'people.disable',
        { person: box.people.leaver },
        {
          session: await box.session('admin'),
          body: { reason: 'left the company' },
        },
      );
      return session;
    },
    send: (session) => list(cookie(session)),
    told: '401 not-signed-in',
    logged: [unknown('incidents.list')],
  },
  'the session of somebody else, ended by one’s own': {
    arrange: async () => {
      const session = await box.session('lead');
      const { answer } = await ask(box, 'sessions.list', {}, { session });
      return (answer as unknown as { items: { id: string }[] }).items[0]?.id ?? '';
    },
    send: async (session) => ask(box, 'sessions.revoke', { session }, { session: await box.session('stranger') }),
    told: '404 nothing-there',
    logged: [],
  },
  'an API key for what it was not made for': {
    arrange: () => box.key('lead', ['incidents:read', 'impact:read', 'evidence:read']),
    send: (key) => ask(box, 'persons.reveal', { ...box.theirs, number: 1 }, { key }),
    told: '403 scope-lacking',
    logged: [
      { type: 'key-out-of-scope', key: expect.any(String), operation: 'persons.reveal', from: expect.any(String) },
    ],
  },
  'an API key that would let a friend in': {
    arrange: () => box.key('lead'),
    send: (key) => ask(box, 'members.add', box.ours, { key }),
    told: '403 scope-lacking',
    logged: [expect.objectContaining({ type: 'key-out-of-scope', operation: 'members.add' })],
  },
  'an API key that would make another': {
    arrange: () => box.key('admin'),
    send: (key) =>
      ask(box, 'keys.make', {}, { key, body: { name: 'B', scopes: ['log:read'], expires: '2026-06-01T00:00:00Z' } }),
    told: '403 scope-lacking',
    logged: [expect.objectContaining({ type: 'key-out-of-scope', operation: 'keys.make' })],
  },
  'an API key whose time is over': {
    arrange: () => box.key('lead', ['incidents:read'], new Date(box.desk.now() + 1000)),
    send: (key) => list({ authorization: `Bearer ${key}` }),
    told: '401 not-signed-in',
    logged: [expect.objectContaining({ type: 'key-revoked', why: 'expired' }), unknown('incidents.list')],
  },
  'an API key of somebody who is no member': {
    arrange: () => box.key('stranger'),
    send: (key) => ask(box, 'incidents.show', box.theirs, { key }),
    told: '404 nothing-there',
    logged: [refused('incidents.show', 'not-a-member')],
  },
  'a code that was used, in the session of a thief who knows the password': {
    arrange: async () => {
      const joined = await joinAs(box);
      return `${await signIn(box, joined)} ${joined.used}`;
    },
    send: (both) => {
      const [session = '', code] = both.split(' ');
      return ask(box, 'session.second-factor', {}, { session, body: { code } });
    },
    told: '403 second-factor-wrong',
    logged: [expect.objectContaining({ type: 'sign-in-refused', why: 'wrong-code' })],
  },
  'an invitation that was followed': {
    arrange: async () => (await joinAs(box)).invitation,
    send: (token) => ask(box, 'people.join', {}, { body: { token, password: 'a long password of a thief' } }),
    told: '410 link-invalid',
    // It is noted there that the log has it: a link makes one entry, however often it is tried.
    changed: ['cofferdam.one_time_link'],
    logged: [refused('people.join', 'expired')],
  },
  'a second set-up, which would make another admin': {
    send: () =>
      ask(
        box,
        'set-up.make',
        {},
        {
          body: { code: 'guess', name: 'Eve', mail: 'eve@desk.example', password: 'a long password of a thief' },
        },
      ),
    told: '409 set-up-done',
    logged: [],
  },
  'a guest whose time is over': {
    arrange: async () => {
      await addMember('guest', 'guest');
      await expire('guest');
      return box.session('guest');
    },
    send: (session) => ask(box, 'evidence.list', box.ours, { session }),
    told: '404 nothing-there',
    logged: [refused('evidence.list', 'expired')],
  },
  'a member who was taken out, with what he was granted to read': {
    arrange: async () => {
      await addMember('executive', 'analyst');
      const session = await box.session('executive');
      const { answer } = await ask(box, 'evidence.ask-read', box.ours, { session });
      await remove('executive');
      return `${session} ${(answer as unknown as { reading: string }).reading}`;
    },
    send: (both) => {
      const [session = '', reading] = both.split(' ');
      return ask(box, 'evidence.read', { ...box.ours, reading }, { session });
    },
    told: '404 nothing-there',
    logged: [refused('evidence.read', 'not-a-member')],
  },
  'a member who was taken out, with the rest of an upload': {
    arrange: async () => {
      await addMember('removed', 'analyst');
      const session = await box.session('removed');
      const begun = await ask(box, 'upload.begin', box.ours, { session });
      await remove('removed');
      return `${session} ${String(begun.headers['location']).split('/').at(-1)}`;
    },
    send: (both) => {
      const [session = '', evidence] = both.split(' ');
      return ask(box, 'upload.part', { ...box.ours, evidence }, { session });
    },
    told: '404 nothing-there',
    logged: [refused('upload.part', 'not-a-member')],
  },
  'a member who was taken out, with a request that was met before': {
    arrange: async () => {
      await addMember('expired', 'analyst');
      const session = await box.session('expired');
      const once = { headers: { 'idempotency-key': 'again' } };
      expect((await ask(box, 'evidence.ask-read', box.ours, { session, ...once })).status).toBe(201);
      await remove('expired');
      return session;
    },
    send: (session) => ask(box, 'evidence.ask-read', box.ours, { session, headers: { 'idempotency-key': 'again' } }),
    told: '404 nothing-there',
    logged: [refused('evidence.ask-read', 'not-a-member')],
  },
};

test.each(Object.entries(attacks))('%s', async (_, { arrange, send: act, told, changed = [], logged }) => {
  const arranged = (await arrange?.()) ?? '';
  expect(await meet(box, () => act(arranged))).toEqual({ told, out: [], changed, logged });
});

test('a key that makes a request harmless is its owner’s alone: another with the same gets an answer of his own', async () => {
  const open = async (who: TestPerson, title: string) =>
    ask(
      box,
      'incidents.open',
      {},
      {
        session: await box.session(who),
        headers: { 'idempotency-key': 'monday' },
        body: { title },
      },
    );
  const first = await open('lead', 'Takeover of a title');
  const second = await open('stranger', 'Takeover of a title');
  const ids = [first, second].map(({ answer }) => (answer as unknown as { id: string }).id);
  expect([first.status, second.status, new Set(ids).size]).toEqual([201, 201, 2]);
  expect((await open('stranger', 'Something else')).code).toBe('idempotency-key-reused');
});

describe('a code that was used', () => {
  test('opens no second session, and the log says so', async () => {
    const joined = await joinAs(box);
    const [first, second] = [await signIn(box, joined), await signIn(box, joined)];
    const code = joined.next();
    const use = (session: string) => ask(box, 'session.second-factor', {}, { session, body: { code } });
    expect((await use(first)).status).toBe(204);
    expect(await meet({ ...box, wait: () => undefined }, () => use(second))).toEqual({
      told: '403 second-factor-wrong',
      ...untouched,
      logged: [expect.objectContaining({ type: 'sign-in-refused', person: joined.person, why: 'code-used-before' })],
    });
  });
});

describe('wrong passwords', () => {
  const attempt = (mail: string, password: string, from: string, headers: Readonly<Record<string, string>> = {}) =>
    send(box, { method: 'POST', url: '/v1/session', headers, payload: { mail, password }, from });

  test('from many addresses lock the account for all of them, are told alike, and each is in the log', async () => {
    const { mail, password } = await joinAs(box);
    const met = await meet(box, async () => {
      const tries = Array.from({ length: 12 }, (_, one) => attempt(mail, `wrong wrong ${one}`, `203.0.113.${one + 1}`));
      const bodies = (await Promise.all(tries)).map(({ body }) => body.replace(/"request":"[^"]+"/, ''));
      expect(new Set(bodies).size).toBe(1);
      return attempt(mail, password, '203.0.113.99');
    });
    expect(met).toMatchObject({ told: '401 sign-in-refused', ...untouched });
    const whys = met.logged.map((act) => ('why' in act ? act.why : act.type));
    expect(whys.toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'locked-out'),
      'sign-in-locked-out',
      ...Array.from({ length: 10 }, () => 'wrong-password'),
    ]);
  });

  test('of one address are of one address, whatever it says where it comes from', async () => {
    const from = '198.51.100.7';
    const codes: (string | undefined)[] = [];
    for (let one = 0; one < 51; one += 1) {
      const other = `10.0.0.${one}`;
      const headers = { 'x-forwarded-for': other, forwarded: `for=${other}`, 'x-real-ip': other, 'client-ip': other };
      const { body } = await attempt(`nobody-${one}@desk.example`, 'wrong wrong', from, headers);
      codes.push(/"code":"([a-z-]+)"/.exec(body)?.[1]);
    }
    expect([new Set(codes.slice(0, 50)), codes[50]]).toEqual([new Set(['sign-in-refused']), 'too-many-tries']);
  });
});

/** What a stream told but who else was there before, which is told with its first event. */
const moreOf = async (stream: Response): Promise<string> =>
  (await stream.text()).replaceAll(/^event: here\ndata: .*\n\n/gm, '');

test('the open stream of a member who is taken out ends, tells him nothing more, and he does not get another', async () => {
  const session = await box.session('comms');
  const address = `http://127.0.0.1:${await listen(box)}/v1/incidents/${box.ours.incident}/events`;
  const stream = await fetch(address, { headers: cookie(session) });
  expect(stream.status).toBe(200);
  await remove('comms');
  await handIn(box, box.ours.incident, { name: 'late.csv', bytes: `name\n${randomUUID()}\n` });
  expect(await moreOf(stream)).not.toMatch(/^(event|data):/m);
  const met = await meet(box, async () => {
    const again = await fetch(address, { headers: cookie(await box.session('comms')) });
    return { status: again.status, body: await again.text(), headers: Object.fromEntries(again.headers) };
  });
  expect(met).toEqual({ told: '404 nothing-there', ...untouched, logged: [refused('impact.watch', 'not-a-member')] });
});

/** Each opens what a stream is then opened by, and gives the act that ends it. */
interface Ending {
  readonly headers: Readonly<Record<string, string>>;
  readonly end: () => Promise<unknown>;
}
const endings: Readonly<Record<string, () => Promise<Ending>>> = {
  'a session that its owner revokes from another': async () => {
    const [session, other] = [await box.session('analyst'), await box.session('analyst')];
    const { answer } = await ask(box, 'sessions.list', {}, { session: other });
    const { items } = answer as unknown as { items: { id: string; own: boolean }[] };
    const end = async () => {
      for (const { id } of items.filter(({ own }) => !own))
        expect((await ask(box, 'sessions.revoke', { session: id }, { session: other })).status).toBe(204);
    };
    return { headers: cookie(session), end };
  },
  'a session that is signed out in another window': async () => {
    const session = await box.session('analyst');
    return { headers: cookie(session), end: () => ask(box, 'session.close', {}, { session }) };
  },
  'a session whose password an admin resets': async () => {
    const { person, session } = await joinAs(box);
    await addMember('guest', 'analyst', person);
    const admin = await box.session('admin');
    const reset = { session: admin, body: { what: 'password' } };
    const end = async () => expect((await ask(box, 'people.reset', { person }, reset)).status).toBe(201);
    return { headers: cookie(session), end };
  },
  'a session that nobody uses for half an hour': async () => ({
    headers: cookie(await box.session('analyst')),
    end: async () => box.wait(31 * 60_000),
  }),
  'a key that is revoked': async () => {
    const [key, session] = [await box.key('analyst'), await box.session('analyst')];
    const { answer } = await ask(box, 'keys.list', {}, { session });
    const { items } = answer as unknown as { items: { id: string; ended: boolean }[] };
    const end = async () => {
      for (const { id } of items.filter(({ ended }) => !ended))
        expect((await ask(box, 'keys.revoke', { key: id }, { session })).status).toBe(204);
    };
    return { headers: { authorization: `Bearer ${key}` }, end };
  },
  'a key whose time is over': async () => ({
    headers: { authorization: `Bearer ${await box.key('analyst', undefined, new Date(box.desk.now() + 60_000))}` },
    end: async () => box.wait(60_000),
  }),
};

test.each(Object.entries(endings))('the open stream of %s ends, and tells nothing more', async (_, open) => {
  const { headers, end } = await open();
  const stream = await fetch(`http://127.0.0.1:${await listen(box)}/v1/incidents/${box.ours.incident}/events`, {
    headers,
  });
  expect(stream.status).toBe(200);
  await end();
  await handIn(box, box.ours.incident, { name: 'later.csv', bytes: `name\n${randomUUID()}\n` });
  expect(await moreOf(stream)).not.toMatch(/^(event|data):/m);
});

test('an open stream is no use of its session, which it would keep from ever being idle', async () => {
  const session = await box.session('analyst');
  const stream = await fetch(`http://127.0.0.1:${await listen(box)}/v1/incidents/${box.ours.incident}/events`, {
    headers: cookie(session),
  });
  const reader = stream.body?.getReader();
  await reader?.read();
  box.wait(29 * 60_000);
  await handIn(box, box.ours.incident, { name: 'soon.csv', bytes: `name\n${randomUUID()}\n` });
  let told = '';
  while (!/^event: (?!here)/m.test(told)) told += Buffer.from((await reader?.read())?.value ?? []).toString();
  await reader?.cancel();
  box.wait(2 * 60_000);
  expect((await list(cookie(session))).status).toBe(401);
});
