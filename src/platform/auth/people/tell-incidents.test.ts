import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record, transact } from '../../db/index.ts';
import { personActor } from '../entries.ts';
import type { SessionCaller } from '../sessions/own.ts';
import {
  addMember,
  callerOf,
  type Member,
  openTestIdentity,
  setUpAs,
  signInFully,
  type TestIdentity,
} from '../testing/identity.ts';
import { invite } from './invite.ts';
import { reset } from './reset.ts';

let box: TestIdentity;
let admin: Member;
let asAdmin: SessionCaller;
let [lea, leo]: (Member | undefined)[] = [];
beforeAll(async () => {
  box = await openTestIdentity();
  admin = await setUpAs(box);
  [lea, leo] = [await addMember(box, admin, 'lea@desk.example'), await addMember(box, admin, 'leo@desk.example')];
  asAdmin = await callerOf(box, await signInFully(box, admin));
});
afterAll(() => box.close());

/** An incident of a lead, who lets these in. */
async function open(lead: string, members: readonly string[]): Promise<string> {
  const incident = randomUUID();
  const { pool, now } = box.identity;
  const place = { incident, compartment: 'facts' } as const;
  await transact(pool, { person: lead }, async (client) => {
    await client.query(
      'insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1, $2, $2, now(), $3)',
      [incident, randomUUID(), lead],
    );
    await add(lead, incident, lead, 'lead', client);
    const act = { type: 'incident-opened', title: '0'.repeat(64), severity: 'unknown' } as const;
    await record(client, { now, actor: personActor(lead), act, place });
  });
  for (const person of members)
    await transact(pool, { person: lead }, (client) => add(lead, incident, person, 'hr', client));
  return incident;
}

type Client = Parameters<Parameters<typeof transact>[2]>[0];
async function add(by: string, incident: string, person: string, role: string, client: Client): Promise<void> {
  await client.query(
    `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
     values (gen_random_uuid(), $1, $2, $3, '{facts}', now(), $4)`,
    [incident, person, role, by],
  );
}

/** The acts of an incident that somebody sees, told apart from its opening. */
function seenBy(person: string, incident: string): Promise<{ actor: { id: string }; act: Record<string, unknown> }[]> {
  return transact(box.identity.pool, { person }, async (client) => {
    const { rows } = await client.query<{ body: string }>(
      'select body from cofferdam.log_entry where chain = $1 and seq > 1 order by seq',
      [incident],
    );
    return rows.map(({ body }) => JSON.parse(body) as never);
  });
}
const idOf = (member: Member | undefined): string => member?.id ?? '';

test('each lead sees in the log of the incident that a member was reset, by whom, and what', async () => {
  const member = await addMember(box, admin, 'ines@desk.example');
  asAdmin = await callerOf(box, await signInFully(box, admin));
  const first = await open(idOf(lea), [member.id]);
  const second = await open(idOf(leo), [member.id]);
  const none = await open(idOf(leo), []);
  const answer = await reset(box.identity, asAdmin, { person: member.id, what: 'second-factor' });
  await reset(box.identity, asAdmin, { person: member.id, what: 'password' });
  const expected = (['second-factor', 'both'] as const).map((what) =>
    expect.objectContaining({
      actor: { kind: 'person', id: admin.id },
      act: { type: 'member-reset', person: member.id, what },
    }),
  );
  expect(await seenBy(idOf(lea), first)).toEqual(expected);
  expect(await seenBy(idOf(leo), second)).toEqual(expected);
  expect(await seenBy(idOf(leo), none)).toEqual([]);
  expect(Object.keys(answer).sort()).toEqual(['expires', 'token']);
  expect([await seenBy(admin.id, first), await seenBy(idOf(leo), first)]).toEqual([[], []]);
});

test('who was let in before joining, and is invited anew, could be anybody: the lead is told', async () => {
  const asked = { name: 'Nina', mail: 'nina@desk.example', installationRole: 'none' } as const;
  const { person } = await invite(box.identity, asAdmin, asked);
  const incident = await open(idOf(lea), [person]);
  await reset(box.identity, asAdmin, { person, what: 'both' });
  expect(await seenBy(idOf(lea), incident)).toEqual([
    expect.objectContaining({ act: { type: 'member-reset', person, what: 'invitation' } }),
  ]);
});

test.each([
  ['removed', `update cofferdam.membership set removed_at = now() where person_id = $1`],
  ['expired', `update cofferdam.membership set expires_at = now() - interval '1 minute' where person_id = $1`],
])('who is %s gets nothing by a reset, and no incident tells of it', async (name, end) => {
  const member = await addMember(box, admin, `${name}@desk.example`);
  asAdmin = await callerOf(box, await signInFully(box, admin));
  const incident = await open(idOf(lea), [member.id]);
  await box.database.owner.query(end, [member.id]);
  await reset(box.identity, asAdmin, { person: member.id, what: 'password' });
  expect(await seenBy(idOf(lea), incident)).toEqual([]);
});

test('a reset that fails leaves no word in an incident', async () => {
  const incident = await open(idOf(lea), [admin.id]);
  const last = reset(box.identity, asAdmin, { person: admin.id, what: 'both' });
  await expect(last).rejects.toMatchObject({ code: 'last-admin' });
  expect(await seenBy(idOf(lea), incident)).toEqual([]);
});

test('resets of several members of the same incidents, and work on these at the same time, do not stop each other', async () => {
  const people: string[] = [];
  for (const name of ['kim', 'lou', 'max']) people.push((await addMember(box, admin, `${name}@desk.example`)).id);
  asAdmin = await callerOf(box, await signInFully(box, admin));
  const incidents = [await open(idOf(lea), people), await open(idOf(lea), people), await open(idOf(lea), people)];
  const { pool, now } = box.identity;
  const work = (incident: string) =>
    transact(pool, { person: idOf(lea) }, (client) =>
      record(client, {
        now,
        actor: personActor(idOf(lea)),
        act: { type: 'member-expired', person: idOf(leo) },
        place: { incident, compartment: 'facts' },
      }),
    );
  const rounds = Array.from({ length: 4 }, () => [
    ...people.map((person) => reset(box.identity, asAdmin, { person, what: 'password' })),
    ...incidents.toReversed().map(work),
  ]);
  await Promise.all(rounds.flat());
  for (const incident of incidents) {
    const acts = await seenBy(idOf(lea), incident);
    expect(acts.filter(({ act }) => act['type'] === 'member-reset')).toHaveLength(12);
    expect(acts.filter(({ act }) => act['type'] === 'member-expired')).toHaveLength(4);
  }
});
