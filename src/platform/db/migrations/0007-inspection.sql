-- Inspection: runs over sealed evidence, what they found, and the persons in it; the queue that the work waits in.
--
-- Results hang on the bytes, not on an item: whoever may open an item with these bytes sees them. A run writes as it reads;
-- readers see what it has shown: nothing at first, then a sample, then the whole, and of one attempt alone.

-- The queue (graphile-worker). The program installs its tables here as the workers' role, which owns them: see
-- src/platform/jobs/install.ts. The schema itself is the owner's, since no role of ours may make one.
create schema graphile_worker;
grant usage, create on schema graphile_worker to cofferdam_worker;
grant usage on schema graphile_worker to cofferdam_app;
create table graphile_worker.migrations (
  id integer primary key,
  ts timestamptz not null default now(),
  breaking boolean not null default false
);
grant select, insert, update on graphile_worker.migrations to cofferdam_worker;

-- Puts a job into the queue, in the transaction of what caused it: it is there if that is, and not otherwise. Jobs hold
-- ids alone. The function behind it runs as the workers' role and is made with the tables.
create function cofferdam.enqueue(task text, ids jsonb, key text default null) returns void
  language plpgsql
  as $$ begin perform graphile_worker.cofferdam_enqueue(task, ids, key); end $$;
grant execute on function cofferdam.enqueue to cofferdam_app, cofferdam_worker;

-- Which migrations ran, for processes that do not migrate: a worker of another version of the program would read and write
-- rows that it does not know.
create table cofferdam.schema_step (
  number integer primary key,
  sha256 cofferdam.hash not null
);
alter table cofferdam.schema_step enable row level security, force row level security;
grant select on cofferdam.schema_step to cofferdam_app, cofferdam_worker;
create policy everybody on cofferdam.schema_step for select to cofferdam_app, cofferdam_worker using (true);
create policy migrated on cofferdam.schema_step for insert to cofferdam_owner with check (true);
insert into cofferdam.schema_step select number, sha256 from public.cofferdam_migration;
create function cofferdam.note_step() returns trigger
  language plpgsql
  as $$ begin
    insert into cofferdam.schema_step (number, sha256) values (new.number, new.sha256);
    return null;
  end $$;
create trigger note_step after insert on public.cofferdam_migration
  for each row execute function cofferdam.note_step();

create index evidence_bytes_by_blob on cofferdam.evidence_bytes (incident_id, blob);

create table cofferdam.inspection_run (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  -- Of the item that was handed in first; others with the same bytes share the run.
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  evidence_id uuid not null references cofferdam.evidence_item,
  -- The name of the blob in the vault.
  content cofferdam.hash not null,
  -- SHA-256 over rules, labels and the version of the program.
  rules cofferdam.hash not null,
  state text not null default 'queued'
    check (state in ('queued', 'running', 'complete', 'failed', 'cancelled', 'replaced')),
  -- Why it failed or ended early: a code of docs/errors.md.
  code text check (code ~ '^[a-z]+(-[a-z]+)*$'),
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- The fence: each worker that takes the run gets the next number, and one that finds another here has been replaced.
  attempt integer not null default 0,
  -- When its worker last showed signs of life.
  seen_at timestamptz,
  bytes bigint not null check (bytes >= 0),
  bytes_read bigint not null default 0,
  -- What readers see: parts up to `shown_part` of this attempt. Null: nothing yet.
  shown_attempt integer,
  shown_part integer,
  -- `sample` until all is read.
  stage text check (stage in ('sample', 'whole')),
  -- Counts of what is shown: codes, formats and elements, no values.
  summary jsonb,
  check ((state in ('queued', 'running')) = (ended_at is null)),
  check (num_nulls(shown_attempt, shown_part, stage, summary) in (0, 4)),
  check (state <> 'complete' or stage = 'whole')
);
create index inspection_run_by_incident on cofferdam.inspection_run (incident_id, queued_at, id);
create index inspection_run_by_content on cofferdam.inspection_run (incident_id, content);
-- The same bytes are inspected once by the same rules.
create unique index inspection_run_once on cofferdam.inspection_run (incident_id, content, rules)
  where state in ('queued', 'running', 'complete');

alter table cofferdam.inspection_run enable row level security, force row level security;
grant select, insert on cofferdam.inspection_run to cofferdam_app;
grant update (state, code, ended_at) on cofferdam.inspection_run to cofferdam_app;
grant select, insert, update on cofferdam.inspection_run to cofferdam_worker;
-- An item with these bytes that one may open: evidence_bytes hides all others.
create policy of_own_evidence on cofferdam.inspection_run for select to cofferdam_app
  using (
    exists (
      select from cofferdam.evidence_bytes b
      where b.incident_id = inspection_run.incident_id and b.blob = inspection_run.content
    )
  );
create policy asked_for on cofferdam.inspection_run for insert to cofferdam_app
  with check (
    state = 'queued' and attempt = 0 and shown_attempt is null
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal,hr,comms}')
    and exists (
      select from cofferdam.evidence_item e join cofferdam.evidence_bytes b on b.evidence_id = e.id
      where e.id = inspection_run.evidence_id and e.incident_id = inspection_run.incident_id and e.state = 'complete'
        and e.compartment = inspection_run.compartment and e.entity_id is not distinct from inspection_run.entity_id
        and e.size = bytes and b.blob = content and not cofferdam.is_sealed_off(e.id)
    )
  );
create policy stopped on cofferdam.inspection_run for update to cofferdam_app
  using (cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}'));
create policy job on cofferdam.inspection_run to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident()) with check (incident_id = cofferdam.current_job_incident());

create function cofferdam.check_run() returns trigger
  language plpgsql
  as $$
  begin
    if old.ended_at is not null and not (old.state = 'complete' and new.state = 'replaced')
      and (new.state, new.code, new.ended_at) is distinct from (old.state, old.code, old.ended_at)
    then
      raise exception 'a run that ended does not change' using errcode = 'integrity_constraint_violation';
    end if;
    if new.attempt < old.attempt or (current_user = 'cofferdam_app' and new.state not in (old.state, 'cancelled')) then
      raise exception 'a run does not go back' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_run before update on cofferdam.inspection_run for each row execute function cofferdam.check_run();

-- Whether results are shown to the one who asks: its own policies decide whether he sees the run.
create function cofferdam.is_shown(run uuid, of_attempt integer, of_part integer) returns boolean
  language sql stable
  return exists (
    select from cofferdam.inspection_run r
    where r.id = run and r.shown_attempt = of_attempt and of_part <= r.shown_part
      and r.state in ('running', 'complete', 'failed', 'cancelled')
  );
grant execute on function cofferdam.is_shown to cofferdam_app;

-- Whether the bytes of a run may still be worked on: a job sees no evidence that is sealed off.
create function cofferdam.may_inspect(run uuid) returns boolean
  language sql stable
  return exists (
    select from cofferdam.inspection_run r join cofferdam.evidence_bytes b
      on b.incident_id = r.incident_id and b.blob = r.content
    where r.id = run
  );
grant execute on function cofferdam.may_inspect to cofferdam_worker;

-- A file of the evidence, or one inside of it.
create table cofferdam.inspected_file (
  run_id uuid not null references cofferdam.inspection_run,
  attempt integer not null,
  part integer not null,
  -- In order of beginning; 0 is the item itself.
  number integer not null,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  -- Below the item, `!/a.zip!/b.csv` style; sealed for `inspected_file/path/RUN/NUMBER`. Null for the item itself.
  path bytea,
  format text not null check (length(format) <= 200),
  media_type text not null check (length(media_type) <= 200),
  status text not null check (status in ('reading', 'inspected', 'partial', 'unreadable')),
  reason text check (reason ~ '^[a-z]+(-[a-z]+)*$'),
  bytes bigint not null,
  -- SHA-256, sealed for `inspected_file/sha256/RUN/NUMBER`; null where it was not read to its end.
  sha256 bytea,
  -- Findings by element; while it is read, those that are listed.
  counts jsonb not null,
  -- By which records of persons name the file.
  mark bigint not null,
  primary key (run_id, attempt, number)
);
create index inspected_file_by_mark on cofferdam.inspected_file (incident_id, mark);

-- Findings of one element in one file, in order of text, as many as came together; they are sealed together.
create table cofferdam.finding_batch (
  run_id uuid not null references cofferdam.inspection_run,
  attempt integer not null,
  part integer not null,
  file integer not null,
  element text not null check (element ~ '^[a-z]+(-[a-z]+)*$'),
  seq integer not null,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  findings integer not null check (findings > 0),
  -- JSON, sealed for `finding_batch/RUN/ATTEMPT/FILE/ELEMENT/SEQ`. Empty where another attempt took its place.
  sealed bytea not null,
  primary key (run_id, attempt, element, file, seq)
);
create index finding_batch_by_file on cofferdam.finding_batch (run_id, attempt, file, element, seq);

-- Records of persons: keyed hashes, and what a human knows them by, many together, sealed for `person_batch/RUN/ATTEMPT/PART`.
create table cofferdam.person_batch (
  run_id uuid not null references cofferdam.inspection_run,
  attempt integer not null,
  part integer not null,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  records integer not null check (records > 0),
  sealed bytea not null,
  primary key (run_id, attempt, part)
);
-- Sealed bytes do not get smaller.
alter table cofferdam.person_batch alter column sealed set storage external;
alter table cofferdam.finding_batch alter column sealed set storage external;

alter table cofferdam.inspected_file enable row level security, force row level security;
alter table cofferdam.finding_batch enable row level security, force row level security;
alter table cofferdam.person_batch enable row level security, force row level security;
grant select on cofferdam.inspected_file, cofferdam.finding_batch to cofferdam_app;
grant select, insert, update on cofferdam.inspected_file, cofferdam.finding_batch, cofferdam.person_batch
  to cofferdam_worker;
create policy shown on cofferdam.inspected_file for select to cofferdam_app
  using (cofferdam.is_shown(run_id, attempt, part));
create policy shown on cofferdam.finding_batch for select to cofferdam_app
  using (cofferdam.is_shown(run_id, attempt, part));
create policy job on cofferdam.inspected_file to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident())
  with check (incident_id = cofferdam.current_job_incident());
create policy job on cofferdam.finding_batch to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident())
  with check (incident_id = cofferdam.current_job_incident());
create policy job on cofferdam.person_batch to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident())
  with check (incident_id = cofferdam.current_job_incident());

-- How many persons there are in all that whoever may see this place may see: items of its compartment, of its legal entity
-- or of none. One for each place that has evidence; counted anew when a run ends.
create table cofferdam.subject_count (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  counted_at timestamptz not null,
  -- Grows with each count.
  version integer not null default 1,
  -- Items whose runs it is made of. Where one of them is sealed off later, nobody sees the count before the next.
  evidence uuid[] not null,
  -- What of them it is made of: `RUN/ATTEMPT/PART` of each run as far as it was shown, in order.
  sources text[] not null,
  certain bigint not null,
  possible bigint not null,
  -- There may be more: something is not fully read, or not yet.
  at_least boolean not null,
  -- Persons by relation, country, element, and minors.
  summary jsonb not null,
  check (certain between 0 and possible),
  unique nulls not distinct (incident_id, compartment, entity_id)
);
alter table cofferdam.subject_count enable row level security, force row level security;
grant select on cofferdam.subject_count to cofferdam_app;
grant select, insert, update on cofferdam.subject_count to cofferdam_worker;
create policy need_to_know on cofferdam.subject_count for select to cofferdam_app
  using (
    cofferdam.may_see(incident_id, compartment, entity_id)
    and not exists (
      select from unnest(subject_count.evidence) e where cofferdam.is_sealed_off(e)
    )
  );
create policy job on cofferdam.subject_count to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident()) with check (incident_id = cofferdam.current_job_incident());

-- Persons of a count, 256 of them in a row, a value of each in every array; rows are written over by the next count. A row for
-- each person took 3 s more, of 18, at 337,000 persons.
create table cofferdam.subject_block (
  count_id uuid not null references cofferdam.subject_count,
  -- Holds the persons from number 256 * block + 1 on.
  block integer not null check (block >= 0),
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  version integer not null,
  relation smallint[] not null,
  standing smallint[] not null,
  -- Two letters; null where it is not known.
  country text[] not null,
  minor boolean[] not null,
  records integer[] not null,
  files integer[] not null,
  -- A bit for each element, in the order of src/inspect/contract.ts.
  elements integer[] not null,
  -- The first record: mark of the file, bytes of its text.
  mark bigint[] not null,
  span_start bigint[] not null,
  span_end bigint[] not null,
  -- What they are known by, sealed for `subject_block/labels/COUNT/VERSION/BLOCK`.
  labels bytea not null,
  primary key (count_id, block)
);
alter table cofferdam.subject_block alter column labels set storage external;
alter table cofferdam.subject_block enable row level security, force row level security;
grant select on cofferdam.subject_block to cofferdam_app;
grant select, insert, update on cofferdam.subject_block to cofferdam_worker;
-- Blocks above the size of the count are of an earlier version.
create policy counted on cofferdam.subject_block for select to cofferdam_app
  using (exists (select from cofferdam.subject_count c where c.id = count_id and c.version = subject_block.version));
create policy job on cofferdam.subject_block to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident()) with check (incident_id = cofferdam.current_job_incident());

-- One person a row. Whoever pages names the block to begin with as well: numbers are in no index.
create view cofferdam.data_subject with (security_invoker = true) as
  select b.count_id, b.version, b.block, (256 * b.block + p.place)::integer as number, p.relation, p.standing, p.country,
    p.minor, p.records, p.files, p.elements, p.mark, p.span_start, p.span_end
  from cofferdam.subject_block b
  cross join lateral unnest(
    b.relation, b.standing, b.country, b.minor, b.records, b.files, b.elements, b.mark, b.span_start, b.span_end
  ) with ordinality
    as p (relation, standing, country, minor, records, files, elements, mark, span_start, span_end, place);
grant select on cofferdam.data_subject to cofferdam_app;

-- That somebody saw values of persons as they are, or took a list away: what the entry of the log stands for.
create table cofferdam.subject_disclosure (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  person_id uuid not null references cofferdam.person,
  at timestamptz not null,
  reason text not null check (length(reason) between 1 and 20000),
  count_id uuid not null references cofferdam.subject_count,
  count_version integer not null,
  -- The person that was revealed; null for a list.
  number integer,
  -- Of a list: who gets it, and whether values are in it.
  recipient text check (length(recipient) between 1 and 300),
  revealed boolean not null,
  check ((number is null) = (recipient is not null))
);
alter table cofferdam.subject_disclosure enable row level security, force row level security;
grant select, insert on cofferdam.subject_disclosure to cofferdam_app;
create policy need_to_know on cofferdam.subject_disclosure for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id));
create policy own on cofferdam.subject_disclosure for insert to cofferdam_app
  with check (
    person_id = cofferdam.current_person()
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}')
    and exists (
      select from cofferdam.subject_count c
      where c.id = count_id and c.incident_id = subject_disclosure.incident_id
        and c.compartment = subject_disclosure.compartment and c.entity_id is not distinct from subject_disclosure.entity_id
    )
  );
