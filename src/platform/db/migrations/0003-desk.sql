-- What all stages of the desk stand on: the installation itself, the keys of incidents, the salts of the log, requests that
-- are made once, and the scope in which a job works.

-- One row. Without it nobody has set the desk up, and nothing is recorded: the log begins with the set-up.
create table cofferdam.installation (
  id uuid primary key,
  one_row boolean not null default true unique check (one_row),
  set_up_at timestamptz not null,
  -- The Ed25519 key that signs checkpoints, wrapped by the master key, and the master key's own name.
  log_key bytea not null,
  master_key text not null check (master_key ~ '^[0-9a-f]{16}$')
);
alter table cofferdam.installation enable row level security, force row level security;
grant select, insert on cofferdam.installation to cofferdam_app, cofferdam_worker;
grant update (log_key, master_key) on cofferdam.installation to cofferdam_app;
create policy everybody on cofferdam.installation for select to cofferdam_app, cofferdam_worker using (true);
create policy set_up_once on cofferdam.installation for insert to cofferdam_app with check (one_row);
create policy rewrapped on cofferdam.installation for update to cofferdam_app
  using (cofferdam.has_installation_role('admin'));

-- Signed heads of the log (docs/log.md), each as it was signed.
create table cofferdam.log_checkpoint (
  -- Of the entry that was signed.
  seq bigint primary key,
  body text not null
);
alter table cofferdam.log_checkpoint enable row level security, force row level security;
grant select, insert on cofferdam.log_checkpoint to cofferdam_app, cofferdam_worker;
create policy everybody on cofferdam.log_checkpoint for select to cofferdam_app, cofferdam_worker using (true);
-- Of the head as it stands; nobody can take the place of one that is to come.
create policy signed on cofferdam.log_checkpoint for insert to cofferdam_app, cofferdam_worker
  with check (seq = (select h.seq from cofferdam.log_head h where h.chain = 'log'));

-- The incident that a job works for, and no other: set by transactJob (transact.ts) from what the job says of itself.
create function cofferdam.current_job_incident() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('cofferdam.job_incident', true), '')::uuid;
grant execute on function cofferdam.current_job_incident() to cofferdam_worker;

create policy job on cofferdam.incident for select to cofferdam_worker using (id = cofferdam.current_job_incident());
grant select on cofferdam.incident to cofferdam_worker;
create policy job on cofferdam.log_entry for insert to cofferdam_worker
  with check (incident_id is null or incident_id = cofferdam.current_job_incident());
create policy job on cofferdam.log_head for select to cofferdam_worker
  using (incident_id is null or incident_id = cofferdam.current_job_incident());
create policy job_moves on cofferdam.log_head for update to cofferdam_worker
  using (incident_id is null or incident_id = cofferdam.current_job_incident());

-- With a salt somebody can prove what text an entry of the log stands for; when the text is erased, so is the salt.
create table cofferdam.log_salt (
  hash cofferdam.hash primary key,
  incident_id uuid references cofferdam.incident,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  salt cofferdam.hash
);
alter table cofferdam.log_salt enable row level security, force row level security;
grant select, insert, update (salt) on cofferdam.log_salt to cofferdam_app;
grant insert on cofferdam.log_salt to cofferdam_worker;
create policy need_to_know on cofferdam.log_salt for select to cofferdam_app
  using (
    (incident_id is null and cofferdam.current_person() is not null)
    or cofferdam.may_see(incident_id, compartment, entity_id)
  );
create policy written_with_acts on cofferdam.log_salt for insert to cofferdam_app
  with check (incident_id is null or incident_id in (select i.id from cofferdam.incident i));
create policy erased on cofferdam.log_salt for update to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id)) with check (salt is null);
create policy job on cofferdam.log_salt for insert to cofferdam_worker
  with check (incident_id is null or incident_id = cofferdam.current_job_incident());

-- The data key of an incident, wrapped by the master key. Destroying it makes unreadable all that was sealed with it.
create table cofferdam.incident_key (
  incident_id uuid primary key references cofferdam.incident,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  master_key text not null check (master_key ~ '^[0-9a-f]{16}$'),
  box bytea not null
);
alter table cofferdam.incident_key enable row level security, force row level security;
grant select, insert on cofferdam.incident_key to cofferdam_app;
grant select on cofferdam.incident_key to cofferdam_worker;
create policy members on cofferdam.incident_key for select to cofferdam_app
  using (incident_id in (select i.id from cofferdam.incident i));
create policy made_with_incident on cofferdam.incident_key for insert to cofferdam_app
  with check (
    exists (
      select from cofferdam.incident i
      where i.id = incident_id and i.opened_by = cofferdam.current_person() and i.opened_in = pg_current_xact_id()
    )
  );
create policy job on cofferdam.incident_key for select to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident());

-- A request that was made again with its Idempotency-Key gets the answer of the first. Of the one who asked, for a day.
create table cofferdam.request_once (
  person_id uuid not null references cofferdam.person,
  key text not null check (length(key) between 1 and 200),
  -- SHA-256 over operation, address and body.
  fingerprint cofferdam.hash not null,
  answer jsonb,
  made_at timestamptz not null,
  primary key (person_id, key)
);
alter table cofferdam.request_once enable row level security, force row level security;
grant select, insert, update (answer, fingerprint, made_at) on cofferdam.request_once to cofferdam_app;
create policy own on cofferdam.request_once to cofferdam_app
  using (person_id = cofferdam.current_person()) with check (person_id = cofferdam.current_person());
-- What is older is emptied: answers hold titles. Workers see which are, and not what is in them.
grant select (person_id, key, made_at), update (answer) on cofferdam.request_once to cofferdam_worker;
create policy old on cofferdam.request_once for select to cofferdam_worker
  using (made_at < statement_timestamp() - interval '1 day');
-- The column is looked at here and not in the statement: workers may not read it.
create policy emptied on cofferdam.request_once for update to cofferdam_worker
  using (answer is not null and made_at < statement_timestamp() - interval '1 day') with check (answer is null);
create index request_once_by_age on cofferdam.request_once (made_at) where answer is not null;

-- Whoever runs the installation, or reads its log, opens no incidents: a lead lets them in, and the log says so.
drop policy opened_by_oneself on cofferdam.incident;
create policy opened_by_oneself on cofferdam.incident for insert to cofferdam_app
  with check (opened_by = cofferdam.current_person() and cofferdam.has_installation_role('none'));
