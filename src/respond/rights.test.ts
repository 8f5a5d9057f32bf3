import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { codeOf } from '#platform/errors';
import { addMember, stateAwareness } from './contract.ts';
import { roles } from './fields.ts';
import * as awareness from './incidents/awareness/index.ts';
import * as incidents from './incidents/index.ts';
import * as members from './incidents/members/index.ts';
import { editRights, rights } from './rights.ts';
import { openTestDesk, openTestIncident, type TestDesk } from './testing/desk.ts';

let t: TestDesk;
beforeAll(async () => {
  t = await openTestDesk();
});
afterAll(() => t.close());

type Operation = keyof typeof rights;
const everybody = [...roles, 'stranger'] as const;
type Asking = (typeof everybody)[number];

/** Leaves an incident without a lead. */
const endLead = (incident: string) =>
  t.database.owner.query(
    `update cofferdam.membership set removed_at = now() where incident_id = $1 and role = 'lead'`,
    [incident],
  );

/** Each operation as somebody would do it who may. */
const attempts: Readonly<Record<Operation, (person: string, incident: string) => Promise<unknown>>> = {
  'incidents.show': (person, incident) => incidents.show(t.desk, { person }, incident),
  'incidents.edit': (person, incident) =>
    incidents.edit(t.desk, { person }, { incident, version: 1, changes: { severity: 'low' } }),
  'members.list': (person, incident) => members.list(t.desk, { person }, incident),
  'members.add': (person, incident) =>
    members.add(
      t.desk,
      { person },
      incident,
      addMember.body.parse({ person: t.people.admin, role: 'hr', compartments: ['facts'], reason: 'x' }),
    ),
  'members.change': (person, incident) =>
    members.change(t.desk, { person }, { incident, person: t.people.hr, version: 1, changes: { role: 'comms' } }),
  'members.remove': (person, incident) =>
    members.remove(t.desk, { person }, { incident, person: t.people.hr, reason: 'x' }),
  'members.take-over': async (person, incident) => {
    if (person !== t.people.lead) await endLead(incident);
    return members.takeOver(t.desk, { person }, incident, { reason: 'x' });
  },
  'awareness.list': (person, incident) => awareness.list(t.desk, { person }, incident),
  'awareness.state': (person, incident) =>
    awareness.state(
      t.desk,
      { person },
      incident,
      stateAwareness.body.parse({ step: 'aware', since: '2026-01-01T08:00:00Z', zone: 'UTC' }),
    ),
};

const withAllRoles = () =>
  openTestIncident(
    t,
    roles.filter((name) => name !== 'lead').map((role) => ({ name: role, role, compartments: ['facts'] })),
  );

describe.each(Object.entries(attempts) as [Operation, (typeof attempts)[Operation]][])('%s', (operation, attempt) => {
  test.each(everybody)('%s', async (asking: Asking) => {
    const incident = await withAllRoles();
    const outcome = await attempt(t.people[asking], incident).then(() => 'done', codeOf);
    const may: readonly string[] = rights[operation];
    expect(outcome).toBe(asking === 'stranger' ? 'nothing-there' : may.includes(asking) ? 'done' : 'role-lacking');
  });
});

describe('the database holds the same, where a use case would forget it', () => {
  const statements: readonly [Operation | keyof typeof editRights, string][] = [
    ['severity', `update cofferdam.incident set severity = 'low', version = version + 1 where id = $1`],
    ['title', `update cofferdam.incident set title = 'x', version = version + 1 where id = $1`],
    ['phase', `update cofferdam.incident set phase = 'learn', version = version + 1 where id = $1`],
    [
      'members.add',
      `insert into cofferdam.membership (id, incident_id, person_id, role, compartments, created_at, created_by)
       select gen_random_uuid(), $1, id, 'hr', '{facts}', now(), cofferdam.current_person()
       from cofferdam.person where name = 'admin'`,
    ],
    [
      'members.change',
      `update cofferdam.membership set role = 'comms' where incident_id = $1
       and person_id = (select id from cofferdam.person where name = 'hr')`,
    ],
    [
      'awareness.state',
      `insert into cofferdam.awareness_statement (id, incident_id, step, at, zone, said_by, recorded_at, recorded_by)
       select gen_random_uuid(), $1, 'aware', now(), 'UTC', id, now(), id
       from cofferdam.person where id = cofferdam.current_person()`,
    ],
  ];
  describe.each(statements)('%s', (what, sql) => {
    test.each(everybody)('%s', async (asking) => {
      const incident = await withAllRoles();
      const rows = await transact(t.desk.pool, { person: t.people[asking] }, async (client) => {
        // Whatever the use case forgot, it has let him into the incident.
        await client.query(
          `select set_config('cofferdam.colleagues_of', incident_id::text, true) from cofferdam.own_membership
           where incident_id = $1`,
          [incident],
        );
        return client.query(sql, [incident]);
      }).then(
        ({ rowCount }) => rowCount,
        (error: unknown) => (/row-level security|permission denied/.test(String(error)) ? 0 : error),
      );
      const may: readonly string[] = { ...rights, ...editRights }[what];
      expect(rows).toBe(may.includes(asking) ? 1 : 0);
    });
  });
});

test('docs/incidents.md shows the table that the program goes by', () => {
  const rows = Object.entries({
    ...rights,
    ...Object.fromEntries(Object.entries(editRights).map(([field, may]) => [`incidents.edit: ${field}`, may])),
  })
    .filter(([operation]) => operation !== 'incidents.edit')
    .map(([operation, may]: [string, readonly string[]]) => {
      const cells = roles.map((role) => (may.includes(role) ? 'yes' : ''));
      return `| \`${operation}\` | ${cells.join(' | ')} |`;
    });
  const table = [
    `| | ${roles.join(' | ')} |`,
    `|---|${roles.map(() => '---|').join('')}`,
    ...rows.map((row) => row.replaceAll(/ +/g, ' ')),
  ].join('\n');
  const document = readFileSync(join(import.meta.dirname, '../../docs/incidents.md'), 'utf8');
  expect(/<!-- rights -->\n\n([^]*?)\n\n<!-- end -->/.exec(document)?.[1]).toBe(table);
});
