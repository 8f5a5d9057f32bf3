import { randomUUID } from 'node:crypto';
import type { Answer } from '#platform/operation';
import { fail } from '#platform/errors';
import { type Client, operations } from '#server/client';
import { saidOrAsked } from './asking.ts';
import { incidentOf } from './incident.ts';
import { readInstant } from './instant.ts';
import { namesOf, personOf } from './person.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type Member = Answer<typeof respond.listMembers>['members'][number];
type Role = Member['role'];
type Compartment = Member['compartments'][number];

interface Given {
  readonly role?: Role;
  readonly compartment?: readonly Compartment[];
  readonly entity?: readonly string[];
  readonly sponsor?: string;
  readonly expires?: string;
  readonly format: Format;
}
export interface AddOptions extends Given {
  readonly role: Role;
  readonly reason?: string;
}
export type ChangeOptions = Given;

/** `cofferdam member list INCIDENT` */
export async function listMembers(named: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { members } = (await client.call(respond.listMembers, { params })).answer;
  if (format === 'json') {
    for (const member of members) print(JSON.stringify(member));
    return;
  }
  const nameOf = await namesOf(client);
  for (const line of table(members.map((member) => cellsOf(member, nameOf)))) print(line);
}

/** `cofferdam member add INCIDENT PERSON --role ROLE` */
export async function addMember(named: string, person: string, options: AddOptions): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { reason, compartment = ['facts'], role } = options;
  const body = {
    ...(await fieldsOf(client, options)),
    person: await personOf(client, person),
    role,
    compartments: [...compartment],
    ...(reason !== undefined && { reason }),
  };
  const { answer } = await client.call(respond.addMember, { params, body }, { once: randomUUID() });
  await show(client, options.format, answer);
}

/** `cofferdam member change INCIDENT PERSON`: what is not said stays as it is. */
export async function changeMember(named: string, whom: string, options: ChangeOptions): Promise<void> {
  const client = await reachDesk();
  const incident = await incidentOf(client, named);
  const person = await personOf(client, whom);
  const { role, compartment } = options;
  const body = {
    ...(await fieldsOf(client, options)),
    ...(role !== undefined && { role }),
    ...(compartment !== undefined && { compartments: [...compartment] }),
  };
  if (Object.keys(body).length === 0) fail('usage', 'say what is to be changed: `cofferdam member change --help`');
  const { members } = (await client.call(respond.listMembers, { params: { incident } })).answer;
  const { version } =
    members.find((one) => one.person === person) ?? fail('usage', 'this is no member of the incident');
  const params = { incident, person };
  const { answer } = await client.call(respond.changeMember, { params, body }, { version });
  await show(client, options.format, answer);
}

/** `cofferdam member remove INCIDENT PERSON` */
export async function removeMember(
  named: string,
  whom: string,
  { reason: said }: { readonly reason?: string },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), person: await personOf(client, whom) };
  const reason = await saidOrAsked(said, 'Why is this member taken out? ');
  await client.call(respond.removeMember, { params, body: { reason } });
  say('Taken out.');
}

/** `cofferdam member take-over INCIDENT` */
export async function takeOver(
  named: string,
  { reason: said, format }: { readonly reason?: string; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const reason = await saidOrAsked(said, 'Why do you take the lead? ');
  const { answer } = await client.call(respond.takeOverLead, { params, body: { reason } }, { once: randomUUID() });
  await show(client, format, answer);
}

/** Of what an addition and a change both may say. `all`, `none` and `never` take a limit away. */
async function fieldsOf(client: Client, { entity, sponsor, expires }: Given) {
  const isAll = entity?.length === 1 && entity[0] === 'all';
  return {
    ...(entity !== undefined && { entities: isAll ? null : [...entity] }),
    ...(sponsor !== undefined && { sponsor: sponsor === 'none' ? null : await personOf(client, sponsor) }),
    ...(expires !== undefined && { expires: expires === 'never' ? null : readInstant(expires, '--expires') }),
  };
}

async function show(client: Client, format: Format, member: Member): Promise<void> {
  const nameOf = format === 'json' ? () => '' : await namesOf(client);
  printOne(format, member, (one) => table([cellsOf(one, nameOf)]));
}

function cellsOf(member: Member, nameOf: (id: string | null) => string): readonly string[] {
  const { person, name, role, compartments, entities, sponsor, expires, standing } = member;
  return [
    person,
    role,
    standing,
    name,
    compartments.join(','),
    entities === null ? 'all entities' : `entities ${entities.join(',')}`,
    ...(sponsor === null ? [] : [`sponsor ${nameOf(sponsor)}`]),
    ...(expires === null ? [] : [`until ${expires}`]),
  ];
}
