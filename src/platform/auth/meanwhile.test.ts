import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from './keys/make-key.ts';
import { changePassword } from './people/change-password.ts';
import { disable } from './people/disable.ts';
import { invite } from './people/invite.ts';
import { join } from './people/join.ts';
import { reset } from './people/reset.ts';
import { setPassword } from './people/set-password.ts';
import { renewRecoveryKey } from './renew-recovery-key.ts';
import { beginEnrolment, beginExchange, confirmEnrolment } from './sessions/enrol.ts';
import type { SessionCaller } from './sessions/own.ts';
import { revokeSession } from './sessions/revoke-session.ts';
import {
  actsOf,
  addMember,
  callerOf,
  failing,
  fromBase32,
  type Member,
  nextCode,
  openTestIdentity,
  passwordOf,
  setUpAs,
  signInFully,
  type TestIdentity,
  visitorFrom,
} from './testing/identity.ts';

// What happens to an act while another is under way. One stands still because a connection of the test holds a row that it
// needs; the other comes, and then the row is let go.

let box: TestIdentity;
let admin: Member;
let other: Member;
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
  other = await addMember(box, admin, 'other-admin@desk.example', { role: 'admin' });
});
afterAll(() => box.close());

const password = passwordOf('somebody');
const asAdmin = async (): Promise<SessionCaller> => callerOf(box, await signInFully(box, admin));
const keyWanted = (code: string) => ({
  name: 'script',
  scopes: ['log:read'] as const,
  expires: new Date(box.identity.now() + 3_600_000).toISOString(),
  code,
});

/** Until so many connections of the server wait for a row. */
async function waiting(count: number): Promise<void> {
  const { pool } = box.identity;
  const asked = `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and usename = 'cofferdam_app'`;
  for (let tries = 0; tries < 5000; tries += 1) {
    if ((await pool.query<{ n: number }>(asked)).rows[0]?.n === count) return;
  }
  expect.fail('nobody waits');
}

/** Holds rows, as the statement says, while something else begins; lets go of them, and gives what became of it. */
async function whileHeld<T>(sql: string, values: unknown[], begin: () => Promise<T>): Promise<PromiseSettledResult<T>> {
  const { owner } = box.database;
  await owner.query('begin');
  await owner.query(sql, values);
  const begun = Promise.allSettled([begin()]);
  await waiting(1);
  await owner.query('commit');
  const [ended] = await begun;
  return ended ?? expect.fail('nothing began');
}

describe('a session that ended after the gate judged it', () => {
  const codeOf = (): string => nextCode(box, admin.secret);
  const invitation = (name: string) => ({ name, mail: `${name}@desk.example`, installationRole: 'none' as const });
  const acts: Record<string, (caller: SessionCaller) => Promise<unknown>> = {
    'makes no key': (caller) => makeKey(box.identity, caller, keyWanted(codeOf()), visitorFrom(box)),
    'invites nobody': (caller) => invite(box.identity, caller, invitation('late')),
    'resets nobody': (caller) => reset(box.identity, caller, { person: other.id, what: 'password' }),
    'disables nobody': (caller) => disable(box.identity, caller, { person: other.id, reason: 'late' }),
    'exchanges no app': (caller) => beginExchange(box.identity, caller, { code: codeOf() }, visitorFrom(box)),
    'sets no password': (caller) =>
      changePassword(box.identity, caller, { old: admin.password, password }, visitorFrom(box)),
    'makes no recovery key': (caller) =>
      renewRecoveryKey(box.identity, caller, { code: codeOf() }, visitorFrom(box), async (file) => {
        box.recoveryFiles.push(file);
      }),
  };

  test.each(Object.entries(acts))('%s', async (_, act) => {
    const [keeper, caller] = [await asAdmin(), await asAdmin()];
    await revokeSession(box.identity, keeper, caller.session);
    const kinds = [
      'key-made',
      'person-invited',
      'person-reset',
      'person-disabled',
      'recovery-key-shown',
      'password-set',
    ];
    const done = async () => (await actsOf(box)).filter(({ type }) => kinds.includes(type)).length;
    const before = await done();
    const files = box.recoveryFiles.length;
    await expect(act(caller)).rejects.toMatchObject(failing('not-signed-in'));
    expect(await done()).toBe(before);
    expect(box.recoveryFiles).toHaveLength(files);
    // What it ends with is undone as a whole: the code of the app was not used up, and nobody lost a session.
    await callerOf(box, await signInFully(box, other));
  });

  test('enrols no app, and confirms none', async () => {
    const member = await addMember(box, admin, 'no-phone@desk.example', { phone: 'none' });
    const caller = await callerOf(box, member.token);
    await beginEnrolment(box.identity, caller);
    await reset(box.identity, await asAdmin(), { person: member.id, what: 'password' });
    await expect(beginEnrolment(box.identity, caller)).rejects.toMatchObject(failing('not-signed-in'));
    const { rows } = await box.database.owner.query(
      'select from cofferdam.authenticator where person_id = $1 and secret is not null',
      [member.id],
    );
    expect(rows).toEqual([]);
  });

  test.each(['makes no key', 'invites nobody', 'resets nobody'] as const)(
    'at the same moment %s: the act waits for the end of the session',
    async (name) => {
      const caller = await asAdmin();
      const ended = await whileHeld(
        'update cofferdam.session set ended_at = now() where id = $1',
        [caller.session],
        () => acts[name]?.(caller) ?? expect.fail(name),
      );
      expect(ended).toMatchObject({ status: 'rejected', reason: failing('not-signed-in') });
    },
  );

  test('while its last use was written down is nobody', async () => {
    const token = await signInFully(box, admin);
    const { session } = await callerOf(box, token);
    box.wait(120_000);
    const ended = await whileHeld('update cofferdam.session set ended_at = now() where id = $1', [session], () =>
      callerOf(box, token),
    );
    expect(ended).toMatchObject({ status: 'rejected', reason: failing('not-signed-in') });
  });
});

describe('a link that is followed while an admin acts', () => {
  const oneLink = 'select from cofferdam.one_time_link where person_id = $1 for update';

  test.each(['reset', 'disable'] as const)('is waited for by a %s before it takes anything else', async (act) => {
    const member = await addMember(box, admin, `followed-${act}@desk.example`);
    const caller = await asAdmin();
    await reset(box.identity, caller, { person: member.id, what: 'both' });
    const { owner } = box.database;
    await owner.query('begin');
    await owner.query(oneLink, [member.id]);
    const begun =
      act === 'reset'
        ? reset(box.identity, caller, { person: member.id, what: 'both' })
        : disable(box.identity, caller, { person: member.id, reason: 'left' });
    await waiting(1);
    // Who follows the link takes this next. Held by the act, each would wait for the other.
    await owner.query('select from cofferdam.password where person_id = $1 for update nowait', [member.id]);
    await owner.query('select from cofferdam.authenticator where person_id = $1 for update nowait', [member.id]);
    await owner.query('commit');
    await begun;
  });

  test('and a session that it opened ends with the reset', async () => {
    const member = await addMember(box, admin, 'raced@desk.example');
    const { token } = await reset(box.identity, await asAdmin(), { person: member.id, what: 'both' });
    const caller = await asAdmin();
    const [followed, done] = await Promise.allSettled([
      setPassword(box.identity, { token, password }, visitorFrom(box)),
      reset(box.identity, caller, { person: member.id, what: 'both' }),
    ]);
    expect(done.status).toBe('fulfilled');
    if (followed.status === 'rejected') expect(followed.reason).toMatchObject(failing('link-invalid'));
    else await expect(callerOf(box, followed.value.token)).rejects.toMatchObject(failing('not-signed-in'));
  });

  test('to join, while the admin invites again: he has joined, and no second link lets him join again', async () => {
    const { token, person } = await invite(box.identity, await asAdmin(), {
      name: 'Late',
      mail: 'again@desk.example',
      installationRole: 'none',
    });
    const caller = await asAdmin();
    const { owner } = box.database;
    // The joining has done all but its entry in the log, and the reset comes.
    await owner.query('begin');
    await owner.query(`select from cofferdam.log_head where chain = 'log' for update`);
    const joining = join(box.identity, { token, password }, visitorFrom(box));
    await waiting(1);
    const resetting = reset(box.identity, caller, { person, what: 'both' });
    await waiting(2);
    await owner.query('commit');
    const joined = await joining;
    const again = await resetting;
    await expect(callerOf(box, joined.token)).rejects.toMatchObject(failing('not-signed-in'));
    const follow = { token: again.token, password };
    await expect(join(box.identity, follow, visitorFrom(box))).rejects.toMatchObject(failing('link-invalid'));
    await setPassword(box.identity, follow, visitorFrom(box));
  });

  test('to join once more is a link that is not good, and no fault of the server', async () => {
    const { token, person } = await invite(box.identity, await asAdmin(), {
      name: 'Twice',
      mail: 'twice@desk.example',
      installationRole: 'none',
    });
    // He has a password already.
    await box.database.owner.query(
      `insert into cofferdam.password (person_id, phc, set_at) values ($1, '$argon2id$v=19$x', now())`,
      [person],
    );
    await expect(join(box.identity, { token, password }, visitorFrom(box))).rejects.toMatchObject(
      failing('link-invalid'),
    );
  });
});

test('an app that was begun by a session is not confirmed by it once it ended', async () => {
  const member = await addMember(box, admin, 'unconfirmed@desk.example');
  const [keeper, caller] = [
    await callerOf(box, await signInFully(box, member)),
    await callerOf(box, await signInFully(box, member)),
  ];
  const visitor = visitorFrom(box);
  const { secret } = await beginExchange(box.identity, caller, { code: nextCode(box, member.secret) }, visitor);
  await revokeSession(box.identity, keeper, caller.session);
  const code = nextCode(box, fromBase32(secret));
  await expect(confirmEnrolment(box.identity, caller, { code }, visitor)).rejects.toMatchObject(
    failing('not-signed-in'),
  );
  await signInFully(box, member);
});
