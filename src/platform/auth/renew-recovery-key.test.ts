import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreMasterKey } from '../vault/index.ts';
import { renewRecoveryKey } from './renew-recovery-key.ts';
import type { SessionCaller } from './sessions/own.ts';
import { recoveryKeyId } from './set-up.ts';
import {
  actsOf,
  addMember,
  callerOf,
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
let caller: SessionCaller;
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
  caller = await callerOf(box, await signInFully(box, admin));
});
afterAll(() => box.close());

const keep = async (file: string): Promise<void> => void box.recoveryFiles.push(file);
const renew = (code: string, save = keep, by = caller) =>
  renewRecoveryKey(box.identity, by, { code }, visitorFrom(box), save);
const shown = async () => (await actsOf(box)).filter(({ type }) => type === 'recovery-key-shown');

test('the new halves open the new file, and not the old one; the log says that they were shown', async () => {
  const before = box.recoveryFiles.at(-1) ?? '';
  const { a, b } = await renew(nextCode(box, admin.secret));
  const file = box.recoveryFiles.at(-1) ?? '';
  expect(restoreMasterKey(file, a, b).id).toBe(box.identity.master.id);
  expect(() => restoreMasterKey(before, a, b)).toThrow(expect.objectContaining(failing('recovery-mixed')));
  expect((await shown()).at(-1)).toEqual({ type: 'recovery-key-shown', key: recoveryKeyId(file) });
  expect(JSON.stringify(await actsOf(box))).not.toContain(a.slice(0, 9));
  expect(await verdictOf(box)).toBe('whole');
});

test('it takes a code of the app that was not used, and no recovery code', async () => {
  const code = nextCode(box, admin.secret);
  await renew(code);
  const files = box.recoveryFiles.length;
  for (const wrong of [code, '000000', admin.recoveryCodes[0] ?? '']) {
    await expect(renew(wrong)).rejects.toMatchObject(failing('second-factor-wrong'));
  }
  expect(box.recoveryFiles).toHaveLength(files);
});

test('an admin makes one, and nobody else', async () => {
  const auditor = await addMember(box, admin, 'auditor@desk.example', { role: 'auditor' });
  const asAuditor = await callerOf(box, auditor.token);
  await expect(renew(nextCode(box, auditor.secret), keep, asAuditor)).rejects.toMatchObject(failing('role-lacking'));
});

test('where the file cannot be kept, nothing was shown, and the code is still good', async () => {
  const code = nextCode(box, admin.secret);
  const before = await shown();
  const failed = renew(code, async () => {
    throw new Error('disk full');
  });
  await expect(failed).rejects.toThrow('disk full');
  expect(await shown()).toEqual(before);
  await renew(code);
});

test('of two admins at the same time the file that stays is the one that the log names last', async () => {
  const second = await addMember(box, admin, 'second@desk.example', { role: 'admin' });
  const asSecond = await callerOf(box, await signInFully(box, second));
  const codes = [nextCode(box, admin.secret), nextCode(box, second.secret)];
  const pairs = await Promise.all([renew(codes[0] ?? ''), renew(codes[1] ?? '', keep, asSecond)]);
  const file = box.recoveryFiles.at(-1) ?? '';
  expect((await shown()).at(-1)).toEqual({ type: 'recovery-key-shown', key: recoveryKeyId(file) });
  const opening = pairs.filter(({ a, b }) => {
    try {
      return restoreMasterKey(file, a, b).id === box.identity.master.id;
    } catch {
      return false;
    }
  });
  expect(opening).toHaveLength(1);
});
