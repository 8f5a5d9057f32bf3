-- The organisation and its people to call, rosters, and what incidents need beside 0001: versions, expiries that are
-- recorded once, a lead who is not taken away, and policies that stay fast at 10,000 incidents.

-- Policies, equal to those of 0001 to 0003 and faster. Colleagues are seen in one incident at a time, the one that a
-- use case has authorised its person for: a list of all his incidents costs 14 ms each time for somebody in 10,000.
--
-- Measured on 2 cores in use by others, 10,000 incidents of 200 persons with 60,000 memberships, before and after, in ms,
-- for a member of 250 and of all 10,000: list 7.6 to 2.2 and 17 to 8.5; one incident 1.5 to 0.7 and 14 to 0.9; its members
-- 1.1 to 0.6 and 31 to 3.9; its head of the log 6.9 to 1.2 and 16 to 1.2; its key 7.0 to 1.0 and 17 to 1.0.
drop policy own_and_colleagues on cofferdam.membership;
create policy own_and_colleagues on cofferdam.membership for select to cofferdam_app
  using (
    person_id = cofferdam.current_person()
    or incident_id = nullif(current_setting('cofferdam.colleagues_of', true), '')::uuid
  );
drop function cofferdam.current_incidents();
-- Whether the person was disabled is asked once, and not for each of his memberships.
create or replace view cofferdam.own_membership with (security_invoker = true, security_barrier = true) as
  select m.*
  from cofferdam.membership m
  where m.person_id = cofferdam.current_person()
    and m.removed_at is null
    and (m.expires_at is null or m.expires_at > statement_timestamp())
    and exists (select from cofferdam.person p where p.id = cofferdam.current_person() and p.disabled_at is null);

-- As `exists`, the planner may choose: one look at the memberships for a list, one row of an index for one incident.
drop policy members on cofferdam.incident;
create policy members on cofferdam.incident for select to cofferdam_app
  using (
    exists (select from cofferdam.own_membership o where o.incident_id = incident.id)
    or (opened_by = cofferdam.current_person() and opened_in = pg_current_xact_id())
  );
create index incident_by_opening on cofferdam.incident (opened_at desc, id desc);

drop policy acts on cofferdam.log_entry;
create policy acts on cofferdam.log_entry for insert to cofferdam_app
  with check (
    incident_id is null or exists (select from cofferdam.incident i where i.id = log_entry.incident_id)
  );
drop policy heads on cofferdam.log_head;
create policy heads on cofferdam.log_head for select to cofferdam_app
  using (
    incident_id is null
    or exists (select from cofferdam.incident i where i.id = log_head.incident_id)
    or cofferdam.has_installation_role('auditor')
  );
drop policy moved_by_acts on cofferdam.log_head;
create policy moved_by_acts on cofferdam.log_head for update to cofferdam_app
  using (incident_id is null or exists (select from cofferdam.incident i where i.id = log_head.incident_id));
drop policy begun_with_incidents on cofferdam.log_head;
create policy begun_with_incidents on cofferdam.log_head for insert to cofferdam_app
  with check (exists (select from cofferdam.incident i where i.id = log_head.incident_id));
drop policy written_with_acts on cofferdam.log_salt;
create policy written_with_acts on cofferdam.log_salt for insert to cofferdam_app
  with check (
    incident_id is null or exists (select from cofferdam.incident i where i.id = log_salt.incident_id)
  );
drop policy members on cofferdam.incident_key;
create policy members on cofferdam.incident_key for select to cofferdam_app
  using (exists (select from cofferdam.incident i where i.id = incident_key.incident_id));

-- Incidents: code names differ in more than case, and title and phase are for leads and analysts.
create unique index incident_code_name_folded on cofferdam.incident (lower(code_name));
drop policy members_edit on cofferdam.incident;
create policy members_edit on cofferdam.incident for update to cofferdam_app
  using (
    exists (
      select from cofferdam.own_membership o
      where o.incident_id = incident.id and o.role in ('lead', 'analyst', 'dpo', 'legal')
    )
  );
create function cofferdam.check_edit() returns trigger
  language plpgsql
  as $$
  begin
    if new.version <> old.version + 1 then
      raise exception 'an edit makes the next version' using errcode = 'integrity_constraint_violation';
    end if;
    if (new.title <> old.title or new.phase <> old.phase) and not exists (
      select from cofferdam.own_membership o where o.incident_id = old.id and o.role in ('lead', 'analyst')
    ) then
      raise exception 'permission denied for title and phase' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$;
create trigger check_edit before update on cofferdam.incident
  for each row when (current_user = 'cofferdam_app') execute function cofferdam.check_edit();

-- Members. Nobody lets others, or himself, in to more than he may see; who was removed stays so.
alter table cofferdam.membership
  add version integer not null default 1,
  add expiry_recorded_at timestamptz;
grant update (version, expiry_recorded_at) on cofferdam.membership to cofferdam_app;
drop policy lead_adds on cofferdam.membership;
create policy lead_adds on cofferdam.membership for insert to cofferdam_app
  with check (
    created_by = cofferdam.current_person() and removed_at is null
    and (
      exists (
        select from cofferdam.own_membership o
        where o.incident_id = membership.incident_id and o.role = 'lead'
          and membership.compartments <@ o.compartments
          and (o.entities is null or membership.entities <@ o.entities)
      )
      or (
        person_id = cofferdam.current_person() and role = 'lead'
        and exists (
          select from cofferdam.incident i
          where i.id = membership.incident_id and i.opened_by = cofferdam.current_person()
            and i.opened_in = pg_current_xact_id()
        )
      )
    )
  );
drop policy lead_edits on cofferdam.membership;
create policy lead_edits on cofferdam.membership for update to cofferdam_app
  using (
    removed_at is null
    and exists (
      select from cofferdam.own_membership o where o.incident_id = membership.incident_id and o.role = 'lead'
    )
  )
  with check (
    exists (
      select from cofferdam.own_membership o
      where o.incident_id = membership.incident_id and o.role = 'lead'
        and (
          membership.removed_at is not null
          or (
            membership.compartments <@ o.compartments
            and (o.entities is null or membership.entities <@ o.entities)
          )
        )
    )
  );

-- A guest's sponsor works on the incident himself.
create function cofferdam.check_sponsor() returns trigger
  language plpgsql
  as $$
  begin
    perform set_config('cofferdam.colleagues_of', new.incident_id::text, true);
    if new.role = 'guest' and new.sponsor_id is not null and new.removed_at is null and not exists (
      select from cofferdam.membership m
      where m.incident_id = new.incident_id and m.person_id = new.sponsor_id and m.removed_at is null
        and m.role <> 'guest'
    ) then
      raise exception 'the sponsor of a guest is a member' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_sponsor before insert or update on cofferdam.membership
  for each row when (current_user = 'cofferdam_app') execute function cofferdam.check_sponsor();

-- No lead takes the last one away whose time does not end. The row of the incident is what two who take each other's role
-- away wait for. An admin who shuts that one out of the installation knows nothing of incidents, and is not held up: then
-- a member takes over, see below.
create function cofferdam.check_lead() returns trigger
  language plpgsql
  as $$
  begin
    perform from cofferdam.incident i where i.id = old.incident_id for no key update;
    -- Who may change members sees them.
    perform set_config('cofferdam.colleagues_of', old.incident_id::text, true);
    if not exists (
      select from cofferdam.membership m join cofferdam.person p on p.id = m.person_id
      where m.incident_id = old.incident_id and m.id <> old.id and m.role = 'lead'
        and m.removed_at is null and m.expires_at is null and p.disabled_at is null
    ) then
      raise exception 'an incident has a lead' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_lead before update on cofferdam.membership
  for each row when (
    current_user = 'cofferdam_app' and old.role = 'lead' and old.removed_at is null
    and (new.role <> 'lead' or new.removed_at is not null or new.expires_at is not null)
  ) execute function cofferdam.check_lead();

-- Where no lead can act, somebody who answers for the incident with him becomes lead, and nothing else of his membership
-- changes. Of two at once the second finds a lead.
create policy takes_over on cofferdam.membership for update to cofferdam_app
  using (
    person_id = cofferdam.current_person() and removed_at is null
    and exists (
      select from cofferdam.own_membership o where o.id = membership.id and o.role in ('analyst', 'dpo', 'legal')
    )
  )
  with check (
    person_id = cofferdam.current_person() and role = 'lead'
    -- As it was before: a lead widens his own membership no more than that of others.
    and not exists (
      select from cofferdam.own_membership o where o.incident_id = membership.incident_id and o.role = 'lead'
    )
  );
create function cofferdam.check_take_over() returns trigger
  language plpgsql
  as $$
  begin
    perform from cofferdam.incident i where i.id = old.incident_id for no key update;
    if exists (
      select from cofferdam.own_membership o where o.incident_id = old.incident_id and o.role = 'lead'
    ) then
      return new;
    end if;
    perform set_config('cofferdam.colleagues_of', old.incident_id::text, true);
    if exists (
      select from cofferdam.membership m join cofferdam.person p on p.id = m.person_id
      where m.incident_id = old.incident_id and m.role = 'lead' and m.removed_at is null
        and (m.expires_at is null or m.expires_at > statement_timestamp()) and p.disabled_at is null
    ) then
      raise exception 'permission denied: the incident has a lead' using errcode = 'insufficient_privilege';
    end if;
    if to_jsonb(new) - '{role,version}'::text[] <> to_jsonb(old) - '{role,version}'::text[] then
      raise exception 'permission denied to change more than the role' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$;
create trigger check_take_over before update on cofferdam.membership
  for each row when (current_user = 'cofferdam_app' and new.role = 'lead')
  execute function cofferdam.check_take_over();

-- The sweep sees those whose time is over, and notes that the log tells so, once.
create index membership_expiring on cofferdam.membership (expires_at)
  where removed_at is null and expiry_recorded_at is null;
grant select (id, incident_id, person_id, expires_at, removed_at, expiry_recorded_at) on cofferdam.membership
  to cofferdam_worker;
grant update (expiry_recorded_at) on cofferdam.membership to cofferdam_worker;
create policy expired on cofferdam.membership for select to cofferdam_worker
  using (removed_at is null and expires_at <= statement_timestamp());
create policy expiry_recorded on cofferdam.membership for update to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident() and expiry_recorded_at is null)
  with check (incident_id = cofferdam.current_job_incident() and expiry_recorded_at is not null);

-- What was known when is for those to say who answer for it.
drop policy members_state on cofferdam.awareness_statement;
create policy members_state on cofferdam.awareness_statement for insert to cofferdam_app
  with check (
    recorded_by = cofferdam.current_person()
    and cofferdam.may_see(incident_id, compartment, entity_id)
    and exists (
      select from cofferdam.own_membership o
      where o.incident_id = awareness_statement.incident_id and o.role in ('lead', 'dpo', 'legal')
        -- For all legal entities only those speak who see them all.
        and (o.entities is null or awareness_statement.entity_id is not null)
    )
  );

-- The organisation: one row, named by an admin.
create table cofferdam.organisation (
  id uuid primary key,
  one_row boolean not null default true unique check (one_row),
  name cofferdam.line,
  version integer not null default 1
);
insert into cofferdam.organisation (id) values (gen_random_uuid());
alter table cofferdam.organisation enable row level security, force row level security;
grant select, update (name, version) on cofferdam.organisation to cofferdam_app;
create policy everybody on cofferdam.organisation for select to cofferdam_app
  using (cofferdam.current_person() is not null);
create policy admins on cofferdam.organisation for update to cofferdam_app
  using (cofferdam.has_installation_role('admin'));

-- An entity ends and stays: incidents refer to it.
alter table cofferdam.legal_entity
  add version integer not null default 1,
  add ended_at timestamptz;
grant insert (id, name, country, sector, role, listed, created_at) on cofferdam.legal_entity to cofferdam_app;
grant update (name, country, sector, role, listed, ended_at, version) on cofferdam.legal_entity to cofferdam_app;
create policy admins_add on cofferdam.legal_entity for insert to cofferdam_app
  with check (cofferdam.has_installation_role('admin'));
create policy admins_change on cofferdam.legal_entity for update to cofferdam_app
  using (cofferdam.has_installation_role('admin'));

-- People to call. The second channel is the one that works when mail does not. Of somebody removed nothing is left but
-- that there was a row.
create table cofferdam.contact (
  id uuid primary key,
  name cofferdam.line,
  function text not null check (
    function in ('dpo', 'counsel', 'hr', 'comms', 'executive', 'it', 'security', 'forensics', 'insurer', 'authority', 'other')
  ),
  entity_id uuid references cofferdam.legal_entity,
  first_kind text check (first_kind in ('mail', 'phone')),
  first_address cofferdam.line,
  second_kind text check (second_kind in ('phone', 'messenger', 'pager', 'in-person')),
  second_address cofferdam.line,
  -- Who is called first within a function; equal ones by name.
  position integer not null check (position between 1 and 1000),
  created_at timestamptz not null,
  removed_at timestamptz,
  version integer not null default 1,
  check (num_nonnulls(name, first_kind, first_address, second_kind, second_address)
    = case when removed_at is null then 5 else 0 end),
  check (first_address <> second_address)
);
alter table cofferdam.contact enable row level security, force row level security;
grant select, insert on cofferdam.contact to cofferdam_app;
grant update (name, function, entity_id, first_kind, first_address, second_kind, second_address, position, removed_at, version)
  on cofferdam.contact to cofferdam_app;
create policy everybody on cofferdam.contact for select to cofferdam_app
  using (cofferdam.current_person() is not null);
create policy admins_add on cofferdam.contact for insert to cofferdam_app
  with check (cofferdam.has_installation_role('admin'));
create policy admins_change on cofferdam.contact for update to cofferdam_app
  using (cofferdam.has_installation_role('admin') and removed_at is null)
  with check (cofferdam.has_installation_role('admin'));

-- Lists of known people, sealed in the vault each with a key of its own; one is in use. Jobs read it.
create table cofferdam.roster (
  id uuid primary key,
  loaded_at timestamptz not null,
  loaded_by uuid not null references cofferdam.person,
  rows bigint not null check (rows > 0),
  size bigint not null check (size > 0),
  columns text[] not null,
  -- Name of its blob in the vault, below its id.
  blob cofferdam.hash not null,
  master_key text not null check (master_key ~ '^[0-9a-f]{16}$'),
  box bytea not null,
  active boolean not null
);
create unique index roster_one_active on cofferdam.roster (active) where active;
alter table cofferdam.roster enable row level security, force row level security;
grant select, insert, update (active) on cofferdam.roster to cofferdam_app;
grant select on cofferdam.roster to cofferdam_worker;
create policy everybody on cofferdam.roster for select to cofferdam_app
  using (cofferdam.current_person() is not null);
create policy admins_load on cofferdam.roster for insert to cofferdam_app
  with check (loaded_by = cofferdam.current_person() and cofferdam.has_installation_role('admin'));
create policy admins_replace on cofferdam.roster for update to cofferdam_app
  using (cofferdam.has_installation_role('admin')) with check (not active);
create policy job on cofferdam.roster for select to cofferdam_worker
  using (cofferdam.current_job_incident() is not null);
