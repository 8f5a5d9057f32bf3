import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, stepAt } from './secrets/totp.ts';
import { useSecondFactor } from './sessions/second-factor.ts';
import { signIn } from './sessions/sign-in.ts';
import {
  addMember,
  callerOf,
  countActs,
  failing,
  type Member,
  nextCode,
  openTestIdentity,
  setUpAs,
  signInFully,
  type TestIdentity,
  verdictOf,
  visitorFrom,
} from './testing/identity.ts';

let box: TestIdentity;
let admin: Member;
let victim: Member;
const minute = 60_000;
const hour = 60 * minute;
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
});
let number = 0;
beforeEach(async () => {
  number += 1;
  victim = await addMember(box, admin, `victim-${number}@desk.example`);
});
afterEach(() => {
  // What one test did to addresses is over for the next.
  box.wait(48 * hour);
});
afterAll(() => box.close());

let address = 0;
/** An address that nobody was known at before. */
const fresh = (): string => `203.0.${Math.floor((address += 1) / 250)}.${address % 250}`;

const attempt = async (mail: string, password: string, from: string): Promise<string> =>
  signIn(box.identity, { mail, password }, visitorFrom(box, from)).then(
    () => 'in',
    (error: { code: string }) => error.code,
  );

/** A session of the victim that has no rights yet. */
const halfIn = async (from?: string) =>
  callerOf(box, (await signIn(box.identity, victim, visitorFrom(box, from))).token);

const tryCode = async (code: string, from?: string): Promise<string> =>
  useSecondFactor(box.identity, await halfIn(from), { code }, visitorFrom(box, from)).then(
    () => 'in',
    (error: { code: string }) => error.code,
  );

describe('a code that was used', () => {
  test('is worth nothing in the same session, nor in another', async () => {
    const code = nextCode(box, victim.secret);
    const caller = await halfIn();
    const { token } = await useSecondFactor(box.identity, caller, { code }, visitorFrom(box));
    const raised = await callerOf(box, token);
    await expect(useSecondFactor(box.identity, raised, { code }, visitorFrom(box))).rejects.toMatchObject(
      failing('second-factor-wrong'),
    );
    expect(await tryCode(code)).toBe('second-factor-wrong');
    expect(await countActs(box, { type: 'sign-in-refused', person: victim.id, why: 'code-used-before' })).toBe(2);
  });

  test('at the same time in eight sessions opens one', async () => {
    const code = nextCode(box, victim.secret);
    const results = await Promise.all(Array.from({ length: 8 }, () => tryCode(code)));
    expect(results.filter((one) => one === 'in')).toHaveLength(1);
  });

  test('takes those before it with it: the neighbours of a step cannot be used in turn', async () => {
    const at = stepAt(box.identity.now()) + 2;
    box.wait(minute);
    expect(await tryCode(codeOf(victim.secret, at + 1))).toBe('in');
    expect(await tryCode(codeOf(victim.secret, at))).toBe('second-factor-wrong');
    expect(await tryCode(codeOf(victim.secret, at - 1))).toBe('second-factor-wrong');
  });

  test('is worth nothing when the clock is set back to its time', async () => {
    const code = nextCode(box, victim.secret);
    expect(await tryCode(code)).toBe('in');
    box.wait(hour);
    const later = nextCode(box, victim.secret);
    expect(await tryCode(later)).toBe('in');
    box.wait(-hour - 30_000);
    expect(await tryCode(code)).toBe('second-factor-wrong');
    box.wait(hour + 30_000);
  });

  test('and confirmed the app, is worth nothing afterwards', async () => {
    // The test's phone waits for the next step before it shows a code: this is the one that confirmed.
    expect(await tryCode(codeOf(victim.secret, stepAt(box.identity.now())))).toBe('second-factor-wrong');
  });
});

describe('wrong passwords', () => {
  test('an account that is none is refused with the same words, after the same hashing', async () => {
    let hashed = 0;
    const { passwords } = box.identity;
    const counting = {
      ...passwords,
      verify: (phc: string | undefined, password: string, origin: string) => {
        hashed += 1;
        return passwords.verify(phc, password, origin);
      },
    };
    const identity = { ...box.identity, passwords: counting };
    const messages = new Set<string>();
    for (const mail of [victim.mail, 'nobody@desk.example', '', `${victim.mail}\u0000`]) {
      await signIn(identity, { mail, password: 'wrong wrong wrong' }, visitorFrom(box, fresh())).catch((error: Error) =>
        messages.add(error.message),
      );
    }
    expect([messages.size, hashed]).toEqual([1, 4]);
  });

  test('ten lock the account for whoever comes from elsewhere, with the right password too, and nobody is told', async () => {
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await attempt(victim.mail, 'wrong wrong wrong', fresh())).toBe('sign-in-refused');
    }
    expect(await attempt(victim.mail, victim.password, fresh())).toBe('sign-in-refused');
    expect(await countActs(box, { type: 'sign-in-refused', person: victim.id, why: 'wrong-password' })).toBe(10);
    expect(await countActs(box, { type: 'sign-in-refused', person: victim.id, why: 'locked-out' })).toBe(1);
    expect(await countActs(box, { type: 'sign-in-locked-out', person: victim.id })).toBe(1);
    box.wait(15 * minute);
    expect(await attempt(victim.mail, victim.password, fresh())).toBe('in');
  });

  test('from elsewhere do not shut the owner out where he was known', async () => {
    for (let tries = 0; tries < 12; tries += 1) await attempt(victim.mail, 'wrong wrong wrong', fresh());
    expect(await attempt(victim.mail, victim.password, fresh())).toBe('sign-in-refused');
    await callerOf(box, await signInFully(box, victim));
  });

  test('from where he was known lock him out there as well, after ten', async () => {
    for (let tries = 0; tries < 10; tries += 1) await attempt(victim.mail, 'wrong wrong wrong', '192.0.2.1');
    expect(await attempt(victim.mail, victim.password, '192.0.2.1')).toBe('sign-in-refused');
  });

  test('forty at the same time are not forty guesses: the right one among the last is refused', async () => {
    const guesses = Array.from({ length: 40 }, (_, at) => (at === 39 ? victim.password : `wrong wrong ${at}`));
    const results = await Promise.all(guesses.map((guess) => attempt(victim.mail, guess, fresh())));
    expect(new Set(results)).toEqual(new Set(['sign-in-refused']));
    expect(await countActs(box, { type: 'sign-in-refused', person: victim.id, why: 'wrong-password' })).toBe(10);
  });

  test('fifty of one address lock the address for all accounts, and then cost no hash and no entry', async () => {
    const from = fresh();
    for (let tries = 0; tries < 50; tries += 1) await attempt(`nobody-${tries}@desk.example`, 'wrong wrong', from);
    const before = await countActs(box, { type: 'sign-in-refused' });
    expect(await attempt(victim.mail, victim.password, from)).toBe('too-many-tries');
    expect(await countActs(box, { type: 'sign-in-refused' })).toBe(before);
    const { origin } = visitorFrom(box, from);
    expect(await countActs(box, { type: 'sign-in-locked-out', person: null, from: origin })).toBe(1);
    expect(await attempt(victim.mail, victim.password, fresh())).toBe('in');
    box.wait(15 * minute);
    expect(await attempt(victim.mail, victim.password, from)).toBe('in');
  });

  test('fifty of a machine behind the address of an office shut out nobody who was known there', async () => {
    const office = '192.0.2.1';
    const stranger = await addMember(box, admin, `stranger-${number}@desk.example`, { phone: 'none' });
    for (let tries = 0; tries < 50; tries += 1) await attempt(`nobody-${tries}@desk.example`, 'wrong wrong', office);
    expect(await attempt('nobody@desk.example', 'wrong wrong', office)).toBe('too-many-tries');
    expect(await attempt(stranger.mail, stranger.password, office)).toBe('too-many-tries');
    await callerOf(box, await signInFully(box, victim, office));
    // Each account has its ten tries there; then it is as others, so that the log does not grow with every try.
    const tries: string[] = [];
    for (let at = 0; at < 15; at += 1) tries.push(await attempt(victim.mail, 'wrong wrong wrong', office));
    expect(tries).toEqual([
      ...Array.from({ length: 10 }, () => 'sign-in-refused'),
      ...Array.from({ length: 5 }, () => 'too-many-tries'),
    ]);
    expect(await attempt(victim.mail, victim.password, office)).toBe('too-many-tries');
    expect(await countActs(box, { type: 'sign-in-refused', person: victim.id })).toBe(10);
  });

  test('a thousand from a thousand addresses are refused, each in the log, and the owner comes in', async () => {
    const before = await countActs(box, { type: 'sign-in-refused', person: victim.id });
    const flood = Promise.all(
      Array.from({ length: 1000 }, (_, at) => attempt(victim.mail, `wrong wrong ${at}`, `10.${at >> 8}.${at & 255}.1`)),
    );
    expect(new Set(await flood)).toEqual(new Set(['sign-in-refused']));
    expect(await countActs(box, { type: 'sign-in-refused', person: victim.id })).toBe(before + 1000);
    expect(await countActs(box, { type: 'sign-in-locked-out', person: victim.id })).toBe(1);
    await callerOf(box, await signInFully(box, victim));
    expect(await verdictOf(box)).toBe('whole');
  });
});

test('whoever waits for a password to be hashed holds no connection to the database', async () => {
  const gate = Promise.withResolvers<boolean>();
  const waiting: string[] = [];
  const passwords = {
    ...box.identity.passwords,
    verify(_phc: string | undefined, password: string) {
      waiting.push(password);
      return gate.promise;
    },
  };
  const { pool } = box.identity;
  const all = Array.from({ length: 30 }, () =>
    signIn({ ...box.identity, passwords }, victim, visitorFrom(box, fresh())).catch((error: { code: string }) => error),
  );
  while (waiting.length < 30) await pool.query('select');
  expect(pool.idleCount).toBe(pool.totalCount);
  gate.resolve(false);
  expect(await Promise.all(all)).toEqual(
    Array.from({ length: 30 }, () => failing('sign-in-refused')).map((one) => expect.objectContaining(one)),
  );
});

describe('wrong codes', () => {
  test('count as wrong passwords do: after ten no code is taken, the right one neither', async () => {
    const caller = await halfIn(fresh());
    for (let tries = 0; tries < 10; tries += 1) {
      const wrong = String((Number(codeOf(victim.secret, stepAt(box.identity.now()))) + 1000 + tries) % 1_000_000);
      await expect(
        useSecondFactor(box.identity, caller, { code: wrong.padStart(6, '0') }, visitorFrom(box, fresh())),
      ).rejects.toMatchObject(failing('second-factor-wrong'));
    }
    const right = { code: nextCode(box, victim.secret) };
    await expect(useSecondFactor(box.identity, caller, right, visitorFrom(box, fresh()))).rejects.toMatchObject(
      failing('second-factor-wrong'),
    );
    expect(await countActs(box, { type: 'sign-in-refused', person: victim.id, why: 'wrong-code' })).toBe(10);
    expect(await attempt(victim.mail, victim.password, fresh())).toBe('sign-in-refused');
  });
});

describe('a clock that is set back by an hour', () => {
  test('ends sessions that were in use: they are not lengthened', async () => {
    const token = await signInFully(box, victim);
    box.wait(hour / 3);
    await callerOf(box, token);
    box.wait(-hour);
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
    box.wait(hour);
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
  });

  test('opens no session that was over, and no account that is locked', async () => {
    const token = await signInFully(box, victim);
    box.wait(31 * minute);
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
    for (let tries = 0; tries < 10; tries += 1) await attempt(victim.mail, 'wrong wrong wrong', fresh());
    box.wait(-hour);
    await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
    expect(await attempt(victim.mail, victim.password, fresh())).toBe('sign-in-refused');
    box.wait(hour);
  });
});

test('a token of before the second factor is worth nothing after it', async () => {
  const { token } = await signIn(box.identity, victim, visitorFrom(box));
  const code = { code: nextCode(box, victim.secret) };
  await useSecondFactor(box.identity, await callerOf(box, token), code, visitorFrom(box));
  await expect(callerOf(box, token)).rejects.toMatchObject(failing('not-signed-in'));
});
