import type { Client } from 'pg';

/**
 * The roles of one installation: the owner of the schema, whom nobody can log in as, the server and the workers. Below
 * row-level security all three, and none of them may make another.
 */
const roles = [
  ['cofferdam_owner', 'nologin'],
  ['cofferdam_app', 'login'],
  ['cofferdam_worker', 'login'],
] as const;

/** Makes the roles that are missing, and takes from those that are there what they must not have. */
export async function prepareRoles(client: Client): Promise<void> {
  for (const [role, login] of roles) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    const limits = `${login} nosuperuser nocreatedb nocreaterole nobypassrls noreplication noinherit`;
    await client.query(`${rowCount === 0 ? 'create' : 'alter'} role ${role} ${limits}`);
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
