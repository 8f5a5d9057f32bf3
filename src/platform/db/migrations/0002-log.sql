-- The log: chains of entries whose hashes hold them together (docs/log.md). An entry is written in the transaction of its
-- act. Nothing of it is ever changed; the database refuses an entry that does not continue its chain, so that a mistake
-- in the server cannot break what only a verifier would find later.

create domain cofferdam.hash as text check (value ~ '^[0-9a-f]{64}$');

create table cofferdam.log_entry (
  -- `log` for the chain over all, else the id of the incident.
  chain text not null,
  seq bigint not null check (seq > 0),
  incident_id uuid references cofferdam.incident,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  -- Canonical JSON (RFC 8785), of which `hash` is the SHA-256.
  body text not null,
  hash cofferdam.hash not null,
  primary key (chain, seq),
  check (chain = coalesce(incident_id::text, 'log'))
);

-- The last entry of each chain. Its row is what writers wait for: that of the log first, then that of an incident.
create table cofferdam.log_head (
  chain text primary key,
  incident_id uuid references cofferdam.incident,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  seq bigint not null,
  hash cofferdam.hash not null,
  check (chain = coalesce(incident_id::text, 'log'))
);
insert into cofferdam.log_head (chain, seq, hash) values ('log', 0, repeat('0', 64));

create function cofferdam.check_entry() returns trigger
  language plpgsql
  as $$
  declare
    entry constant jsonb := new.body;
    head cofferdam.log_head;
  begin
    select * into head from cofferdam.log_head h where h.chain = new.chain;
    if not found or new.seq <> head.seq + 1 or entry ->> 'prev' <> head.hash
      or entry ->> 'chain' <> new.chain or (entry ->> 'seq')::bigint <> new.seq
      or new.hash <> encode(sha256(convert_to(new.body, 'UTF8')), 'hex')
    then
      raise exception 'the entry does not continue its chain' using errcode = 'integrity_constraint_violation';
    end if;
    update cofferdam.log_head h set seq = new.seq, hash = new.hash where h.chain = new.chain;
    return new;
  end $$;
create trigger check_entry before insert on cofferdam.log_entry
  for each row execute function cofferdam.check_entry();

-- A head moves by the entry that is put under it, one at a time, and never by hand.
create function cofferdam.check_head() returns trigger
  language plpgsql
  as $$
  begin
    if new.chain <> old.chain or new.incident_id is distinct from old.incident_id or new.seq <> old.seq + 1
      or pg_trigger_depth() < 2
    then
      raise exception 'the head of a chain moves with its entries' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_head before update on cofferdam.log_head
  for each row execute function cofferdam.check_head();
create function cofferdam.check_first_head() returns trigger
  language plpgsql
  as $$
  begin
    if new.seq <> 0 or new.hash <> repeat('0', 64) then
      raise exception 'a chain begins empty' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_first_head before insert on cofferdam.log_head
  for each row execute function cofferdam.check_first_head();

alter table cofferdam.log_entry enable row level security, force row level security;
grant select, insert on cofferdam.log_entry to cofferdam_app, cofferdam_worker;
create policy need_to_know on cofferdam.log_entry for select to cofferdam_app
  using (
    (incident_id is not null and cofferdam.may_see(incident_id, compartment, entity_id))
    or cofferdam.has_installation_role('auditor')
  );
-- Everybody's acts go into the log, those of nobody too: a sign-in that was refused.
create policy acts on cofferdam.log_entry for insert to cofferdam_app
  with check (incident_id is null or incident_id in (select i.id from cofferdam.incident i));

alter table cofferdam.log_head enable row level security, force row level security;
grant select, insert, update (seq, hash) on cofferdam.log_head to cofferdam_app, cofferdam_worker;
-- The head of the log tells how much happened, and not what.
create policy heads on cofferdam.log_head for select to cofferdam_app
  using (
    incident_id is null or incident_id in (select i.id from cofferdam.incident i)
    or cofferdam.has_installation_role('auditor')
  );
create policy moved_by_acts on cofferdam.log_head for update to cofferdam_app
  using (incident_id is null or incident_id in (select i.id from cofferdam.incident i));
create policy begun_with_incidents on cofferdam.log_head for insert to cofferdam_app
  with check (incident_id in (select i.id from cofferdam.incident i));
