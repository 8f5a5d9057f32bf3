import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { actsOf } from '../incidents/testing/log.ts';
import { openTestDesk, type TestDesk, type TestPerson } from '../testing/desk.ts';
import type { OwnRuleBody } from './contract.ts';
import { end, list, use, type UseOwnRule } from './index.ts';

let t: TestDesk;
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());

const as = (name: TestPerson) => ({ person: t.people[name] });
const body: OwnRuleBody = {
  title: 'Erika’s project',
  element: 'confidentiality-mark',
  sought: { terms: ['Falcon'] },
  words: [],
  needsWords: false,
  examples: [],
  negativeExamples: [],
};
const asked = (given: Partial<UseOwnRule> = {}): UseOwnRule => ({
  body,
  sample: { characters: 40, found: 2 },
  ...given,
});
const code = (expected: string) => expect.objectContaining({ code: expected });

test('a rule is used, changed and ended by an admin, read by all, and the log tells its name and version alone', async () => {
  const before = (await actsOf(t, 'log')).length;
  const first = await use(t.desk, as('admin'), asked());
  expect(first).toMatchObject({ rule: 'own-1', version: 1, endedAt: null, sample: { characters: 40, found: 2 } });
  const changed = { ...body, sought: { terms: ['Falcon', 'Kestrel'] } };
  const second = await use(t.desk, as('admin'), asked({ rule: 'own-1', version: 1, body: changed }));
  expect(second).toMatchObject({ rule: 'own-1', version: 2, sought: { terms: ['Falcon', 'Kestrel'] } });
  expect(await list(t.desk, as('stranger'))).toEqual([second]);

  const ended = await end(t.desk, as('admin'), 'own-1');
  expect(ended.endedBy).toMatchObject({ id: t.people.admin });
  await expect(end(t.desk, as('admin'), 'own-1')).rejects.toEqual(code('changed-meanwhile'));
  // It can be used again, and is another version then.
  expect(await use(t.desk, as('admin'), asked({ rule: 'own-1', version: 2 }))).toMatchObject({
    version: 3,
    endedAt: null,
  });
  const acts = (await actsOf(t, 'log')).slice(before);
  expect(acts.map(({ act }) => act)).toEqual(
    [
      [1, 'used'],
      [2, 'used'],
      [2, 'ended'],
      [3, 'used'],
    ].map(([version, change]) => ({ type: 'own-rule-changed', rule: 'own-1', version, change })),
  );
  expect(JSON.stringify(acts)).not.toMatch(/Erika|Falcon/);
});

test('of two that change the same version one does, and what found nothing in its sample is not used', async () => {
  const { rule, version } = await use(t.desk, as('admin'), asked());
  const both = await Promise.allSettled([
    use(t.desk, as('admin'), asked({ rule, version })),
    use(t.desk, as('admin'), asked({ rule, version })),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed-meanwhile' } });
  await expect(use(t.desk, as('admin'), asked({ sample: { characters: 40, found: 0 } }))).rejects.toEqual(
    code('own-rule-untried'),
  );
  await expect(use(t.desk, as('admin'), asked({ rule: 'own-99', version: 1 }))).rejects.toEqual(code('nothing-there'));
  await expect(end(t.desk, as('admin'), 'own-99')).rejects.toEqual(code('nothing-there'));
});

test('nobody but an admin uses or ends one, nor does the database let them', async () => {
  const { rule } = await use(t.desk, as('admin'), asked());
  for (const name of ['lead', 'auditor', 'stranger'] as const) {
    await expect(use(t.desk, as(name), asked())).rejects.toEqual(code('role-lacking'));
    await expect(end(t.desk, as(name), rule)).rejects.toEqual(code('role-lacking'));
    const { rowCount } = await transact(t.desk.pool, as(name), (client) =>
      client.query('update cofferdam.own_rule set ended_at = now(), ended_by = $1', [t.people[name]]),
    );
    expect(rowCount).toBe(0);
  }
  await expect(
    transact(t.desk.pool, as('admin'), (client) => client.query(`update cofferdam.own_rule set body = '{}'`)),
  ).rejects.toThrow();
});
