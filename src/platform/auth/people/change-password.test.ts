import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SessionCaller } from '../sessions/own.ts';
import { signIn } from '../sessions/sign-in.ts';
import {
  addMember,
  callerOf,
  callerOfKey,
  countActs,
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
import { makeKey } from '../keys/make-key.ts';
import { changePassword } from './change-password.ts';

let box: TestIdentity;
let admin: Member;
let member: Member;
let caller: SessionCaller;
let token: string;
let number = 0;
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
});
beforeEach(async () => {
  member = await addMember(box, admin, `member-${(number += 1)}@desk.example`);
  token = await signInFully(box, member);
  caller = await callerOf(box, token);
});
afterAll(() => box.close());

const password = passwordOf('anew');
const elsewhere = '198.51.100.3';
const change = (old: string, next = password, address?: string) =>
  changePassword(box.identity, caller, { old, password: next }, visitorFrom(box, address));

test('the new one counts, the old one does not, and all sessions but this one are over; keys stay', async () => {
  const other = await signInFully(box, member, elsewhere);
  const half = (await signIn(box.identity, member, visitorFrom(box))).token;
  const expires = new Date(box.identity.now() + 3_600_000).toISOString();
  const wanted = { name: 'script', scopes: ['log:read'] as const, expires, code: nextCode(box, member.secret) };
  const { key } = await makeKey(box.identity, caller, wanted, visitorFrom(box));
  await change(member.password);
  for (const ended of [other, half]) {
    await expect(callerOf(box, ended)).rejects.toMatchObject(failing('not-signed-in'));
  }
  expect((await callerOf(box, token)).hasSecondFactor).toBe(true);
  expect(await callerOfKey(box, key)).toMatchObject({ person: member.id });
  await expect(signIn(box.identity, member, visitorFrom(box))).rejects.toMatchObject(failing('sign-in-refused'));
  await signIn(box.identity, { ...member, password }, visitorFrom(box));
  expect(await countActs(box, { type: 'password-set', person: member.id })).toBe(1);
});

test('ten wrong old ones lock, for the right one too, and a sign-in from elsewhere counts with them', async () => {
  for (let tries = 0; tries < 9; tries += 1) {
    await expect(change('wrong wrong wrong', password, elsewhere)).rejects.toMatchObject(failing('password-wrong'));
  }
  const guess = { mail: member.mail, password: 'wrong wrong wrong' };
  await expect(signIn(box.identity, guess, visitorFrom(box, elsewhere))).rejects.toThrow();
  await expect(change(member.password, password, elsewhere)).rejects.toMatchObject(failing('password-wrong'));
  expect(await countActs(box, { type: 'sign-in-refused', person: member.id, why: 'locked-out' })).toBe(1);
  expect(await countActs(box, { type: 'password-set', person: member.id })).toBe(0);
  await change(member.password);
});

test('hashes the same for a wrong old one, a right one, and one of a locked account', async () => {
  const { passwords } = box.identity;
  let hashed = 0;
  const counting = {
    hash: (...asked: Parameters<typeof passwords.hash>) => {
      hashed += 1;
      return passwords.hash(...asked);
    },
    verify: (...asked: Parameters<typeof passwords.verify>) => {
      hashed += 1;
      return passwords.verify(...asked);
    },
  };
  const identity = { ...box.identity, passwords: counting };
  const visitor = visitorFrom(box, elsewhere);
  const counts = new Set<number>();
  for (const old of [...Array.from({ length: 10 }, () => 'wrong wrong wrong'), member.password]) {
    hashed = 0;
    await changePassword(identity, caller, { old, password }, visitor).catch(() => undefined);
    counts.add(hashed);
  }
  expect(counts).toEqual(new Set([2]));
});

test('a weak one is refused, and is no try', async () => {
  await expect(change(member.password, member.mail)).rejects.toMatchObject(failing('password-weak'));
  expect(await countActs(box, { type: 'sign-in-refused', person: member.id })).toBe(0);
});

test('of two at the same time one is met: the other gave a password that is not the old one any more', async () => {
  const all = await Promise.allSettled([
    change(member.password, passwordOf('a')),
    change(member.password, passwordOf('b')),
  ]);
  expect(all.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(all.find(({ status }) => status === 'rejected')).toMatchObject({ reason: failing('password-wrong') });
});
