import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reset } from '../people/reset.ts';
import { setPassword } from '../people/set-password.ts';
import {
  actsOf,
  addMember,
  callerOf,
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
  verdictOf,
  visitorFrom,
} from '../testing/identity.ts';
import { authenticate } from './authenticate.ts';
import { beginEnrolment, beginExchange, confirmEnrolment } from './enrol.ts';
import { listSessions } from './list-sessions.ts';
import { closeSession, revokeSession } from './revoke-session.ts';
import { useSecondFactor } from './second-factor.ts';
import { type Needs, showSession } from './show-session.ts';
import { signIn } from './sign-in.ts';

let box: TestIdentity;
let admin: Member;
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
});
afterAll(() => box.close());

const hour = 3_600_000;

/** The ways into a session, each leading to a token. */
const paths = {
  async 'an invitation'(member: Member) {
    return member.token;
  },
  async 'a password'(member: Member) {
    return (await signIn(box.identity, member, visitorFrom(box))).token;
  },
  async 'a reset of the password'(member: Member) {
    return follow(member, 'password', passwordOf(`${member.mail} anew`));
  },
  async 'a reset of the second factor'(member: Member) {
    return follow(member, 'second-factor', member.password);
  },
  async 'a reset of both'(member: Member) {
    return follow(member, 'both', passwordOf(`${member.mail} anew`));
  },
  async 'a reset of the second factor, then of the password'(member: Member) {
    await resetBy(member, 'second-factor');
    return follow(member, 'password', passwordOf(`${member.mail} anew`));
  },
  async 'a reset of the password, then of the second factor'(member: Member) {
    await resetBy(member, 'password');
    return follow(member, 'second-factor', passwordOf(`${member.mail} anew`));
  },
  async 'a password after a reset of the second factor'(member: Member) {
    await resetBy(member, 'second-factor');
    return (await signIn(box.identity, member, visitorFrom(box))).token;
  },
};

async function resetBy(member: Member, what: 'password' | 'second-factor' | 'both'): Promise<string> {
  const caller = await callerOf(box, await signInFully(box, admin));
  return (await reset(box.identity, caller, { person: member.id, what })).token;
}

async function follow(member: Member, what: 'password' | 'second-factor' | 'both', password: string): Promise<string> {
  const token = await resetBy(member, what);
  return (await setPassword(box.identity, { token, password }, visitorFrom(box))).token;
}

describe('what a session may do, by how one came in and whether an app was enrolled', () => {
  test.each<[keyof typeof paths, 'enrolled' | 'none', Needs, string]>([
    ['an invitation', 'none', 'enrolment', 'enrols'],
    ['an invitation', 'enrolled', 'code', 'not-signed-in'],
    ['a password', 'none', 'enrolment', 'enrols'],
    ['a password', 'enrolled', 'code', 'second-factor-needed'],
    ['a reset of the password', 'none', 'enrolment', 'enrols'],
    ['a reset of the password', 'enrolled', 'code', 'second-factor-needed'],
    ['a reset of the second factor', 'none', 'enrolment', 'enrols'],
    ['a reset of the second factor', 'enrolled', 'enrolment', 'enrols'],
    ['a reset of both', 'none', 'enrolment', 'enrols'],
    ['a reset of both', 'enrolled', 'enrolment', 'enrols'],
    ['a reset of the second factor, then of the password', 'enrolled', 'enrolment', 'enrols'],
    ['a reset of the second factor, then of the password', 'none', 'enrolment', 'enrols'],
    ['a reset of the password, then of the second factor', 'enrolled', 'enrolment', 'enrols'],
    ['a password after a reset of the second factor', 'none', 'enrolment', 'enrols'],
    ['a password after a reset of the second factor', 'enrolled', 'link', 'enrolment-needs-link'],
  ])('%s, %s: needs %s, and enrolling an app is %s', async (path, phone, needs, expected) => {
    const mail = `${path.replaceAll(' ', '-')}-${phone}@desk.example`;
    const member = await addMember(box, admin, mail, { phone });
    const token = await paths[path](member);
    if (expected === 'not-signed-in') {
      // The session in which an app was enrolled has another token now: that of before, whoever saw it, is worth nothing.
      expect((await callerOf(box, token)).hasSecondFactor).toBe(true);
      return;
    }
    const caller = await callerOf(box, token);
    expect(caller.hasSecondFactor).toBe(false);
    expect((await showSession(box.identity, caller)).needs).toBe(needs);
    if (expected === 'enrols') {
      const enrolled = await enrol(box, { ...member, token });
      expect((await callerOf(box, enrolled.token)).hasSecondFactor).toBe(true);
      await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
      return;
    }
    await expect(beginEnrolment(box.identity, caller)).rejects.toMatchObject(failing(expected));
    if (needs === 'code') {
      const used = await useSecondFactor(
        box.identity,
        caller,
        { code: nextCode(box, member.secret) },
        visitorFrom(box),
      );
      expect((await callerOf(box, used.token)).hasSecondFactor).toBe(true);
    }
  });
});

describe('a session', () => {
  let member: Member;
  beforeAll(async () => {
    member = await addMember(box, admin, 'sessions@desk.example');
  });

  test('is over when it was idle for 30 minutes, and the log says so once', async () => {
    const token = await signInFully(box, member);
    const { session } = await callerOf(box, token);
    box.wait(29 * 60_000);
    await callerOf(box, token);
    box.wait(29 * 60_000);
    await callerOf(box, token);
    box.wait(30 * 60_000);
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => callerOf(box, token)));
    expect(all.map((one) => one.status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
    expect(await countActs(box, { type: 'session-revoked', session, why: 'idle' })).toBe(1);
    box.wait(-20 * 60_000);
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
  });

  test('is over after 12 hours, however much it is used', async () => {
    const token = await signInFully(box, member);
    for (let used = 0; used < 35; used += 1) {
      box.wait(20 * 60_000);
      await callerOf(box, token);
    }
    box.wait(20 * 60_000);
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
  });

  test('has limits that an installation may set', async () => {
    const identity = {
      ...box.identity,
      limits: { idle: 5 * 60_000, absolute: hour, invitation: hour, reset: hour },
    };
    const { token } = await signIn(identity, member, visitorFrom(box));
    box.wait(5 * 60_000);
    await expect(authenticate(identity, { session: token })).rejects.toMatchObject(failing('not-signed-in'));
  });

  test('is seen by its owner alone, without an address, and ended by him alone', async () => {
    const [one, two] = [await signInFully(box, member), await signInFully(box, member, '198.51.100.7')];
    const [caller, other] = [await callerOf(box, one), await callerOf(box, two)];
    const { items } = await listSessions(box.identity, caller);
    expect(items.filter(({ own }) => own)).toEqual([expect.objectContaining({ id: caller.session })]);
    expect(items.map(({ id }) => id)).toContain(other.session);
    expect(items[0]).toMatchObject({ browser: 'Firefox on Linux', hasSecondFactor: true });
    expect(JSON.stringify(items)).not.toMatch(/198\.51|[0-9a-f]{64}/);
    const stranger = await callerOf(box, await signInFully(box, admin));
    await expect(revokeSession(box.identity, stranger, other.session)).rejects.toMatchObject(failing('nothing-there'));
    await revokeSession(box.identity, caller, other.session);
    await expect(callerOf(box, two)).rejects.toMatchObject(failing('not-signed-in'));
    await closeSession(box.identity, caller);
    await expect(callerOf(box, one)).rejects.toMatchObject(failing('not-signed-in'));
    expect(await countActs(box, { type: 'session-revoked', session: other.session, why: 'by-owner' })).toBe(1);
    expect(await countActs(box, { type: 'session-revoked', session: caller.session, why: 'signed-out' })).toBe(1);
  });

  test('with rights is seen before those without, and of these twenty wait at most; the log says which ended', async () => {
    const thief = await callerOf(box, await signInFully(box, member, '198.51.100.9'));
    const asked = await signInFully(box, member);
    for (let opened = 0; opened < 120; opened += 1)
      await signIn(box.identity, member, visitorFrom(box, '198.51.100.10'));
    const { items } = await listSessions(box.identity, await callerOf(box, asked));
    expect(items.slice(0, 2).map(({ hasSecondFactor }) => hasSecondFactor)).toEqual([true, true]);
    expect(items.map(({ id }) => id)).toContain(thief.session);
    expect(items.filter(({ hasSecondFactor }) => !hasSecondFactor)).toHaveLength(20);
    const acts = (await actsOf(box)).filter(({ type }) => type === 'session-revoked');
    expect(acts.filter((act) => 'why' in act && act.why === 'expired').length).toBeGreaterThanOrEqual(100);
  });

  test('that an admin let somebody open is not pushed out by who has his password alone', async () => {
    const victim = await addMember(box, admin, 'pushed@desk.example');
    const token = await follow(victim, 'second-factor', victim.password);
    box.wait(1000);
    for (let opened = 0; opened < 30; opened += 1)
      await signIn(box.identity, victim, visitorFrom(box, '198.51.100.11'));
    await enrol(box, { ...victim, token });
  });

  test('that was left idle takes no place in the list', async () => {
    const owner = await addMember(box, admin, 'many@desk.example');
    const { owner: database } = box.database;
    await database.query(
      `insert into cofferdam.session
         (id, person_id, token_hash, made_at, last_used_at, ends_at, second_factor_at, browser, origin)
       select gen_random_uuid(), $1, encode(sha256(n::text::bytea), 'hex'), $2, $2, $2::timestamptz + interval '12 hours', $2,
         'A browser', repeat('0', 64)
       from generate_series(1, 150) n`,
      [owner.id, new Date(box.identity.now())],
    );
    box.wait(31 * 60_000);
    const caller = await callerOf(box, await signInFully(box, owner));
    expect((await listSessions(box.identity, caller)).items).toEqual([expect.objectContaining({ own: true })]);
  });

  test('tells its owner who reset him, for thirty days', async () => {
    const owner = await addMember(box, admin, 'told@desk.example');
    expect(await showSession(box.identity, await callerOf(box, owner.token))).toMatchObject({ resets: [] });
    await resetBy(owner, 'both');
    const at = new Date(box.identity.now()).toISOString();
    const anew = { ...owner, password: passwordOf('told anew') };
    const token = await follow(anew, 'password', anew.password);
    const { secret } = await enrol(box, { ...anew, token });
    const by = { id: admin.id, name: 'Ada Admin' };
    const shown = async () =>
      showSession(box.identity, await callerOf(box, await signInFully(box, { ...anew, secret })));
    expect((await shown()).resets).toEqual([
      { by, what: 'both', at: expect.any(String) },
      { by, what: 'both', at },
    ]);
    box.wait(30 * 24 * hour);
    expect((await shown()).resets).toEqual([]);
  });

  test.each(['', 'x', 'cfd_x', "' or true --", 'a'.repeat(5000)])('of a token that is none: %j', async (token) => {
    await expect(authenticate(box.identity, { session: token })).rejects.toMatchObject(failing('not-signed-in'));
    await expect(authenticate(box.identity, { key: token })).rejects.toMatchObject(failing('not-signed-in'));
  });
});

test('an app is exchanged by a code of the old one, which no session has in it', async () => {
  const member = await addMember(box, admin, 'found-open@desk.example');
  const code = nextCode(box, member.secret);
  const { token: before } = await signIn(box.identity, member, visitorFrom(box));
  const { token } = await useSecondFactor(box.identity, await callerOf(box, before), { code }, visitorFrom(box));
  const caller = await callerOf(box, token);
  await expect(beginEnrolment(box.identity, caller)).rejects.toMatchObject(failing('app-enrolled'));
  for (const factor of [{ code }, { code: '000000' }, { recoveryCode: 'AAAA-AAAA-AAAA-AAAA' }]) {
    await expect(beginExchange(box.identity, caller, factor, visitorFrom(box))).rejects.toMatchObject(
      failing('second-factor-wrong'),
    );
  }
  const confirming = confirmEnrolment(box.identity, caller, { code: '123456' }, visitorFrom(box));
  await expect(confirming).rejects.toMatchObject(failing('enrolment-missing'));
  expect(await countActs(box, { type: 'sign-in-refused', person: member.id, why: 'code-used-before' })).toBe(1);
  const { session } = await callerOf(box, token);
  const recoveryCode = member.recoveryCodes[0] ?? '';
  await beginExchange(box.identity, caller, { recoveryCode }, visitorFrom(box));
  expect(await countActs(box, { type: 'second-factor-used', session, factor: 'recovery-code' })).toBe(1);
});

test('an app can be exchanged by who used the old one; its codes end with it', async () => {
  const member = await addMember(box, admin, 'new-phone@desk.example');
  const changed = await enrol(box, { ...member, token: await signInFully(box, member) });
  const caller = await callerOf(box, (await signIn(box.identity, member, visitorFrom(box))).token);
  const tries = [{ code: nextCode(box, member.secret) }, { recoveryCode: member.recoveryCodes[0] ?? '' }];
  for (const factor of tries) {
    await expect(useSecondFactor(box.identity, caller, factor, visitorFrom(box))).rejects.toMatchObject(
      failing('second-factor-wrong'),
    );
  }
  await useSecondFactor(box.identity, caller, { code: nextCode(box, changed.secret) }, visitorFrom(box));
});

test('an enrolment waits a quarter of an hour for its first code', async () => {
  const member = await addMember(box, admin, 'slow@desk.example', { phone: 'none' });
  const caller = await callerOf(box, member.token);
  const confirm = confirmEnrolment(box.identity, caller, { code: '123456' }, visitorFrom(box));
  await expect(confirm).rejects.toMatchObject(failing('enrolment-missing'));
  await beginEnrolment(box.identity, caller);
  box.wait(16 * 60_000);
  const late = confirmEnrolment(box.identity, caller, { code: '123456' }, visitorFrom(box));
  await expect(late).rejects.toMatchObject(failing('enrolment-missing'));
});

test('ten recovery codes count once each, in whatever way they are typed', async () => {
  const member = await addMember(box, admin, 'recovery@desk.example');
  expect(new Set(member.recoveryCodes).size).toBe(10);
  const use = async (recoveryCode: string): Promise<unknown> => {
    const { token } = await signIn(box.identity, member, visitorFrom(box));
    return useSecondFactor(box.identity, await callerOf(box, token), { recoveryCode }, visitorFrom(box));
  };
  for (const code of member.recoveryCodes) await use(code.toLowerCase().replaceAll('-', ' '));
  for (const code of member.recoveryCodes.slice(0, 3)) {
    await expect(use(code)).rejects.toMatchObject(failing('second-factor-wrong'));
  }
});

test('no token, code, secret or password lies in the database as it is', async () => {
  const member = await addMember(box, admin, 'secrecy@desk.example');
  const { owner } = box.database;
  const { rows: tables } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'cofferdam'::regnamespace and relkind = 'r'`,
  );
  let all = '';
  for (const { name } of tables) {
    const { rows } = await owner.query(`select to_jsonb(t)::text as row from cofferdam.${name} t`);
    all += JSON.stringify(rows);
  }
  const codes = member.recoveryCodes.map((code) => code.replaceAll('-', ''));
  for (const secret of [
    member.token,
    member.password,
    member.secret.toString('hex'),
    ...member.recoveryCodes,
    ...codes,
  ])
    expect(all).not.toContain(secret);
  expect(await verdictOf(box)).toBe('whole');
});
