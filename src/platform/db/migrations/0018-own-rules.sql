-- Rules of recognition that the organisation wrote itself, for all its incidents.

-- One row is one version, never changed but to say that it ended, never deleted: runs name the versions that they went by.
create table cofferdam.own_rule (
  id uuid primary key,
  -- The rule is `own-NUMBER`: its title may hold what is in no log.
  number integer not null check (number > 0),
  version integer not null check (version > 0),
  -- As it was written on the page.
  body jsonb not null check (length(body::text) <= 2000000),
  -- What it was tried on before it was used: characters of the sample, and how much of it was found by this rule.
  sample_characters integer not null check (sample_characters > 0),
  sample_found integer not null check (sample_found > 0),
  used_at timestamptz not null,
  used_by uuid not null references cofferdam.person,
  ended_at timestamptz,
  ended_by uuid references cofferdam.person,
  unique (number, version),
  check (num_nulls(ended_at, ended_by) in (0, 2)),
  check (ended_at >= used_at)
);
create unique index own_rule_now on cofferdam.own_rule (number) where ended_at is null;
alter table cofferdam.own_rule enable row level security, force row level security;
grant select, insert on cofferdam.own_rule to cofferdam_app;
grant update (ended_at, ended_by) on cofferdam.own_rule to cofferdam_app;
grant select on cofferdam.own_rule to cofferdam_worker;
create policy everybody on cofferdam.own_rule for select to cofferdam_app
  using (cofferdam.current_person() is not null);
create policy admins_use on cofferdam.own_rule for insert to cofferdam_app
  with check (used_by = cofferdam.current_person() and ended_at is null and cofferdam.has_installation_role('admin'));
create policy admins_end on cofferdam.own_rule for update to cofferdam_app
  using (ended_at is null and cofferdam.has_installation_role('admin'))
  with check (ended_by = cofferdam.current_person());
create policy job on cofferdam.own_rule for select to cofferdam_worker
  using (cofferdam.current_job_incident() is not null);

-- The versions that a run goes by, in order of their numbers; `rules` is over them as well.
alter table cofferdam.inspection_run add column own_rules uuid[] not null default '{}'
  check (cardinality(own_rules) <= 1000);
grant select (own_rules) on cofferdam.inspection_run to cofferdam_app;
