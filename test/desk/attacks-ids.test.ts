import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestPerson } from '../../src/respond/testing/desk.ts';
import { ask, entity, type Ids, operationOf } from './testing/asking.ts';
import { type Attacked, openAttacked } from './testing/attacked.ts';
import { meet, type Met, nothingFound, refused, untouched } from './testing/meet.ts';

// Ids that are somebody else's, in every place of every address: of another incident, of a compartment and of a legal entity
// that the one who asks does not see. Each request would be met with ids of one's own.

/** What the address of each operation names below the incident. */
const named: Readonly<Record<string, readonly string[]>> = {
  'incidents.show': [],
  'incidents.edit': [],
  'members.list': [],
  'members.add': [],
  'members.change': ['person'],
  'members.remove': ['person'],
  'members.take-over': [],
  'awareness.list': [],
  'awareness.state': [],
  'evidence.list': [],
  'evidence.show': ['evidence'],
  'evidence.pass-custody': ['evidence'],
  'evidence.seal-off': ['evidence'],
  'evidence.ask-read': ['evidence'],
  'evidence.read': ['evidence', 'reading'],
  'evidence.ask-export': ['evidence'],
  'evidence.export': ['evidence', 'reading'],
  'upload.begin': [],
  'upload.show': ['evidence'],
  'upload.part': ['evidence'],
  'upload.override': ['evidence'],
  'upload.end': ['evidence'],
  'impact.show': [],
  'dates.show': [],
  'impact.watch': [],
  'presence.tell': [],
  'runs.list': [],
  'runs.show': ['run'],
  'runs.cancel': ['run'],
  'runs.restart': ['run'],
  'rules-off.list': [],
  'rules-off.add': [],
  'rules-off.end': ['off'],
  'files.list': [],
  'findings.list': [],
  'persons.list': [],
  'persons.matches': [],
  'persons.groups': [],
  'persons.reveal': ['count'],
  'persons.export': ['count'],
  'doubts.list': [],
  'doubts.reveal': ['count'],
  'rulings.list': [],
  'rulings.add': ['count'],
  'rulings.end': ['ruling'],
  'log.list': [],
  'clocks.list': [],
  'decisions.list': [],
  'decisions.add': [],
  'evidence.preview': ['evidence'],
  'first-hour.show': [],
  'reports.preview': [],
  'reports.make': [],
};
const addresses = Object.keys(named);

let box: Attacked;
beforeAll(async () => {
  box = await openAttacked();
});
afterAll(() => box.close());

type Params = Readonly<Record<string, unknown>>;

/** What the lead was granted to read and to take away, of an item; his grants are no use to others. */
async function grants(id: string, { incident, evidence }: Ids): Promise<string> {
  if (id !== 'evidence.read' && id !== 'evidence.export') return '';
  const asking = id === 'evidence.read' ? 'evidence.ask-read' : 'evidence.ask-export';
  const session = await box.session('lead');
  const { answer } = await ask(box, asking, { incident, evidence }, { session });
  return (answer as unknown as { reading: string }).reading;
}

async function paramsOf(id: string, ids: Ids): Promise<Params> {
  const evidence = id.startsWith('upload.') ? ids.upload : ids.evidence;
  return { ...ids, evidence, number: 1, doubt: 1, reading: await grants(id, ids) };
}

/** An answer to HEAD says no more than its status. */
const hidden = (id: string): string => (operationOf(box, id).method === 'HEAD' ? '404' : '404 nothing-there');

async function attack(who: TestPerson, id: string, params: () => Promise<Params>): Promise<Met> {
  const given = await params();
  return meet(box, async () => ask(box, id, given, { session: await box.session(who) }));
}

test('every operation on an incident is tried, and every id in its address', () => {
  const operations = box.routes.map(({ operation }) => operation).filter(({ gate }) => gate === 'member');
  expect(operations.map(({ id }) => id).sort()).toEqual(addresses.toSorted());
  for (const { id, path } of operations) {
    const below = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name).filter((name) => name !== 'incident');
    expect([id, below.filter((name) => name !== 'number' && name !== 'doubt')]).toEqual([id, named[id]]);
  }
});

describe('the incident of others is not there, and the log tells who asked for it', () => {
  test.each(addresses)('%s', async (id) => {
    expect(await attack('analyst', id, () => paramsOf(id, box.theirs))).toEqual({
      told: hidden(id),
      ...untouched,
      logged: [refused(id, 'not-a-member')],
    });
  });
});

// For a member of the incident it is an id that is none: a slip of his as well as an attack. The log tells of both alike, and
// whether there is such an id elsewhere is what nobody may find out, whoever reads the log neither.
describe('ids of another incident are nothing under one’s own, for who leads both', () => {
  const cases = Object.entries(named).flatMap(([id, names]) => {
    const each = names.map((name) => [id, [name]] as const);
    return names.length > 1 ? [...each, [id, names] as const] : each;
  });
  test.each(cases)('%s with %j', async (id, names) => {
    const met = await attack('lead', id, async () => {
      const [own, other] = [await paramsOf(id, box.ours), await paramsOf(id, box.theirs)];
      return { ...own, ...Object.fromEntries(names.map((name) => [name, other[name]])) };
    });
    expect(met).toEqual({ told: hidden(id), ...untouched, logged: [nothingFound(id)] });
  });
});

/** Members, and rules that are off, are of the whole incident. */
const below = addresses.filter((id) => named[id]?.length !== 0 && !/^(members|rules-off)\./.test(id));
describe('what is for counsel is not there for who sees the facts', () => {
  test.each(below)('%s', async (id) => {
    const told = await attack('dpo', id, () => paramsOf(id, box.counsel));
    expect(told).toEqual({ told: hidden(id), ...untouched, logged: [nothingFound(id)] });
  });
});
describe('what is of another legal entity is not there for who sees one', () => {
  test.each(below)('%s', async (id) => {
    const told = await attack('legal', id, () => paramsOf(id, box.elsewhere));
    expect(told).toEqual({ told: hidden(id), ...untouched, logged: [nothingFound(id)] });
  });
});

describe('ids of others in queries find nothing', () => {
  const lists = ['files.list', 'findings.list', 'persons.list'] as const;
  const places = [
    ['another incident', 'lead', 'theirs'],
    ['another compartment', 'dpo', 'counsel'],
    ['another legal entity', 'legal', 'elsewhere'],
  ] as const;
  test.each(places.flatMap((place) => lists.map((id) => [id, ...place] as const)))(
    '%s with what is of %s',
    async (id, _, who, of) => {
      const { count, evidence } = box[of];
      const query: Record<string, string> = id === 'persons.list' ? { count } : { evidence };
      const met = await meet(box, async () =>
        ask(box, id, { incident: box.ours.incident }, { session: await box.session(who), query }),
      );
      const isHidden = id === 'persons.list';
      expect(met).toEqual({
        told: isHidden ? hidden(id) : '200',
        ...untouched,
        logged: isHidden ? [nothingFound(id)] : [],
      });
    },
  );
});

const nobody = '00000000-0000-4000-8000-000000000000';
describe('ids in bodies', () => {
  const rows: readonly [string, TestPerson, string, () => object, string, object[]][] = [
    [
      'an item is passed on to nobody who is not in the incident',
      'lead',
      'evidence.pass-custody',
      () => ({ from: box.people.lead, to: box.people.stranger, why: 'on leave' }),
      '404 nothing-there',
      [nothingFound('evidence.pass-custody')],
    ],
    [
      'nor to a member who does not see it',
      'lead',
      'evidence.pass-custody',
      () => ({ from: box.people.lead, to: box.people.dpo, why: 'on leave' }),
      '404 nothing-there',
      [nothingFound('evidence.pass-custody')],
    ],
    [
      'nobody speaks for a compartment that he does not see',
      'dpo',
      'awareness.state',
      () => ({ step: 'aware', since: '2026-01-01T08:00:00Z', zone: 'UTC', compartment: 'counsel' }),
      '403 compartment-lacking',
      [refused('awareness.state', 'compartment')],
    ],
    [
      'nor for a legal entity that he does not see',
      'legal',
      'awareness.state',
      () => ({ step: 'aware', since: '2026-01-01T08:00:00Z', zone: 'UTC', entity: entity.other }),
      '403 compartment-lacking',
      [refused('awareness.state', 'compartment')],
    ],
    [
      'nor in the name of somebody who is not known',
      'dpo',
      'awareness.state',
      () => ({ step: 'aware', since: '2026-01-01T08:00:00Z', zone: 'UTC', saidBy: nobody }),
      '422 person-unknown',
      [],
    ],
    [
      'nobody is let in who is not there',
      'lead',
      'members.add',
      () => ({ person: nobody, role: 'analyst', compartments: ['facts'] }),
      '422 person-unknown',
      [],
    ],
    [
      'nobody makes himself a lead',
      'analyst',
      'members.change',
      () => ({ role: 'lead' }),
      '403 role-lacking',
      [refused('members.change', 'role')],
    ],
  ];
  test.each(rows)('%s', async (_, who, id, body, told, logged) => {
    const item = id === 'evidence.pass-custody' ? box.counsel : box.ours;
    const params = { ...item, person: box.people[who] };
    const met = await meet(box, async () => ask(box, id, params, { session: await box.session(who), body: body() }));
    expect(met).toEqual({ told, ...untouched, logged });
  });
});

describe('ids that somebody tries in his own incident', () => {
  const tryOne = async (session: string, evidence: string, of = box.ours) =>
    ask(box, 'evidence.show', { incident: of.incident, evidence }, { session });

  test('are counted by the minute, those of other incidents as those of none', async () => {
    const session = await box.session('analyst');
    const met = await meet(box, async () => {
      for (let round = 0; round < 20; round += 1) {
        await tryOne(session, randomUUID());
        await tryOne(session, box.theirs.evidence);
      }
      box.wait(61_000);
      return tryOne(session, box.theirs.evidence);
    });
    expect(met).toEqual({
      told: '404 nothing-there',
      ...untouched,
      logged: [nothingFound('evidence.show'), nothingFound('evidence.show', 39), nothingFound('evidence.show')],
    });
  });

  test('are counted for each incident of a member, and hide nothing of what he tries where he is none', async () => {
    const session = await box.session('lead');
    const met = await meet(box, async () => {
      for (let round = 0; round < 3; round += 1) {
        await tryOne(session, randomUUID());
        await tryOne(session, randomUUID(), box.theirs);
      }
      return tryOne(await box.session('analyst'), box.theirs.evidence, box.theirs);
    });
    expect(met.logged.map(({ type }) => type).toSorted()).toEqual(['access-refused', 'nothing-found', 'nothing-found']);
  });

  test('are all told of when the server ends', async () => {
    const other = await openAttacked();
    const session = await other.session('lead');
    for (let round = 0; round < 5; round += 1) {
      const params = { incident: other.ours.incident, evidence: randomUUID() };
      await ask(other, 'evidence.show', params, { session });
    }
    await other.refusals.close();
    const { rows } = await other.database.owner.query<{ body: string }>(
      `select body from cofferdam.log_entry where body like '%"nothing-found"%' order by seq`,
    );
    const acts = rows.map(({ body }) => (JSON.parse(body) as { act: object }).act);
    expect(acts).toEqual([nothingFound('evidence.show'), nothingFound('evidence.show', 4)]);
    await other.close();
  });
});

test('the same requests with ids of one’s own are met', async () => {
  // Sealed off it is not there any more for some of the others.
  const inOrder = addresses.toSorted((a, b) => Number(a === 'evidence.seal-off') - Number(b === 'evidence.seal-off'));
  for (const id of inOrder) {
    // Who leads has nothing to take over.
    if (id === 'members.take-over') continue;
    const params = await paramsOf(id, box.theirs);
    const { status } = await ask(box, id, params, { session: await box.session('lead') });
    expect(status === 409 || status === 410 || status < 300, `${id}: ${status}`).toBe(true);
  }
});

test('what is met does come out, does change rows, and is seen to', async () => {
  const { answer } = await ask(box, 'incidents.show', box.theirs, { session: await box.session('lead') });
  const { version } = answer as unknown as { version: number };
  const met = await meet(box, async () =>
    ask(box, 'incidents.edit', box.theirs, {
      session: await box.session('lead'),
      headers: { 'if-match': `"${version}"` },
      body: { severity: 'low' },
    }),
  );
  expect(met).toEqual({
    told: '200',
    out: ['marbeck', 'takeover'],
    changed: ['cofferdam.incident'],
    logged: [expect.objectContaining({ type: 'incident-edited', changed: { severity: 'low' } })],
  });
});
