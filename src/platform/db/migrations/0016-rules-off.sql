-- Rules of recognition that an incident goes without, and why.

-- Never changed but to say that it ended, never deleted: what was found meanwhile was found without it.
create table cofferdam.rule_off (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  -- Of the whole incident, whoever sees which part of it: there is one inspection of the same bytes.
  compartment cofferdam.compartment not null default 'facts' check (compartment = 'facts'),
  entity_id uuid references cofferdam.legal_entity check (entity_id is null),
  -- The id of a shipped rule; one that a later version has no more stands here all the same.
  rule text not null check (rule ~ '^[a-z0-9-]{1,80}$'),
  reason text not null check (length(reason) between 1 and 2000),
  off_at timestamptz not null,
  off_by uuid not null references cofferdam.person,
  on_at timestamptz,
  on_by uuid references cofferdam.person,
  check (num_nulls(on_at, on_by) in (0, 2)),
  check (on_at >= off_at)
);
-- A rule is off once.
create unique index rule_off_now on cofferdam.rule_off (incident_id, rule) where on_at is null;
create index rule_off_by_incident on cofferdam.rule_off (incident_id, off_at, id);
alter table cofferdam.rule_off enable row level security, force row level security;
grant select, insert on cofferdam.rule_off to cofferdam_app;
grant update (on_at, on_by) on cofferdam.rule_off to cofferdam_app;
-- What was not sought bears on all that every member is shown.
create policy members_read on cofferdam.rule_off for select to cofferdam_app
  using (exists (select from cofferdam.own_membership o where o.incident_id = rule_off.incident_id));
create policy members_turn_off on cofferdam.rule_off for insert to cofferdam_app
  with check (
    off_by = cofferdam.current_person() and on_at is null
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}')
  );
create policy members_turn_on on cofferdam.rule_off for update to cofferdam_app
  using (on_at is null and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}'))
  with check (on_by = cofferdam.current_person());

-- Those that a run goes without, by id, in order; `rules` is over them as well.
alter table cofferdam.inspection_run add column rules_off text[] not null default '{}'
  check (cardinality(rules_off) <= 10000);
grant select (rules_off) on cofferdam.inspection_run to cofferdam_app;
