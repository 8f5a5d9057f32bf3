import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Passing, passCustody } from './custody.ts';
import { askToFetch, openReading } from './read.ts';
import { openTestIntake, type TestIntake } from './testing/intake.ts';

let box: TestIntake;
let evidence = '';
beforeAll(async () => {
  box = await openTestIntake();
});
afterAll(() => box.close());
beforeEach(async () => {
  evidence = await box.handIn(randomBytes(10));
});

type Name = Parameters<TestIntake['as']>[0];
type To = { readonly to: Name } | { readonly outside: string };

function pass(by: Name, from: Name | null, to: To, why = 'on holiday') {
  const target = 'to' in to ? { to: box.people[to.to] } : to;
  const passing: Passing = { incident: box.incident, evidence, from: from && box.people[from], why, ...target };
  return passCustody(box.desk, box.as(by), passing);
}

const refused = (code: string) => expect.objectContaining({ code });

describe('custody', () => {
  test('goes from hand to hand, out and back, and every step stays', async () => {
    await pass('analyst', 'analyst', { to: 'dpo' });
    await pass('dpo', 'dpo', { outside: 'Forensics Ltd' });
    const shown = await pass('lead', null, { to: 'legal' });
    expect(shown.custodian).toBe(box.people.legal);
    const { analyst, dpo, legal } = box.people;
    expect(shown.custody.map(({ number, from, to, outside }) => [number, from, to, outside])).toEqual([
      [1, null, analyst, null],
      [2, analyst, dpo, null],
      [3, dpo, null, 'Forensics Ltd'],
      [4, null, legal, null],
    ]);
    expect((await box.log()).slice(-3)).toEqual(['custody-passed', 'custody-passed', 'custody-passed']);
  });

  test.each<[string, Name, Name | null, To, string]>([
    ['by somebody who does not have it', 'dpo', 'analyst', { to: 'dpo' }, 'role-lacking'],
    ['by a guest', 'guest', 'analyst', { to: 'dpo' }, 'role-lacking'],
    ['by a stranger', 'stranger', 'analyst', { to: 'dpo' }, 'nothing-there'],
    ['from somebody who does not have it any more', 'lead', 'dpo', { to: 'legal' }, 'changed-meanwhile'],
    ['to a stranger', 'analyst', 'analyst', { to: 'stranger' }, 'nothing-there'],
    ['to a member who does not see it', 'analyst', 'analyst', { to: 'hr' }, 'nothing-there'],
  ])('is not passed on %s', async (_, by, from, to, code) => {
    await expect(pass(by, from, to)).rejects.toEqual(refused(code));
  });

  test('of two who pass it on at once one succeeds', async () => {
    const both = await Promise.allSettled([
      pass('analyst', 'analyst', { to: 'dpo' }),
      pass('lead', 'analyst', { to: 'legal' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('does not begin before all bytes are here', async () => {
    evidence = await box.begin(10);
    await expect(pass('lead', null, { to: 'dpo' })).rejects.toEqual(refused('evidence-incomplete'));
  });
});

describe('bytes', () => {
  const ask = (by: Name, recipient?: string) =>
    askToFetch(box.desk, box.as(by), {
      incident: box.incident,
      evidence,
      reason: 'to see',
      ...(recipient !== undefined && { recipient }),
    });
  const open = (by: Name, reading: string) =>
    openReading(box.desk, box.as(by), { incident: box.incident, evidence, reading, as: 'bytes' });

  test.each<[Name, string | undefined, string | undefined]>([
    ['lead', undefined, undefined],
    ['dpo', undefined, undefined],
    ['comms', undefined, 'role-lacking'],
    ['guest', undefined, 'role-lacking'],
    ['hr', undefined, 'nothing-there'],
    ['stranger', undefined, 'nothing-there'],
    ['auditor', undefined, 'nothing-there'],
    ['lead', 'Authority', undefined],
    ['analyst', 'Authority', 'role-lacking'],
  ])('%s asks for them, for %s: %s', async (by, recipient, code) => {
    const entries = (await box.log()).length;
    if (code === undefined) await ask(by, recipient);
    else await expect(ask(by, recipient)).rejects.toEqual(refused(code));
    const kind = recipient === undefined ? 'evidence-read' : 'evidence-exported';
    expect((await box.log()).slice(entries)).toEqual(code === undefined ? [kind] : []);
  });

  test('are for the one who said why, for ten minutes', async () => {
    const { reading } = await ask('dpo');
    expect((await open('dpo', reading)).size).toBe(10);
    await expect(open('legal', reading)).rejects.toEqual(refused('nothing-there'));
    box.wait(10 * 60_000);
    await expect(open('dpo', reading)).rejects.toEqual(refused('nothing-there'));
  });

  test('are not there before all of them are', async () => {
    evidence = await box.begin(10);
    await expect(ask('lead')).rejects.toEqual(refused('evidence-incomplete'));
  });
});
