import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { restoreMasterKey } from '../vault/index.ts';
import { invite } from './people/invite.ts';
import { join } from './people/join.ts';
import { showSession } from './sessions/show-session.ts';
import { signIn } from './sessions/sign-in.ts';
import { isSetUp } from './set-up-state.ts';
import { prepareSetUp, recoveryKeyId, setUp } from './set-up.ts';
import {
  actsOf,
  callerOf,
  failing,
  openTestIdentity,
  passwordOf,
  type TestIdentity,
  verdictOf,
  visitorFrom,
} from './testing/identity.ts';

let box: TestIdentity;
const admin = { name: 'Ada Admin', mail: 'Ada@Desk.example', password: passwordOf('ada') };
const keep = async (file: string): Promise<void> => void box.recoveryFiles.push(file);

describe('before anybody set it up', () => {
  beforeAll(async () => {
    box = await openTestIdentity();
  });
  afterAll(() => box.close());
  let code = '';
  beforeEach(async () => {
    code = (await prepareSetUp(box.identity)) ?? '';
  });

  test('nobody signs in, joins, or finds anything recorded', async () => {
    expect(await isSetUp(box.identity.pool)).toBe(false);
    await expect(signIn(box.identity, admin, visitorFrom(box))).rejects.toMatchObject(failing('not-set-up'));
    const joining = join(box.identity, { token: 'x', password: admin.password }, visitorFrom(box));
    await expect(joining).rejects.toMatchObject(failing('not-set-up'));
    expect(await actsOf(box)).toEqual([]);
  });

  test.each<[string, Partial<typeof admin & { code: string }>, string]>([
    ['another code', { code: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' }, 'set-up-code-wrong'],
    ['no code', { code: '' }, 'set-up-code-wrong'],
    ['a weak password', { password: 'adaadaadaada' }, 'password-weak'],
  ])('%s is refused, and nothing is there', async (_, wrong, expected) => {
    const attempt = setUp(box.identity, { code, ...admin, ...wrong }, visitorFrom(box), keep);
    await expect(attempt).rejects.toMatchObject(failing(expected));
    const { rows } = await box.database.owner.query('select count(*)::int as n from cofferdam.person');
    expect([rows, box.recoveryFiles]).toEqual([[{ n: 0 }], []]);
  });

  test('the code of an earlier start is worth nothing', async () => {
    const newer = await prepareSetUp(box.identity);
    expect(newer).not.toBe(code);
    await expect(setUp(box.identity, { code, ...admin }, visitorFrom(box), keep)).rejects.toMatchObject(
      failing('set-up-code-wrong'),
    );
  });

  test('the code is not in the database', async () => {
    const { rows } = await box.database.owner.query('select code_hash from cofferdam.set_up_code');
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(rows[0]?.code_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('where the recovery file cannot be kept, nothing is set up', async () => {
    const attempt = setUp(box.identity, { code, ...admin }, visitorFrom(box), async () => {
      throw new Error('disk full');
    });
    await expect(attempt).rejects.toThrow('disk full');
    expect(await isSetUp(box.identity.pool)).toBe(false);
    expect(await actsOf(box)).toEqual([]);
  });
});

describe('the set-up', () => {
  beforeAll(async () => {
    box = await openTestIdentity();
  });
  afterAll(() => box.close());

  test('of eight at the same time is made by one, and its log is whole from its first entry', async () => {
    const code = (await prepareSetUp(box.identity)) ?? '';
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const all = await Promise.allSettled(
      Array.from({ length: 8 }, () => setUp(box.identity, { code: typed, ...admin }, visitorFrom(box), keep)),
    );
    const [done, ...more] = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect([more, new Set(refused)]).toEqual([[], new Set(['set-up-done'])]);
    expect((await actsOf(box)).map(({ type }) => type)).toEqual([
      'installation-set-up',
      'recovery-key-shown',
      'session-opened',
    ]);
    expect(await verdictOf(box)).toBe('whole');
    const { halves, token, person } = done ?? expect.fail('nobody succeeded');
    const [file = ''] = box.recoveryFiles;
    expect(restoreMasterKey(file, halves.a, halves.b).id).toBe(box.identity.master.id);
    expect(await actsOf(box)).toContainEqual({ type: 'recovery-key-shown', key: recoveryKeyId(file) });
    const caller = await callerOf(box, token);
    expect(caller).toMatchObject({ person, installationRole: 'admin', hasSecondFactor: false });
    expect(await showSession(box.identity, caller)).toMatchObject({ mail: 'ada@desk.example', needs: 'enrolment' });
  });

  test('is made once', async () => {
    expect(await prepareSetUp(box.identity)).toBeUndefined();
    await expect(setUp(box.identity, { code: 'x', ...admin }, visitorFrom(box), keep)).rejects.toMatchObject(
      failing('set-up-done'),
    );
  });

  test('leaves no way for another first admin', async () => {
    const { pool } = box.identity;
    const stranger = '00000000-0000-4000-8000-000000000000';
    const client = await pool.connect();
    await client.query('begin');
    await client.query(`select set_config('cofferdam.person', $1, true)`, [stranger]);
    await expect(
      client.query(
        `insert into cofferdam.person (id, name, mail, installation_role, created_at) values ($1, 'x', 'x', 'admin', now())`,
        [stranger],
      ),
    ).rejects.toThrow('row-level security');
    await client.query('rollback');
    client.release();
  });

  test('a session without a second factor invites nobody, since the gate asks for it; the use case asks for the role', async () => {
    const { token } = await signIn(box.identity, admin, visitorFrom(box));
    const caller = await callerOf(box, token);
    expect(caller.hasSecondFactor).toBe(false);
    await expect(
      invite(
        box.identity,
        { ...caller, person: '00000000-0000-4000-8000-000000000000' },
        { name: 'n', mail: 'n@desk.example', installationRole: 'none' },
      ),
    ).rejects.toMatchObject(failing('role-lacking'));
  });
});
