import type { Client } from 'pg';
import { fail } from '../errors/index.ts';

/**
 * The roles of one installation: the owner of the schema, whom nobody can log in as, the server and the workers. Below
 * row-level security all three, and none of them may make another.
 */
const roles = [
  ['cofferdam_owner', 'nologin'],
  ['cofferdam_app', 'login noinherit'],
  ['cofferdam_worker', 'login noinherit'],
] as const;

/**
 * Makes the roles that are missing, and refuses those that are there with rights which they must not have
 * (`database-role`). A login that is no superuser becomes a member of what it makes: it has to take their place later.
 */
export async function prepareRoles(client: Client): Promise<void> {
  for (const [role, kind] of roles) {
    const { rows } = await client.query<{ above: boolean }>(
      'select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as above from pg_roles where rolname = $1',
      [role],
    );
    const [known] = rows;
    if (known?.above === true) fail('database-role', role);
    if (known !== undefined) continue;
    await client.query(`create role ${role} ${kind}`);
    await client.query(`
      do $$ begin
        if not (select rolsuper from pg_roles where rolname = current_user) then grant ${role} to current_user; end if;
      end $$`);
  }
}

/** Makes a database that the owner owns and only the roles of the installation may enter, unless it is there. */
export async function prepareDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) {
    await client.query(
      `create database ${client.escapeIdentifier(name)} owner cofferdam_owner template template0 encoding 'UTF8'`,
    );
  }
  await client.query(`revoke all on database ${client.escapeIdentifier(name)} from public`);
  await client.query(`grant connect on database ${client.escapeIdentifier(name)} to cofferdam_app, cofferdam_worker`);
}
