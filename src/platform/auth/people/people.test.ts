import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '../keys/make-key.ts';
import type { SessionCaller } from '../sessions/own.ts';
import { useSecondFactor } from '../sessions/second-factor.ts';
import { signIn } from '../sessions/sign-in.ts';
import {
  addMember,
  callerOf,
  callerOfKey,
  countActs,
  enrol,
  failing,
  type Member,
  nextCode,
  openTestIdentity,
  passwordOf,
  setUpAs,
  signInFully,
  type TestIdentity,
  visitorFrom,
} from '../testing/identity.ts';
import { disable } from './disable.ts';
import { invite } from './invite.ts';
import { join } from './join.ts';
import { listPeople } from './list-people.ts';
import { reset } from './reset.ts';
import { setPassword } from './set-password.ts';

let box: TestIdentity;
let admin: Member;
let asAdmin: SessionCaller;
const day = 24 * 3_600_000;
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
  asAdmin = await callerOf(box, admin.token);
});
afterAll(() => box.close());

const invitation = (mail: string) => ({ name: 'Some Body', mail, installationRole: 'none' as const });
const password = passwordOf('somebody');
const keyFor = async ({ secret }: Member, caller: SessionCaller): Promise<string> => {
  const code = nextCode(box, secret);
  const expires = new Date(box.identity.now() + day).toISOString();
  const wanted = { name: 'script', scopes: ['log:read'], expires, code } as const;
  return (await makeKey(box.identity, caller, wanted, visitorFrom(box))).key;
};

describe('an invitation', () => {
  test('lets one come in once, of eight who try at the same time too, and the log knows of later tries', async () => {
    const { token, person } = await invite(box.identity, asAdmin, invitation('Once@Desk.example'));
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => join(box.identity, { token, password }, visitorFrom(box))),
    );
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await expect(join(box.identity, { token, password }, visitorFrom(box))).rejects.toMatchObject(
      failing('link-invalid'),
    );
    expect(await countActs(box, { type: 'person-joined', person })).toBe(1);
    expect(await countActs(box, { type: 'access-refused', operation: 'people.join', why: 'expired' })).toBe(1);
    await signIn(box.identity, { mail: 'once@desk.EXAMPLE ', password }, visitorFrom(box));
  });

  test('of an address that somebody has is refused, in whatever case', async () => {
    const again = invite(box.identity, asAdmin, invitation('ONCE@desk.example'));
    await expect(again).rejects.toMatchObject(failing('mail-taken'));
  });

  test('that nobody made leaves no entry: anybody could fill the log', async () => {
    const before = await countActs(box, { type: 'access-refused' });
    const made_up = join(box.identity, { token: 'x'.repeat(43), password }, visitorFrom(box));
    await expect(made_up).rejects.toMatchObject(failing('link-invalid'));
    expect(await countActs(box, { type: 'access-refused' })).toBe(before);
  });

  test('that is over is in the log once, however often it is tried, until its address is locked', async () => {
    const { token } = await invite(box.identity, asAdmin, invitation('tried-often@desk.example'));
    await join(box.identity, { token, password }, visitorFrom(box));
    const from = visitorFrom(box, '203.0.113.77');
    const before = await countActs(box, {});
    const told: string[] = [];
    for (let tries = 0; tries < 60; tries += 1) {
      await join(box.identity, { token, password }, from).catch(({ code }: { code: string }) => told.push(code));
    }
    expect([told.indexOf('too-many-tries'), new Set(told)]).toEqual([50, new Set(['link-invalid', 'too-many-tries'])]);
    // The one of the link, and the lock.
    expect((await countActs(box, {})) - before).toBe(2);
    expect(await countActs(box, { type: 'sign-in-locked-out', person: null, from: from.origin })).toBe(1);
  });

  test('that nobody made counts as a try of the address too', async () => {
    const from = visitorFrom(box, '203.0.113.78');
    const told: string[] = [];
    for (let tries = 0; tries < 51; tries += 1) {
      await join(box.identity, { token: `x${tries}`, password }, from).catch(({ code }: { code: string }) =>
        told.push(code),
      );
    }
    expect(told.at(-1)).toBe('too-many-tries');
  });

  test('typed into the page for resets is not over, and not told to be: it still lets him join', async () => {
    const { token } = await invite(box.identity, asAdmin, invitation('wrong-page@desk.example'));
    const before = await countActs(box, {});
    await expect(setPassword(box.identity, { token, password }, visitorFrom(box))).rejects.toMatchObject(
      failing('link-invalid'),
    );
    expect(await countActs(box, {})).toBe(before);
    await join(box.identity, { token, password }, visitorFrom(box));
  });

  test('that expired stays so when the clock is set back after somebody tried it', async () => {
    const { token } = await invite(box.identity, asAdmin, invitation('back@desk.example'));
    box.wait(7 * day);
    for (const wait of [0, -7 * day, 7 * day]) {
      box.wait(wait);
      await expect(join(box.identity, { token, password }, visitorFrom(box))).rejects.toMatchObject(
        failing('link-invalid'),
      );
    }
    asAdmin = await callerOf(box, await signInFully(box, admin));
  });

  test('is over after seven days, or when a new one is made; a weak password does not use it up', async () => {
    const { token, person } = await invite(box.identity, asAdmin, invitation('late@desk.example'));
    await expect(join(box.identity, { token, password: 'late@desk.example' }, visitorFrom(box))).rejects.toMatchObject(
      failing('password-weak'),
    );
    box.wait(7 * day);
    await expect(join(box.identity, { token, password }, visitorFrom(box))).rejects.toMatchObject(
      failing('link-invalid'),
    );
    asAdmin = await callerOf(box, await signInFully(box, admin));
    const second = await reset(box.identity, asAdmin, { person, what: 'both' });
    const third = await reset(box.identity, asAdmin, { person, what: 'both' });
    await expect(join(box.identity, { token: second.token, password }, visitorFrom(box))).rejects.toMatchObject(
      failing('link-invalid'),
    );
    // The link of an invitation sets no password of somebody who joined, and the other way round.
    await expect(setPassword(box.identity, { token: third.token, password }, visitorFrom(box))).rejects.toMatchObject(
      failing('link-invalid'),
    );
    await join(box.identity, { token: third.token, password }, visitorFrom(box));
  });

  test('before it is followed lets nobody sign in, with whatever password', async () => {
    await invite(box.identity, asAdmin, invitation('waiting@desk.example'));
    for (const guess of ['', password]) {
      await expect(
        signIn(box.identity, { mail: 'waiting@desk.example', password: guess }, visitorFrom(box)),
      ).rejects.toMatchObject(failing('sign-in-refused'));
    }
  });
});

describe('whoever was disabled', () => {
  test('is out at once: sessions, keys, links and the way back in', async () => {
    const member = await addMember(box, admin, 'leaver@desk.example');
    const token = await signInFully(box, member);
    const key = await keyFor(member, await callerOf(box, token));
    await disable(box.identity, asAdmin, { person: member.id, reason: 'left the company' });
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
    await expect(callerOf(box, member.token)).rejects.toMatchObject(failing('not-signed-in'));
    await expect(callerOfKey(box, key)).rejects.toMatchObject(failing('not-signed-in'));
    await expect(signIn(box.identity, member, visitorFrom(box))).rejects.toMatchObject(failing('sign-in-refused'));
    expect(await countActs(box, { type: 'session-revoked', why: 'disabled' })).toBe(2);
    expect(await countActs(box, { type: 'key-revoked', why: 'disabled' })).toBe(1);
    await expect(reset(box.identity, asAdmin, { person: member.id, what: 'both' })).rejects.toMatchObject(
      failing('person-disabled'),
    );
  });

  test('is out also where he signs in at that moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const member = await addMember(box, admin, `racer-${round}@desk.example`, { phone: 'none' });
      const [entered] = await Promise.allSettled([
        signIn(box.identity, member, visitorFrom(box)),
        disable(box.identity, asAdmin, { person: member.id, reason: 'left' }),
      ]);
      if (entered.status === 'rejected') continue;
      await expect(callerOf(box, entered.value.token)).rejects.toMatchObject(failing('not-signed-in'));
      const { rows } = await box.database.owner.query(
        'select from cofferdam.session where person_id = $1 and ended_at is null',
        [member.id],
      );
      expect(rows).toEqual([]);
    }
  });

  test('who has not joined: the invitation ends', async () => {
    const { token, person } = await invite(box.identity, asAdmin, invitation('never@desk.example'));
    await disable(box.identity, asAdmin, { person, reason: 'a mistake' });
    await expect(join(box.identity, { token, password }, visitorFrom(box))).rejects.toMatchObject(
      failing('link-invalid'),
    );
  });
});

describe('the last admin', () => {
  test('is not disabled, by himself neither; an admin who has not joined is none', async () => {
    await invite(box.identity, asAdmin, { ...invitation('second@desk.example'), installationRole: 'admin' });
    await expect(disable(box.identity, asAdmin, { person: admin.id, reason: 'tired' })).rejects.toMatchObject(
      failing('last-admin'),
    );
  });

  test.each(['password', 'second-factor', 'both'] as const)('does not reset himself: %s', async (what) => {
    await expect(reset(box.identity, asAdmin, { person: admin.id, what })).rejects.toMatchObject(failing('last-admin'));
    await callerOf(box, await signInFully(box, admin));
  });

  test('is who alone can sign in: an admin without a password or an app runs nothing', async () => {
    const other = await addMember(box, admin, 'half-admin@desk.example', { role: 'admin', phone: 'none' });
    asAdmin = await callerOf(box, await signInFully(box, admin));
    const handOver = () => reset(box.identity, asAdmin, { person: admin.id, what: 'both' });
    await expect(handOver()).rejects.toMatchObject(failing('last-admin'));
    const enrolled = await enrol(box, other);
    await reset(box.identity, asAdmin, { person: other.id, what: 'password' });
    await expect(handOver()).rejects.toMatchObject(failing('last-admin'));
    const { token } = await reset(box.identity, asAdmin, { person: other.id, what: 'password' });
    await setPassword(box.identity, { token, password }, visitorFrom(box));
    const link = await handOver();
    const back = { token: link.token, password: admin.password };
    admin = await enrol(box, { ...admin, ...(await setPassword(box.identity, back, visitorFrom(box))) });
    asAdmin = await callerOf(box, admin.token);
    await disable(box.identity, asAdmin, { person: enrolled.id, reason: 'done' });
  });

  test('is left where two disable each other at the same time', async () => {
    const other = await addMember(box, admin, 'other-admin@desk.example', { role: 'admin' });
    const asOther = await callerOf(box, other.token);
    asAdmin = await callerOf(box, await signInFully(box, admin));
    const all = await Promise.allSettled([
      disable(box.identity, asAdmin, { person: other.id, reason: 'a' }),
      disable(box.identity, asOther, { person: admin.id, reason: 'b' }),
    ]);
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const { rows } = await box.database.owner.query<{ id: string }>(
      `select id from cofferdam.person join cofferdam.joining on person_id = id
       where installation_role = 'admin' and disabled_at is null`,
    );
    expect(rows).toHaveLength(1);
    if (rows[0]?.id === other.id) admin = other;
    asAdmin = await callerOf(box, await signInFully(box, admin));
  });
});

describe('who is no admin', () => {
  test.each<[string, (caller: SessionCaller, person: string) => Promise<unknown>]>([
    ['invites', (caller) => invite(box.identity, caller, invitation('x@desk.example'))],
    ['disables', (caller, person) => disable(box.identity, caller, { person, reason: 'x' })],
    ['resets', (caller, person) => reset(box.identity, caller, { person, what: 'both' })],
  ])('%s nobody', async (name, act) => {
    const member = await addMember(box, admin, `${name}@desk.example`, { role: 'auditor' });
    const caller = await callerOf(box, member.token);
    await expect(act(caller, admin.id)).rejects.toMatchObject(failing('role-lacking'));
    await expect(act({ ...caller, person: randomUUID() }, admin.id)).rejects.toMatchObject(failing('role-lacking'));
  });

  test('cannot go around that in the database either', async () => {
    const member = await addMember(box, admin, 'sql@desk.example');
    const as = async (sql: string, values: unknown[] = []): Promise<number | string> => {
      const client = await box.identity.pool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('cofferdam.person', $1, true)`, [member.id]);
        return (await client.query(sql, values)).rowCount ?? 0;
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    const others = ['password', 'authenticator', 'session', 'api_key'];
    for (const table of others) {
      expect(await as(`select from cofferdam.${table} where person_id <> $1`, [member.id])).toBe(0);
    }
    expect(await as('select from cofferdam.account_tries where account <> $1', [member.id])).toBe(0);
    expect(await as('select from cofferdam.one_time_link')).toBe(0);
    expect(await as(`update cofferdam.person set disabled_at = now()`)).toBe(0);
    expect(await as(`update cofferdam.person set installation_role = 'admin'`)).toBe('42501');
    expect(await as(`update cofferdam.authenticator set last_step = 0`)).toBe('23000');
    expect(await as('delete from cofferdam.session')).toBe('42501');
    const { rows } = await box.database.owner.query<{ may: boolean }>(
      `select has_table_privilege('cofferdam_worker', 'cofferdam.' || t, 'select') as may
       from unnest($1::text[]) t`,
      [[...others, 'account_tries', 'one_time_link', 'address_tries', 'set_up_code', 'joining', 'person']],
    );
    expect(rows.map(({ may }) => may)).not.toContain(true);
  });
});

describe('a reset', () => {
  test.each(['password', 'second-factor', 'both'] as const)('of %s ends sessions and keys', async (what) => {
    const member = await addMember(box, admin, `ended-${what}@desk.example`);
    const token = await signInFully(box, member);
    const key = await keyFor(member, await callerOf(box, token));
    await reset(box.identity, asAdmin, { person: member.id, what });
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
    await expect(callerOfKey(box, key)).rejects.toMatchObject(failing('not-signed-in'));
    expect(await countActs(box, { type: 'person-reset', person: member.id, what })).toBe(1);
    if (what !== 'second-factor') {
      await expect(signIn(box.identity, member, visitorFrom(box))).rejects.toMatchObject(failing('sign-in-refused'));
    }
  });

  test('of the password leaves the app: the link alone gives no rights', async () => {
    const member = await addMember(box, admin, 'keeps-app@desk.example');
    const { token } = await reset(box.identity, asAdmin, { person: member.id, what: 'password' });
    const opened = await setPassword(box.identity, { token, password }, visitorFrom(box));
    const caller = await callerOf(box, opened.token);
    expect(caller.hasSecondFactor).toBe(false);
    const used = await useSecondFactor(box.identity, caller, { code: nextCode(box, member.secret) }, visitorFrom(box));
    expect((await callerOf(box, used.token)).hasSecondFactor).toBe(true);
    expect(await countActs(box, { type: 'password-set', person: member.id })).toBe(1);
  });

  test('of the second factor asks for the password, and wrong ones lock', async () => {
    const member = await addMember(box, admin, 'keeps-password@desk.example');
    const { token } = await reset(box.identity, asAdmin, { person: member.id, what: 'second-factor' });
    const follow = (guess: string, at: number) =>
      setPassword(box.identity, { token, password: guess }, visitorFrom(box, `198.51.100.${at}`));
    for (let at = 1; at <= 10; at += 1) {
      await expect(follow('wrong wrong wrong', at)).rejects.toMatchObject(failing('sign-in-refused'));
    }
    await expect(follow(member.password, 11)).rejects.toMatchObject(failing('sign-in-refused'));
    // Whoever used up the tries of the link did not use up those of the account, nor the other way round.
    await signIn(box.identity, member, visitorFrom(box, '198.51.100.12'));
    box.wait(15 * 60_000);
    await follow(member.password, 13);
  });

  test('lets its owner in though his account is locked', async () => {
    const member = await addMember(box, admin, 'under-attack@desk.example');
    for (let at = 1; at <= 10; at += 1) {
      const guess = { mail: member.mail, password: 'wrong wrong wrong' };
      await expect(signIn(box.identity, guess, visitorFrom(box, `203.0.113.${at}`))).rejects.toThrow();
    }
    const elsewhere = visitorFrom(box, '203.0.113.200');
    await expect(signIn(box.identity, member, elsewhere)).rejects.toMatchObject(failing('sign-in-refused'));
    const { token } = await reset(box.identity, asAdmin, { person: member.id, what: 'password' });
    const opened = await setPassword(box.identity, { token, password }, elsewhere);
    const code = { code: nextCode(box, member.secret) };
    await useSecondFactor(box.identity, await callerOf(box, opened.token), code, elsewhere);
  });

  test('that is made while its owner signs in leaves no session behind', async () => {
    const member = await addMember(box, admin, 'meanwhile@desk.example');
    const [entered] = await Promise.allSettled([
      signIn(box.identity, member, visitorFrom(box)),
      reset(box.identity, asAdmin, { person: member.id, what: 'both' }),
    ]);
    if (entered.status === 'fulfilled') {
      await expect(callerOf(box, entered.value.token)).rejects.toMatchObject(failing('not-signed-in'));
    }
  });
});

test('people are listed in pages, by name, with whether they came', async () => {
  const all: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPeople(box.identity, { person: admin.id }, { limit: 7, cursor });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const { rows } = await box.database.owner.query('select from cofferdam.person');
  expect(all).toHaveLength(rows.length);
  expect(new Set(all.map((one) => (one as { id: string }).id)).size).toBe(rows.length);
  expect(all).toContainEqual(
    expect.objectContaining({ mail: 'leaver@desk.example', state: 'disabled', reason: 'left the company' }),
  );
  const { items } = await listPeople(
    box.identity,
    { person: (await addMember(box, admin, 'z@desk.example')).id },
    { limit: 500 },
  );
  expect(items.map(({ reason }) => reason).filter((one) => one !== null)).toEqual([]);
  expect(all).toContainEqual(expect.objectContaining({ mail: 'waiting@desk.example', state: 'invited' }));
  expect(all).toContainEqual(expect.objectContaining({ mail: 'once@desk.example', state: 'joined' }));
});
