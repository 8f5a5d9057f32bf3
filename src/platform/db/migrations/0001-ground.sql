-- Who may see what. Roles cofferdam_owner, cofferdam_app and cofferdam_worker are there before (see roles.ts); this runs
-- as the owner.
--
-- Every table with rows of an incident carries incident_id, compartment and entity_id, and forces row-level security: a
-- forgotten WHERE shows nothing, in the server and in a psql of its roles alike. Who asks is a setting of the transaction
-- (transact.ts); what he may see follows from his memberships, which the database looks up itself.

create schema cofferdam authorization cofferdam_owner;
revoke all on schema cofferdam from public;
grant usage on schema cofferdam to cofferdam_app, cofferdam_worker;
-- For all schemas: a revoke for one schema cannot take away what is granted for all.
alter default privileges revoke execute on functions from public;

create domain cofferdam.line as text check (value !~ '[\u0000-\u001f\u007f]' and length(value) between 1 and 300);
create domain cofferdam.zone as text check (length(value) between 1 and 64);
create domain cofferdam.country as text check (value ~ '^[A-Z]{2}$');

create type cofferdam.compartment as enum ('facts', 'counsel', 'person-concerned');
create type cofferdam.incident_role as enum ('lead', 'analyst', 'dpo', 'legal', 'hr', 'comms', 'executive', 'guest');
create type cofferdam.installation_role as enum ('none', 'auditor', 'admin');
create type cofferdam.phase as enum ('assess', 'contain', 'notify', 'recover', 'learn');
create type cofferdam.severity as enum ('unknown', 'low', 'medium', 'high', 'critical');
create type cofferdam.awareness_step as enum ('first-indication', 'being-assessed', 'aware');

-- The person who asks; null for nobody, who sees nothing.
create function cofferdam.current_person() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('cofferdam.person', true), '')::uuid;
grant execute on function cofferdam.current_person() to cofferdam_app, cofferdam_worker;

-- The incidents whose members the person may see: set by transact.ts from his own memberships.
create function cofferdam.current_incidents() returns uuid[]
  language sql stable parallel safe
  return coalesce(nullif(current_setting('cofferdam.incidents', true), '')::uuid[], '{}');
grant execute on function cofferdam.current_incidents() to cofferdam_app, cofferdam_worker;

-- People who use the installation. Names of colleagues are known to all who work here; what they work on is not.
create table cofferdam.person (
  id uuid primary key,
  name cofferdam.line not null,
  mail cofferdam.line not null unique,
  installation_role cofferdam.installation_role not null default 'none',
  created_at timestamptz not null,
  disabled_at timestamptz
);
alter table cofferdam.person enable row level security, force row level security;
create policy everybody on cofferdam.person for select to cofferdam_app
  using (cofferdam.current_person() is not null);
grant select on cofferdam.person to cofferdam_app;

create function cofferdam.has_installation_role(wanted cofferdam.installation_role) returns boolean
  language sql stable
  return exists (
    select from cofferdam.person p
    where p.id = cofferdam.current_person() and p.installation_role = wanted and p.disabled_at is null
  );
grant execute on function cofferdam.has_installation_role to cofferdam_app;

create table cofferdam.legal_entity (
  id uuid primary key,
  name cofferdam.line not null,
  country cofferdam.country not null,
  sector cofferdam.line,
  -- In the sense of GDPR Art. 4 (7) and (8).
  role text not null check (role in ('controller', 'processor', 'both')),
  listed boolean not null,
  created_at timestamptz not null
);
alter table cofferdam.legal_entity enable row level security, force row level security;
create policy everybody on cofferdam.legal_entity for select to cofferdam_app
  using (cofferdam.current_person() is not null);
grant select on cofferdam.legal_entity to cofferdam_app;

create table cofferdam.incident (
  id uuid primary key,
  title cofferdam.line not null,
  code_name cofferdam.line not null unique,
  severity cofferdam.severity not null default 'unknown',
  phase cofferdam.phase not null default 'assess',
  opened_at timestamptz not null,
  opened_by uuid not null references cofferdam.person,
  -- The opener may make himself the first lead, in this transaction and never again.
  opened_in xid8 not null default pg_current_xact_id(),
  version integer not null default 1
);

create table cofferdam.membership (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  person_id uuid not null references cofferdam.person,
  role cofferdam.incident_role not null,
  compartments cofferdam.compartment[] not null check (cardinality(compartments) > 0),
  -- Null: all legal entities.
  entities uuid[],
  sponsor_id uuid references cofferdam.person,
  expires_at timestamptz,
  created_at timestamptz not null,
  created_by uuid not null references cofferdam.person,
  removed_at timestamptz,
  -- A guest is there on somebody's word, and for a time.
  check (role <> 'guest' or (sponsor_id is not null and expires_at is not null))
);
create unique index membership_one_each on cofferdam.membership (incident_id, person_id) where removed_at is null;
create index membership_by_person on cofferdam.membership (person_id) where removed_at is null;

-- The memberships that count now. A view of the one who asks: row-level security of the table applies.
create view cofferdam.own_membership with (security_invoker = true, security_barrier = true) as
  select m.*
  from cofferdam.membership m
  where m.person_id = cofferdam.current_person()
    and m.removed_at is null
    and (m.expires_at is null or m.expires_at > statement_timestamp())
    and exists (select from cofferdam.person p where p.id = m.person_id and p.disabled_at is null);
grant select on cofferdam.own_membership to cofferdam_app;

alter table cofferdam.membership enable row level security, force row level security;
grant select, insert on cofferdam.membership to cofferdam_app;
grant update (removed_at, expires_at, role, compartments, entities, sponsor_id) on cofferdam.membership to cofferdam_app;
-- Without a look into the table itself: policies that do so are refused as endless.
create policy own_and_colleagues on cofferdam.membership for select to cofferdam_app
  using (person_id = cofferdam.current_person() or incident_id = any (cofferdam.current_incidents()));
create policy lead_adds on cofferdam.membership for insert to cofferdam_app
  with check (
    created_by = cofferdam.current_person()
    and (
      incident_id in (select o.incident_id from cofferdam.own_membership o where o.role = 'lead')
      or (
        person_id = cofferdam.current_person() and role = 'lead'
        and exists (
          select from cofferdam.incident i
          where i.id = incident_id and i.opened_by = cofferdam.current_person()
            and i.opened_in = pg_current_xact_id()
        )
      )
    )
  );
create policy lead_edits on cofferdam.membership for update to cofferdam_app
  using (incident_id in (select o.incident_id from cofferdam.own_membership o where o.role = 'lead'))
  with check (incident_id in (select o.incident_id from cofferdam.own_membership o where o.role = 'lead'));

alter table cofferdam.incident enable row level security, force row level security;
grant select on cofferdam.incident to cofferdam_app;
grant insert (id, title, code_name, severity, opened_at, opened_by) on cofferdam.incident to cofferdam_app;
grant update (title, severity, phase, version) on cofferdam.incident to cofferdam_app;
create policy members on cofferdam.incident for select to cofferdam_app
  using (
    id in (select o.incident_id from cofferdam.own_membership o)
    or (opened_by = cofferdam.current_person() and opened_in = pg_current_xact_id())
  );
create policy opened_by_oneself on cofferdam.incident for insert to cofferdam_app
  with check (
    opened_by = cofferdam.current_person()
    and exists (select from cofferdam.person p where p.id = opened_by and p.disabled_at is null)
  );
create policy members_edit on cofferdam.incident for update to cofferdam_app
  using (id in (select o.incident_id from cofferdam.own_membership o where o.role in ('lead', 'analyst', 'dpo', 'legal')));

-- Whether the person may see a row of an incident: a member of it, let into the compartment, and for the entity.
create function cofferdam.may_see(incident uuid, part cofferdam.compartment, entity uuid) returns boolean
  language sql stable
  return exists (
    select from cofferdam.own_membership o
    where o.incident_id = incident
      and part = any (o.compartments)
      and (entity is null or o.entities is null or entity = any (o.entities))
  );
grant execute on function cofferdam.may_see to cofferdam_app;

-- What was known when (GDPR Art. 33: the clock runs from awareness). Never changed, never deleted; a later statement of
-- the same step stands beside the earlier.
create table cofferdam.awareness_statement (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  step cofferdam.awareness_step not null,
  -- When it was so, in the zone in which it was said.
  at timestamptz not null,
  zone cofferdam.zone not null,
  said_by uuid not null references cofferdam.person,
  recorded_at timestamptz not null,
  recorded_by uuid not null references cofferdam.person,
  note text check (length(note) <= 20000)
);
create index awareness_by_incident on cofferdam.awareness_statement (incident_id, recorded_at);
alter table cofferdam.awareness_statement enable row level security, force row level security;
grant select, insert on cofferdam.awareness_statement to cofferdam_app;
create policy need_to_know on cofferdam.awareness_statement for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id));
create policy members_state on cofferdam.awareness_statement for insert to cofferdam_app
  with check (recorded_by = cofferdam.current_person() and cofferdam.may_see(incident_id, compartment, entity_id));
