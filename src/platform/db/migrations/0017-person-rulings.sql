-- Persons of whom it is open whether they are one or two, and what somebody decided.

-- Pairs that somebody has to look at; rulings that the count went by, and those of them of which it found no record.
alter table cofferdam.subject_count add column doubts bigint not null default 0 check (doubts >= 0);
alter table cofferdam.subject_count add column rulings uuid[] not null default '{}';
alter table cofferdam.subject_count add column unfound uuid[] not null default '{}';

-- The most telling pairs of a count, 256 of them in a row; rows are written over by the next count.
create table cofferdam.subject_doubt (
  count_id uuid not null references cofferdam.subject_count,
  block integer not null check (block >= 0),
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  version integer not null,
  pairs smallint not null check (pairs between 0 and 256),
  -- Why, who, where and under what names, sealed for `subject_doubt/COUNT/VERSION/BLOCK`.
  sealed bytea not null,
  primary key (count_id, block)
);
alter table cofferdam.subject_doubt alter column sealed set storage external;
alter table cofferdam.subject_doubt enable row level security, force row level security;
grant select on cofferdam.subject_doubt to cofferdam_app;
grant select, insert, update on cofferdam.subject_doubt to cofferdam_worker;
-- Blocks above the size of the list are of an earlier version.
create policy counted on cofferdam.subject_doubt for select to cofferdam_app
  using (exists (select from cofferdam.subject_count c where c.id = count_id and c.version = subject_doubt.version));
create policy job on cofferdam.subject_doubt to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident()) with check (incident_id = cofferdam.current_job_incident());

-- That two records are of one person, or are not. Never changed but to say that it ended, never deleted. It is about two places
-- and holds no value: file by its mark, and the byte of its text.
create table cofferdam.person_ruling (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  same boolean not null,
  -- Why somebody had to look.
  why text not null check (why ~ '^[a-z][a-z-]{0,40}$'),
  one_mark bigint not null,
  one_start bigint not null,
  two_mark bigint not null,
  two_start bigint not null,
  -- Both as the list showed them, masked, sealed for `person_ruling/ID`.
  about bytea not null,
  reason text not null check (length(reason) between 1 and 2000),
  ruled_at timestamptz not null,
  ruled_by uuid not null references cofferdam.person,
  ended_at timestamptz,
  ended_by uuid references cofferdam.person,
  check (num_nulls(ended_at, ended_by) in (0, 2)),
  check (ended_at >= ruled_at)
);
-- Of a pair one thing is said.
create unique index person_ruling_now on cofferdam.person_ruling
  (incident_id, compartment, entity_id, one_mark, one_start, two_mark, two_start) nulls not distinct
  where ended_at is null;
create index person_ruling_by_incident on cofferdam.person_ruling (incident_id, ruled_at, id);
alter table cofferdam.person_ruling enable row level security, force row level security;
grant select, insert on cofferdam.person_ruling to cofferdam_app;
grant update (ended_at, ended_by) on cofferdam.person_ruling to cofferdam_app;
grant select on cofferdam.person_ruling to cofferdam_worker;
create policy need_to_know on cofferdam.person_ruling for select to cofferdam_app
  using (
    cofferdam.may_see(incident_id, compartment, entity_id)
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}')
  );
create policy rule on cofferdam.person_ruling for insert to cofferdam_app
  with check (
    ruled_by = cofferdam.current_person() and ended_at is null
    and cofferdam.may_see(incident_id, compartment, entity_id)
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}')
  );
create policy take_back on cofferdam.person_ruling for update to cofferdam_app
  using (
    ended_at is null and cofferdam.may_see(incident_id, compartment, entity_id)
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}')
  )
  with check (ended_by = cofferdam.current_person());
create policy job on cofferdam.person_ruling for select to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident());
