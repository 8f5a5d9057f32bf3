import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clocksOf, listOfClocks } from '#notify';
import { installJobs } from '#platform/jobs';
import { awareness, deskList, impact, incidents, organisation, views } from '#respond';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../../respond/testing/desk.ts';
import { handInItem } from '../inspection/testing/evidence.ts';

let here: TestDesk;
const by = (name: TestPerson) => ({ person: here.people[name] });
const desk = (name: TestPerson) => deskList.show(here.desk, by(name), clocksOf);
const aware = (incident: string, compartment: 'facts' | 'counsel', since: string, entity: string | null = null) =>
  awareness.state(here.desk, by('lead'), incident, {
    step: 'aware',
    since,
    zone: 'Europe/Berlin',
    compartment,
    entity,
    note: null,
  });

beforeAll(async () => {
  here = await openTestDesk();
  await installJobs(here.worker);
});
afterAll(() => here.close());

describe('clocks', () => {
  test('begin with the earliest statement that one may see, and name what else may be due', async () => {
    const incident = await openTestIncident(here, [{ name: 'comms', role: 'comms', compartments: ['facts'] }]);
    const none = await listOfClocks(here.desk, by('lead'), incident);
    expect(none).toMatchObject({ entities: 'none', candidates: [], clocks: [{ state: 'not-started', due: null }] });
    await aware(incident, 'facts', '2025-12-31T10:20:00Z');
    await aware(incident, 'counsel', '2025-12-31T08:20:00Z');
    const [lead, comms] = await Promise.all(
      (['lead', 'comms'] as const).map((who) => listOfClocks(here.desk, by(who), incident)),
    );
    expect(lead?.clocks[0]).toMatchObject({ state: 'running', due: '2026-01-03T09:00:00.000Z' });
    expect(comms?.clocks[0]?.due).toBe('2026-01-03T11:00:00.000Z');
    await expect(listOfClocks(here.desk, by('stranger'), incident)).rejects.toMatchObject({ code: 'nothing-there' });
  });

  test('one for each controller of the EEA; who is there for one entity sees that of no other', async () => {
    const box = await openTestDesk();
    const admin = { person: box.people.admin };
    const add = (name: string, country: string) =>
      organisation.addEntity(box.desk, admin, { name, country, role: 'controller', listed: false, sector: 'banking' });
    const [german, polish] = [await add('Muster Bank', 'DE'), await add('Bank Przykład', 'PL')];
    await add('Example Bank', 'US');
    const incident = await openTestIncident(box, [{ name: 'dpo', role: 'dpo' }]);
    await box.database.owner.query('update cofferdam.membership set entities = $1 where person_id = $2', [
      [polish.id],
      box.people.dpo,
    ]);
    const lead = await listOfClocks(box.desk, { person: box.people.lead }, incident);
    expect(lead.clocks.map(({ entity, zone }) => [entity, zone])).toEqual([
      [polish.id, 'Europe/Warsaw'],
      [german.id, 'Europe/Berlin'],
    ]);
    expect(lead.candidates.map(({ duty }) => duty)).toEqual(
      expect.arrayContaining(['eu-dora-19', 'us-bank-36h', 'eu-gdpr-33-1-abroad']),
    );
    const dpo = await listOfClocks(box.desk, { person: box.people.dpo }, incident);
    expect(dpo.clocks.map(({ entity }) => entity)).toEqual([polish.id]);
    expect(JSON.stringify(dpo)).not.toContain(german.id);
    await box.close();
  });
});

describe('the nearest clock of all incidents', () => {
  test('is the one that is longest over, then the one that is over next, of what one may see; none of what only learns', async () => {
    const box = await openTestDesk();
    const as = (name: TestPerson) => ({ person: box.people[name] });
    const nearest = (name: TestPerson) => deskList.nearest(box.desk, as(name), clocksOf);
    const state = (incident: string, since: string, compartment: 'facts' | 'counsel' = 'facts') =>
      awareness.state(box.desk, as('lead'), incident, {
        step: 'aware',
        since,
        zone: 'UTC',
        compartment,
        entity: null,
        note: null,
      });
    expect(await nearest('lead')).toEqual({ clock: null, running: 0 });
    const comms = { name: 'comms', role: 'comms', compartments: ['facts'] } as const;
    const [later, soon] = [await openTestIncident(box, [comms]), await openTestIncident(box, [comms])];
    expect(await nearest('lead')).toEqual({ clock: null, running: 0 });
    await state(later, '2025-12-31T10:20:00Z');
    await state(soon, '2025-12-30T10:20:00Z');
    expect(await nearest('comms')).toMatchObject({ clock: { incident: soon, state: 'running' }, running: 2 });
    await state(later, '2025-12-20T10:20:00Z', 'counsel');
    expect(await nearest('lead')).toMatchObject({ clock: { incident: later, state: 'overdue' }, running: 2 });
    expect(await nearest('comms')).toMatchObject({ clock: { incident: soon }, running: 2 });
    expect(await nearest('stranger')).toEqual({ clock: null, running: 0 });
    await incidents.edit(box.desk, as('lead'), { incident: later, version: 1, changes: { phase: 'learn' } });
    expect(await nearest('lead')).toMatchObject({ clock: { incident: soon }, running: 1 });
    await box.close();
  });
});

describe('the desk', () => {
  test('of somebody who is a member of nothing is empty', async () => {
    expect(await desk('stranger')).toEqual({ waiting: [], incidents: [], total: 0 });
  });

  test('puts what is over first, and tells each what is his', async () => {
    const members = [
      { name: 'hr', role: 'hr' },
      { name: 'analyst', role: 'analyst' },
    ] as const;
    const [late, quiet] = [await openTestIncident(here, members), await openTestIncident(here, members)];
    await aware(late, 'facts', '2025-12-20T10:20:00Z');
    const item = await handInItem(here, quiet, { name: 'a.csv', bytes: 'a,b' });
    await here.database.owner.query(
      `update cofferdam.inspection_run set state = 'failed', code = 'internal', ended_at = now() where evidence_id = $1`,
      [item],
    );
    await here.database.owner.query(
      `insert into cofferdam.custody_entry (id, evidence_id, incident_id, compartment, number, at, recorded_by, from_person, to_person, why)
       values ($1, $2, $3, 'facts', 1, $4, $5, null, $5, 'w'), ($6, $2, $3, 'facts', 2, $4, $5, $5, $7, 'w')`,
      [randomUUID(), item, quiet, new Date(here.desk.now()), here.people.lead, randomUUID(), here.people.hr],
    );
    await here.database.owner.query('update cofferdam.evidence_item set custodian = $2 where id = $1', [
      item,
      here.people.hr,
    ]);
    const of = async (name: TestPerson) =>
      (await desk(name)).waiting
        .filter(({ incident }) => incident === late || incident === quiet)
        .map((one) => [one.kind, one.incident === late ? 'late' : 'quiet']);
    expect(await of('lead')).toEqual([
      ['clock', 'late'],
      ['awareness-missing', 'quiet'],
      ['inspection-failed', 'quiet'],
    ]);
    expect(await of('analyst')).toEqual([
      ['clock', 'late'],
      ['inspection-failed', 'quiet'],
    ]);
    expect(await of('hr')).toEqual([
      ['clock', 'late'],
      ['custody-handed', 'quiet'],
    ]);
    expect(await of('stranger')).toEqual([]);
  });

  test('a protected file waits until it was inspected again', async () => {
    const incident = await openTestIncident(here);
    const item = await handInItem(here, incident, { name: 'a.zip', bytes: 'PK' });
    const summary = { files: {}, reasons: { 'wrong-password': 2 }, formats: {}, elements: {}, records: 0 };
    await here.database.owner.query(
      `update cofferdam.inspection_run set state = 'complete', stage = 'whole', ended_at = now(), attempt = 1,
         shown_attempt = 1, shown_part = 1, summary = $2 where evidence_id = $1`,
      [item, JSON.stringify(summary)],
    );
    const waits = async () => (await desk('lead')).waiting.filter((one) => one.kind === 'password-needed');
    expect(await waits()).toMatchObject([{ incident, evidence: item, files: 2 }]);
    await here.database.owner.query(
      `insert into cofferdam.inspection_run (id, incident_id, compartment, evidence_id, content, rules, queued_at, bytes)
       select gen_random_uuid(), incident_id, compartment, evidence_id, content, repeat('b', 64), now(), bytes
       from cofferdam.inspection_run where evidence_id = $1`,
      [item],
    );
    expect(await waits()).toEqual([]);
  });

  test('an incident that only learns has no clock on it', async () => {
    const incident = await openTestIncident(here);
    await aware(incident, 'facts', '2025-12-20T10:20:00Z');
    await incidents.edit(here.desk, by('lead'), { incident, version: 1, changes: { phase: 'learn' } });
    expect((await desk('lead')).waiting.filter((one) => one.incident === incident)).toEqual([]);
  });
});

describe('views', () => {
  const save = (name: string, filters: object, who: TestPerson = 'lead') =>
    views.save(here.desk, by(who), { name, filters });

  test('are kept by name, in whatever case, for oneself alone', async () => {
    await save('Mine', { severity: 'high' });
    const again = await save('MINE', { phase: 'notify' });
    await save('Mine', { title: 'theirs' }, 'analyst');
    expect((await views.list(here.desk, by('lead'))).views).toMatchObject([
      { id: again.id, name: 'MINE', filters: { phase: 'notify' } },
    ]);
    await expect(views.remove(here.desk, by('analyst'), again.id)).rejects.toMatchObject({ code: 'nothing-there' });
    await views.remove(here.desk, by('lead'), again.id);
    expect((await views.list(here.desk, by('lead'))).views).toEqual([]);
    const { rows } = await here.database.owner.query('select name, filters from cofferdam.saved_view where id = $1', [
      again.id,
    ]);
    expect(rows).toEqual([{ name: null, filters: null }]);
  });

  test('of which there is an end, while one of them can still be changed', async () => {
    for (let number = 0; number < 50; number += 1) await save(`View ${number}`, {}, 'hr');
    await expect(save('One more', {}, 'hr')).rejects.toMatchObject({ code: 'list-full' });
    await expect(save('view 7', { severity: 'low' }, 'hr')).resolves.toMatchObject({ name: 'view 7' });
  });
});

describe('what is told as it happens', () => {
  /** Watches until an event was told of which `enough` is true; gives all that was told. */
  async function told(who: TestPerson, incident: string, act: () => Promise<unknown>, enough: RegExp): Promise<string> {
    const gone = new AbortController();
    const listener = impact.createListener(here.desk.pool);
    const events = impact.watch(here.desk, listener, by(who), {
      incident,
      signal: gone.signal,
      mayGoOn: async () => true,
    });
    let all = '';
    await events.next();
    await act();
    for await (const event of events) {
      all += event;
      if (enough.test(all)) break;
    }
    gone.abort();
    return all;
  }

  test('an act of another, by its kind, without what it says', async () => {
    const incident = await openTestIncident(here, [{ name: 'analyst', role: 'analyst' }]);
    const title = 'The list of Erika Mustermann';
    const text = await told(
      'analyst',
      incident,
      () => incidents.edit(here.desk, by('lead'), { incident, version: 1, changes: { title } }),
      /event: changed/,
    );
    expect(text).toBe('event: changed\ndata: {"kinds":["incident-edited"]}\n\n');
  });

  test('not what happens in a compartment that is not his, nor in another incident', async () => {
    const incident = await openTestIncident(here, [{ name: 'comms', role: 'comms', compartments: ['facts'] }]);
    const other = await openTestIncident(here);
    const text = await told(
      'comms',
      incident,
      async () => {
        await aware(incident, 'counsel', '2025-12-20T10:20:00Z');
        await incidents.edit(here.desk, by('lead'), { incident: other, version: 1, changes: { severity: 'high' } });
        await incidents.edit(here.desk, by('lead'), { incident, version: 1, changes: { severity: 'low' } });
      },
      /incident-edited/,
    );
    expect(text).toBe('event: changed\ndata: {"kinds":["incident-edited"]}\n\n');
  });
});
