-- Decisions, and reports that left.

-- What was decided, by whom and when. Never changed, never deleted; a later one may take its place, once, and both stand.
create table cofferdam.decision (
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null default 'facts',
  entity_id uuid references cofferdam.legal_entity,
  text text not null check (length(text) between 1 and 20000),
  -- What else could have been chosen.
  options text[] not null default '{}' check (cardinality(options) <= 20 and length(array_to_string(options, '')) <= 20000),
  -- Somebody who works here, or one of the people to call.
  decided_by uuid references cofferdam.person,
  decided_by_contact uuid references cofferdam.contact,
  -- In the zone in which it was said.
  at timestamptz not null,
  zone cofferdam.zone not null,
  supersedes uuid unique references cofferdam.decision,
  recorded_at timestamptz not null,
  recorded_by uuid not null references cofferdam.person,
  check (num_nulls(decided_by, decided_by_contact) = 1),
  check (supersedes <> id)
);
create index decision_by_incident on cofferdam.decision (incident_id, recorded_at, id);
alter table cofferdam.decision enable row level security, force row level security;
grant select, insert on cofferdam.decision to cofferdam_app;
create policy need_to_know on cofferdam.decision for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id));
create policy members_decide on cofferdam.decision for insert to cofferdam_app
  with check (
    recorded_by = cofferdam.current_person()
    and cofferdam.may_see(incident_id, compartment, entity_id)
    and exists (
      select from cofferdam.own_membership o
      where o.incident_id = decision.incident_id and o.role in ('lead', 'analyst', 'dpo', 'legal', 'hr', 'comms')
        -- For all legal entities only those speak who see them all.
        and (o.entities is null or decision.entity_id is not null)
    )
  );

-- What takes the place of another stands where that stands: whoever sees the one sees the other.
create function cofferdam.check_decision() returns trigger
  language plpgsql
  as $$
  begin
    if not exists (
      select from cofferdam.decision d
      where d.id = new.supersedes and d.incident_id = new.incident_id and d.compartment = new.compartment
        and d.entity_id is not distinct from new.entity_id
    ) then
      raise exception 'a decision takes the place of one beside it' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_decision before insert on cofferdam.decision
  for each row when (new.supersedes is not null) execute function cofferdam.check_decision();

-- That somebody took a report away: what the entry of the log stands for. It holds what he could see at that time.
create table cofferdam.incident_report (
  -- Also the mark that is in the report.
  id uuid primary key,
  incident_id uuid not null references cofferdam.incident,
  compartment cofferdam.compartment not null,
  entity_id uuid references cofferdam.legal_entity,
  person_id uuid not null references cofferdam.person,
  at timestamptz not null,
  format text not null check (format in ('pdf', 'docx')),
  recipient text not null check (length(recipient) between 1 and 300)
);
create index incident_report_by_incident on cofferdam.incident_report (incident_id, at);
alter table cofferdam.incident_report enable row level security, force row level security;
grant select, insert on cofferdam.incident_report to cofferdam_app;
create policy need_to_know on cofferdam.incident_report for select to cofferdam_app
  using (cofferdam.may_see(incident_id, compartment, entity_id));
create policy own on cofferdam.incident_report for insert to cofferdam_app
  with check (
    person_id = cofferdam.current_person()
    and cofferdam.may_see(incident_id, compartment, entity_id)
    and cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}')
  );
