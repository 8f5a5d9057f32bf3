-- Evidence: items, what they hold, who answers for them, and uploads under way.
--
-- An item that is sealed off (illegal or classified) stays visible as such to all who may see its place. Its name, its
-- source, its bytes and all that inspection found in it are for the people who are named, and for no job; so are those of
-- every other item with the same bytes: cofferdam.may_open() decides, here and for the tables of later migrations.

-- Whether the person has one of these roles in an incident now. The lists of the use cases, once more: for one that forgets
-- to ask.
create function cofferdam.has_role(incident uuid, roles cofferdam.incident_role[]) returns boolean
  language sql stable
  return exists (
    select from cofferdam.own_membership o where o.incident_id = incident and o.role = any (roles)
  );
grant execute on function cofferdam.has_role to cofferdam_app;

create table cofferdam.evidence_item (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  how text not null check (how in ('found', 'received', 'bought', 'collected', 'other')),
  obtained_at timestamptz,
  handed_in_by uuid not null references cofferdam.person,
  handed_in_at timestamptz not null,
  -- Bytes, as declared; an item is complete when just so many are here.
  size bigint not null check (size >= 0),
  state text not null default 'uploading' check (state in ('uploading', 'complete', 'abandoned')),
  ended_at timestamptz,
  -- SHA-256 of the name of the blob: equal for equal bytes in one incident, and leads to nothing.
  likeness cofferdam.hash,
  -- Who answers for it; null before it is complete, and while somebody outside does. custody_entry tells all.
  custodian uuid references cofferdam.person,
  sealed_off text check (sealed_off in ('illegal', 'classified')),
  sealed_people uuid[] check (cardinality(sealed_people) between 1 and 500),
  sealed_reason text check (length(sealed_reason) between 1 and 20000),
  sealed_at timestamptz,
  sealed_by uuid references cofferdam.person,
  check ((state = 'uploading') = (ended_at is null)),
  check ((state = 'complete') = (likeness is not null)),
  check (num_nulls(sealed_off, sealed_people, sealed_reason, sealed_at, sealed_by) in (0, 5))
);
create index evidence_by_incident on cofferdam.evidence_item (incident_id, handed_in_at, id);
create index evidence_by_likeness on cofferdam.evidence_item (incident_id, likeness);

alter table cofferdam.evidence_item enable row level security, force row level security;
grant select, insert on cofferdam.evidence_item to cofferdam_app;
grant update (state, ended_at, likeness, custodian, sealed_off, sealed_people, sealed_reason, sealed_at, sealed_by)
  on cofferdam.evidence_item to cofferdam_app;
grant select on cofferdam.evidence_item to cofferdam_worker;
create policy need_to_know on cofferdam.evidence_item for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id));
create policy handed_in on cofferdam.evidence_item for insert to cofferdam_app
  with check (
    handed_in_by = cofferdam.current_person() and state = 'uploading' and sealed_off is null and custodian is null
    and cofferdam.may_see(incident_id, compartment, entity_id)
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal,hr,comms}')
  );
-- Who may change what of it is checked below.
create policy members_change on cofferdam.evidence_item for update to cofferdam_app
  using (
    cofferdam.may_see(incident_id, compartment, entity_id)
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal,hr,comms}')
  );
create policy job on cofferdam.evidence_item for select to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident());

-- Bytes that are sealed off, by their likeness: one row for all items of an incident that have them, in every compartment,
-- so that what nobody may open in one place does not lie open in another, unseen by the one who sealed it off. All
-- members see the row, which leads to no bytes, and whoever has an item of these bytes sees why he may not open it.
create table cofferdam.sealed_likeness (
  incident_id uuid not null references cofferdam.incident,
  likeness cofferdam.hash not null,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  sealed_off text not null check (sealed_off in ('illegal', 'classified')),
  sealed_people uuid[] not null check (cardinality(sealed_people) between 1 and 500),
  sealed_at timestamptz not null,
  sealed_by uuid not null references cofferdam.person,
  primary key (incident_id, likeness)
);
alter table cofferdam.sealed_likeness enable row level security, force row level security;
grant select, insert on cofferdam.sealed_likeness to cofferdam_app;
grant update (sealed_off, sealed_people, sealed_at, sealed_by) on cofferdam.sealed_likeness to cofferdam_app;
grant select on cofferdam.sealed_likeness to cofferdam_worker;
create policy members on cofferdam.sealed_likeness for select to cofferdam_app
  using (exists (select from cofferdam.own_membership o where o.incident_id = sealed_likeness.incident_id));
create policy sealed on cofferdam.sealed_likeness for insert to cofferdam_app
  with check (
    exists (
      select from cofferdam.evidence_item e
      where e.incident_id = sealed_likeness.incident_id and e.likeness = sealed_likeness.likeness
        and (e.sealed_off, e.sealed_people, e.sealed_at, e.sealed_by)
          = (sealed_likeness.sealed_off, sealed_likeness.sealed_people, sealed_likeness.sealed_at, sealed_likeness.sealed_by)
    )
  );
-- Only the named may name others.
create policy named on cofferdam.sealed_likeness for update to cofferdam_app
  using (
    cofferdam.current_person() = any (sealed_people)
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal,hr}')
  )
  with check (sealed_by = cofferdam.current_person());
create policy job on cofferdam.sealed_likeness for select to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident());

-- What ended stays ended, and what was sealed off stays so: only those who are named now may name others.
create function cofferdam.check_evidence() returns trigger
  language plpgsql
  as $$
  declare
    me uuid := cofferdam.current_person();
    likely cofferdam.sealed_likeness;
    is_resealed boolean := (new.sealed_off, new.sealed_people, new.sealed_reason, new.sealed_at, new.sealed_by)
      is distinct from (old.sealed_off, old.sealed_people, old.sealed_reason, old.sealed_at, old.sealed_by);
  begin
    if old.state <> 'uploading'
      and (new.state, new.ended_at, new.likeness) is distinct from (old.state, old.ended_at, old.likeness)
    then
      raise exception 'an item that ended does not change' using errcode = 'integrity_constraint_violation';
    end if;
    if is_resealed then
      select * into likely from cofferdam.sealed_likeness s
        where s.incident_id = new.incident_id and s.likeness = new.likeness;
    end if;
    if is_resealed and old.sealed_off is not null
      and (new.sealed_off is null or not coalesce(me = any (coalesce(likely.sealed_people, old.sealed_people)), false))
    then
      raise exception 'what is sealed off stays so' using errcode = 'integrity_constraint_violation';
    end if;
    if current_user <> 'cofferdam_app' then
      return new;
    end if;
    if new.state <> old.state and old.handed_in_by <> me
      and not (new.state = 'abandoned' and cofferdam.has_role(old.incident_id, '{lead}'))
    then
      raise exception 'permission denied to end an item of another' using errcode = 'insufficient_privilege';
    end if;
    -- Whoever answers for it passes it on, or a lead; it begins with the one who handed it in.
    if new.custodian is distinct from old.custodian
      and not (old.state = 'uploading' and new.state = 'complete' and new.custodian = me)
      and not coalesce(old.state = 'complete' and old.custodian = me, false)
      and not (old.state = 'complete' and cofferdam.has_role(old.incident_id, '{lead}'))
    then
      raise exception 'permission denied to pass an item on' using errcode = 'insufficient_privilege';
    end if;
    -- Whoever hands in bytes that are sealed off already seals his own item off with it, and nothing else.
    if is_resealed and (new.sealed_off, new.sealed_people, new.sealed_at, new.sealed_by)
        is distinct from (likely.sealed_off, likely.sealed_people, likely.sealed_at, likely.sealed_by)
      and not (new.sealed_by = me and cofferdam.has_role(old.incident_id, '{lead,analyst,dpo,legal,hr}'))
    then
      raise exception 'permission denied to seal an item off' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$;
create trigger check_evidence before update on cofferdam.evidence_item
  for each row execute function cofferdam.check_evidence();

-- Whoever seals an item off, or completes one that is, seals off its bytes: no use case can forget it.
create function cofferdam.seal_likeness() returns trigger
  language plpgsql
  as $$ begin
    insert into cofferdam.sealed_likeness (incident_id, likeness, sealed_off, sealed_people, sealed_at, sealed_by)
      values (new.incident_id, new.likeness, new.sealed_off, new.sealed_people, new.sealed_at, new.sealed_by)
      on conflict do nothing;
    return null;
  end $$;
create trigger seal_likeness after update on cofferdam.evidence_item
  for each row when (new.sealed_off is not null and new.likeness is not null)
  execute function cofferdam.seal_likeness();

-- Whether an item is sealed off, or its bytes are.
create function cofferdam.is_sealed_off(evidence uuid) returns boolean
  language sql stable
  return exists (
    select from cofferdam.evidence_item e
    where e.id = evidence and (
      e.sealed_off is not null
      or exists (
        select from cofferdam.sealed_likeness s where s.incident_id = e.incident_id and s.likeness = e.likeness
      )
    )
  );
grant execute on function cofferdam.is_sealed_off to cofferdam_app, cofferdam_worker;

-- Whether the one who asks may open an item: name, source, bytes, findings. A person who sees it, and is named where it or
-- its bytes are sealed off; a job of its incident, unless they are. A worker that says to be a person stays a worker.
-- Rows of an item stand in its place, so that nobody opens one that he may not see.
create function cofferdam.may_open(evidence uuid) returns boolean
  language sql stable
  return exists (
    select from cofferdam.evidence_item e
    left join cofferdam.sealed_likeness s on s.incident_id = e.incident_id and s.likeness = e.likeness
    where e.id = evidence
      and (
        (e.sealed_off is null and s.likeness is null)
        or (
          current_user <> 'cofferdam_worker'
          and cofferdam.current_person() = any (coalesce(s.sealed_people, e.sealed_people))
        )
      )
  );
grant execute on function cofferdam.may_open to cofferdam_app, cofferdam_worker;

-- What an item is called and where it came from, as people said it. File names are often those of persons.
create table cofferdam.evidence_label (
  evidence_id uuid primary key references cofferdam.evidence_item,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  -- Sealed for `evidence_label/name/ID`: the bytes as they were sent.
  name bytea not null,
  -- The address where it was found, or from whom it came.
  source text not null check (length(source) <= 2000)
);
alter table cofferdam.evidence_label enable row level security, force row level security;
grant select, insert on cofferdam.evidence_label to cofferdam_app;
grant select on cofferdam.evidence_label to cofferdam_worker;
create policy need_to_know on cofferdam.evidence_label for select to cofferdam_app
  using (cofferdam.may_open(evidence_id));
create policy handed_in on cofferdam.evidence_label for insert to cofferdam_app
  with check (
    exists (
      select from cofferdam.evidence_item e
      where e.id = evidence_id and e.handed_in_by = cofferdam.current_person() and e.incident_id = evidence_label.incident_id
        and e.compartment = evidence_label.compartment and e.entity_id is not distinct from evidence_label.entity_id
    )
  );
create policy job on cofferdam.evidence_label for select to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident() and cofferdam.may_open(evidence_id));

-- Where the bytes of a complete item are. Without this row nobody finds them.
create table cofferdam.evidence_bytes (
  evidence_id uuid primary key references cofferdam.evidence_item,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  -- Its name in the vault. The same bytes twice are two items and one blob.
  blob cofferdam.hash not null,
  -- SHA-256 of the plain text, sealed for `evidence_bytes/sha256/ID`.
  sha256 bytea not null
);
alter table cofferdam.evidence_bytes enable row level security, force row level security;
grant select, insert on cofferdam.evidence_bytes to cofferdam_app;
grant select on cofferdam.evidence_bytes to cofferdam_worker;
create policy need_to_know on cofferdam.evidence_bytes for select to cofferdam_app
  using (cofferdam.may_open(evidence_id));
-- By the one who handed it in, also where it was sealed off meanwhile and he is not named.
create policy completed on cofferdam.evidence_bytes for insert to cofferdam_app
  with check (
    exists (
      select from cofferdam.evidence_item e
      where e.id = evidence_id and e.handed_in_by = cofferdam.current_person() and e.incident_id = evidence_bytes.incident_id
        and e.compartment = evidence_bytes.compartment and e.entity_id is not distinct from evidence_bytes.entity_id
        -- Of the blob by which the item was completed, and of no other.
        and e.state = 'complete' and e.likeness = encode(sha256(convert_to(blob, 'UTF8')), 'hex')
    )
  );
create policy job on cofferdam.evidence_bytes for select to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident() and cofferdam.may_open(evidence_id));

-- How far an upload is. What is acknowledged is what this row says, and no byte more.
create table cofferdam.evidence_upload (
  evidence_id uuid primary key references cofferdam.evidence_item,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  person_id uuid not null references cofferdam.person,
  length bigint not null check (length >= 0),
  -- Bytes of plain text that are sealed, on the disk and in `state`.
  received bigint not null default 0 check (received between 0 and length),
  -- What the vault needs to go on (sealed tail, hash, runs); null before the first part and after the end.
  state bytea,
  -- Each writer gets the next number; one who finds another number here has been replaced and stops.
  fence bigint not null default 0,
  -- HOME/RUN of the process that writes; null when nobody does. Without a sign of life until then it counts as gone.
  holder text check (length(holder) <= 200),
  held_until timestamptz,
  started_at timestamptz not null,
  last_part_at timestamptz,
  check (num_nulls(holder, held_until) in (0, 2))
);
alter table cofferdam.evidence_upload enable row level security, force row level security;
grant select, insert on cofferdam.evidence_upload to cofferdam_app;
grant update (received, state, fence, holder, held_until, last_part_at) on cofferdam.evidence_upload to cofferdam_app;
-- The sweep tells what lies in the vault from what should; the state is of no use without the key, and not for it.
grant select (evidence_id, incident_id, compartment, entity_id, person_id, length, received, started_at, last_part_at)
  on cofferdam.evidence_upload to cofferdam_worker;
create policy need_to_know on cofferdam.evidence_upload for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id));
create policy handed_in on cofferdam.evidence_upload for insert to cofferdam_app
  with check (
    person_id = cofferdam.current_person()
    and exists (
      select from cofferdam.evidence_item e
      where e.id = evidence_id and e.handed_in_by = cofferdam.current_person() and e.incident_id = evidence_upload.incident_id
        and e.compartment = evidence_upload.compartment and e.entity_id is not distinct from evidence_upload.entity_id
        and e.size = length
    )
  );
-- By the one who began it; a lead may end it.
create policy goes_on on cofferdam.evidence_upload for update to cofferdam_app
  using (
    cofferdam.may_see(incident_id, compartment, entity_id)
    and (
      person_id = cofferdam.current_person()
      or incident_id in (select o.incident_id from cofferdam.own_membership o where o.role = 'lead')
    )
  );
create policy job on cofferdam.evidence_upload for select to cofferdam_worker
  using (incident_id = cofferdam.current_job_incident());

create function cofferdam.check_upload() returns trigger
  language plpgsql
  as $$
  begin
    if new.fence < old.fence or new.received < old.received then
      raise exception 'an upload does not go back' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_upload before update on cofferdam.evidence_upload
  for each row execute function cofferdam.check_upload();

-- Who answered for an item from when on. Never changed, never deleted.
create table cofferdam.custody_entry (
  id uuid primary key,
  evidence_id uuid not null references cofferdam.evidence_item,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  -- Counts from 1 for each item: two who pass it on at once cannot both.
  number integer not null check (number > 0),
  at timestamptz not null,
  recorded_by uuid not null references cofferdam.person,
  -- Null for the first entry, and where it comes back from outside.
  from_person uuid references cofferdam.person,
  to_person uuid references cofferdam.person,
  outside text check (length(outside) between 1 and 300),
  why text not null check (length(why) between 1 and 20000),
  unique (evidence_id, number),
  check (num_nulls(to_person, outside) = 1)
);
alter table cofferdam.custody_entry enable row level security, force row level security;
grant select, insert on cofferdam.custody_entry to cofferdam_app;
create policy need_to_know on cofferdam.custody_entry for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id));
create policy passed on cofferdam.custody_entry for insert to cofferdam_app
  with check (
    recorded_by = cofferdam.current_person()
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal,hr,comms}')
    and exists (
      select from cofferdam.evidence_item e
      where e.id = evidence_id and e.incident_id = custody_entry.incident_id and e.state = 'complete'
        and e.compartment = custody_entry.compartment and e.entity_id is not distinct from custody_entry.entity_id
        and case when number = 1 then
          e.handed_in_by = recorded_by and from_person is null and to_person = recorded_by
        else
          from_person is not distinct from e.custodian
          and (from_person = recorded_by or cofferdam.has_role(custody_entry.incident_id, '{lead}'))
        end
    )
  );

-- That somebody may read the bytes of an item for a while, for a reason that the log stands for; for a copy that leaves, who
-- gets it and the mark that is in it.
create table cofferdam.evidence_reading (
  id uuid primary key,
  evidence_id uuid not null references cofferdam.evidence_item,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  person_id uuid not null references cofferdam.person,
  reason text not null check (length(reason) between 1 and 20000),
  recipient text check (length(recipient) between 1 and 300),
  mark uuid unique,
  made_at timestamptz not null,
  until timestamptz not null,
  check (num_nulls(recipient, mark) in (0, 2))
);
create index evidence_reading_by_item on cofferdam.evidence_reading (evidence_id, made_at);
alter table cofferdam.evidence_reading enable row level security, force row level security;
grant select, insert on cofferdam.evidence_reading to cofferdam_app;
create policy need_to_know on cofferdam.evidence_reading for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id) and cofferdam.may_open(evidence_id));
create policy own on cofferdam.evidence_reading for insert to cofferdam_app
  with check (
    person_id = cofferdam.current_person() and cofferdam.may_open(evidence_id)
    -- A copy leaves by fewer.
    and cofferdam.has_role(
      incident_id,
      case when recipient is null then '{lead,analyst,dpo,legal,hr}' else '{lead,dpo,legal}' end::cofferdam.incident_role[]
    )
    and exists (
      select from cofferdam.evidence_item e
      where e.id = evidence_id and e.incident_id = evidence_reading.incident_id
        and e.compartment = evidence_reading.compartment and e.entity_id is not distinct from evidence_reading.entity_id
    )
  );
