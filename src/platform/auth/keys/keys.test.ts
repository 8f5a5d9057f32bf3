import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionCaller } from '../sessions/own.ts';
import {
  addMember,
  callerOf,
  callerOfKey,
  countActs,
  failing,
  type Member,
  nextCode,
  openTestIdentity,
  setUpAs,
  signInFully,
  type TestIdentity,
  visitorFrom,
} from '../testing/identity.ts';
import { listKeys } from './list-keys.ts';
import { makeKey } from './make-key.ts';
import { revokeKey } from './revoke-key.ts';

let box: TestIdentity;
let owner: SessionCaller;
let member: Member;
let admin: Member;
const day = 24 * 3_600_000;
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
  member = await addMember(box, admin, 'owner@desk.example');
  owner = await callerOf(box, member.token);
});
afterAll(() => box.close());

const inDays = (days: number): string => new Date(box.identity.now() + days * day).toISOString();
const make = (expires = inDays(1)) =>
  makeKey(
    box.identity,
    owner,
    {
      name: 'nightly',
      scopes: ['log:read', 'incidents:read', 'log:read'],
      expires,
      code: nextCode(box, member.secret),
    },
    visitorFrom(box),
  );

test('a key is its owner with fewer rights, until it expires; the log says once that it did', async () => {
  const { id, key } = await make();
  expect(key).toMatch(/^cfd_[\w-]{43}$/);
  expect(await callerOfKey(box, key)).toEqual({
    person: member.id,
    installationRole: 'none',
    key: id,
    scopes: ['incidents:read', 'log:read'],
    hasSecondFactor: true,
  });
  box.wait(day);
  for (let tries = 0; tries < 3; tries += 1) {
    await expect(callerOfKey(box, key)).rejects.toMatchObject(failing('not-signed-in'));
  }
  expect(await countActs(box, { type: 'key-revoked', key: id, why: 'expired' })).toBe(1);
  box.wait(-day / 2);
  await expect(callerOfKey(box, key)).rejects.toMatchObject(failing('not-signed-in'));
  box.wait(day / 2);
  owner = await callerOf(box, await signInFully(box, member));
});

test.each([
  ['now', () => inDays(0)],
  ['yesterday', () => inDays(-1)],
  ['in a year and a day', () => inDays(366)],
  ['never', () => 'never'],
])('a key that expires %s is not made', async (_, expires) => {
  await expect(make(expires())).rejects.toMatchObject(failing('key-expiry-invalid'));
});

test('a key in whatever is not it is nobody', async () => {
  const { key } = await make();
  for (const other of [key.slice(4), key.toLowerCase(), `${key}A`, key.slice(0, -1)]) {
    await expect(callerOfKey(box, other)).rejects.toMatchObject(failing('not-signed-in'));
  }
});

test('keys are listed without what makes them keys, and ended by their owner alone', async () => {
  const { id, key } = await make();
  await callerOfKey(box, key);
  const { items } = await listKeys(box.identity, owner, { limit: 100 });
  expect(items).toContainEqual(
    expect.objectContaining({ id, name: 'nightly', ended: false, lastUsed: expect.any(String) }),
  );
  expect(JSON.stringify(items)).not.toMatch(/cfd_|[0-9a-f]{64}/);
  const other = await addMember(box, admin, 'other@desk.example');
  const asOther = await callerOf(box, other.token);
  expect(await listKeys(box.identity, asOther, { limit: 100 })).toEqual({ items: [], next: null });
  await expect(revokeKey(box.identity, asOther, id)).rejects.toMatchObject(failing('nothing-there'));
  await revokeKey(box.identity, owner, id);
  await expect(callerOfKey(box, key)).rejects.toMatchObject(failing('not-signed-in'));
  await expect(revokeKey(box.identity, owner, id)).rejects.toMatchObject(failing('nothing-there'));
  expect(await countActs(box, { type: 'key-revoked', key: id, why: 'by-owner' })).toBe(1);
});

test('pages of keys leave none out', async () => {
  for (let made = 0; made < 5; made += 1) await make();
  const all = await listKeys(box.identity, owner, { limit: 500 });
  const paged: unknown[] = [];
  let cursor: string | undefined;
  do {
    const page = await listKeys(box.identity, owner, { limit: 2, cursor });
    paged.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(all.items);
});

test('a key takes a code that was not used, or a recovery code: a session alone makes none', async () => {
  const wanted = (code: string) => ({ name: 'taken along', scopes: ['log:read'] as const, expires: inDays(1), code });
  const code = nextCode(box, member.secret);
  const { id } = await makeKey(box.identity, owner, wanted(code), visitorFrom(box));
  expect(await countActs(box, { type: 'key-made', key: id })).toBe(1);
  const made = await countActs(box, { type: 'key-made' });
  for (const wrong of [code, '000000', '', 'AAAA-AAAA-AAAA-AAAA']) {
    await expect(makeKey(box.identity, owner, wanted(wrong), visitorFrom(box))).rejects.toMatchObject(
      failing('second-factor-wrong'),
    );
  }
  expect(await countActs(box, { type: 'key-made' })).toBe(made);
  expect(await countActs(box, { type: 'sign-in-refused', person: member.id })).toBe(4);
  await makeKey(box.identity, owner, wanted(member.recoveryCodes[0] ?? ''), visitorFrom(box));
});
