import type { Client } from 'pg';

/** A relation or function through which rows could be read past row-level security, and why. */
export interface Escape {
  readonly name: string;
  readonly why: string;
}

/**
 * Reads the catalogue of a migrated database and names everything that would let the server's roles see rows of others:
 * tables without forced row-level security, tables of an incident whose rows do not say compartment and entity, views that
 * look with their owner's eyes, materialised views, functions that run as their owner, and rights that undo it all.
 *
 * @param definers functions that may run as their owner, with the reason in the migration that makes them
 */
export async function findEscapes(client: Client, definers: readonly string[] = []): Promise<readonly Escape[]> {
  const { rows } = await client.query<Escape>(
    `
    with ours as (
      select c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'cofferdam'
    ), columns as (
      select o.oid, array_agg(a.attname::text) as names
      from ours o join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
      group by o.oid
    ), roles as (
      select rolname, rolsuper, rolbypassrls, rolcreaterole, oid from pg_roles
      where rolname in ('cofferdam_app', 'cofferdam_worker')
    )
    select relname as name, 'row-level security is off or not forced' as why from ours
      where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
    union all
    select relname, 'rows of an incident without compartment and entity_id' from ours join columns using (oid)
      where relkind in ('r', 'p') and 'incident_id' = any (names) and relname <> 'membership'
        and not (names @> array['compartment', 'entity_id'])
    union all
    select relname, 'a view that looks with its owner''s eyes' from ours
      where relkind = 'v' and not coalesce(reloptions, '{}') @> array['security_invoker=true']
    union all
    select relname, 'a materialised view or foreign table' from ours where relkind in ('m', 'f')
    union all
    select p.proname, 'a function that runs as its owner' from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('cofferdam', 'graphile_worker', 'public') and p.prosecdef and not p.proname::text = any ($1)
    union all
    select p.proname, 'a function that everybody may call' from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'cofferdam' and has_function_privilege('public', p.oid, 'execute')
    union all
    select rolname, 'a role of the server that is above row-level security' from roles
      where rolsuper or rolbypassrls or rolcreaterole or pg_has_role(rolname, 'cofferdam_owner', 'member')
    union all
    select o.relname, r.rolname || ' may delete or empty it' from ours o cross join roles r
      where relkind in ('r', 'p')
        and (has_table_privilege(r.rolname, o.oid, 'delete') or has_table_privilege(r.rolname, o.oid, 'truncate'))
    union all
    select c.relname, r.rolname || ' may read it outside of the schema' from pg_class c cross join roles r
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and has_table_privilege(r.rolname, c.oid, 'select')
    order by 1, 2`,
    [definers],
  );
  return rows;
}
