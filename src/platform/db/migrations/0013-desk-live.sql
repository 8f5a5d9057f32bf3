-- What happens in an incident is told as it does, and views of the list that somebody keeps.

-- All servers hear that an incident's log has another entry: incident and number alone, since whoever may log in to the
-- database can listen. What the entry is gets read anew for each one who watches, as that person. Writers of the log wait
-- in one line as it is, so that the line in which the database puts notices costs nothing more.
create function cofferdam.tell_entry() returns trigger
  language plpgsql
  as $$ begin
    perform pg_notify('cofferdam_impact', 'log ' || new.incident_id || ' ' || new.seq);
    return null;
  end $$;
create trigger tell_entry after insert on cofferdam.log_entry
  for each row when (new.incident_id is not null) execute function cofferdam.tell_entry();

-- What the desk asks for a person over all his incidents.
create index awareness_aware on cofferdam.awareness_statement (incident_id) where step = 'aware';
create index custody_by_receiver on cofferdam.custody_entry (to_person, at);
create index evidence_uploading on cofferdam.evidence_item (handed_in_by) where state = 'uploading';

-- Filters of the list of incidents under a name, for the one who keeps them. Of a view that was removed nothing is left but
-- that there was a row.
create table cofferdam.saved_view (
  id uuid primary key,
  person_id uuid not null references cofferdam.person,
  name cofferdam.line,
  filters jsonb,
  saved_at timestamptz not null,
  removed_at timestamptz,
  check (num_nonnulls(name, filters) = case when removed_at is null then 2 else 0 end)
);
create unique index saved_view_one_name on cofferdam.saved_view (person_id, lower(name)) where removed_at is null;
alter table cofferdam.saved_view enable row level security, force row level security;
grant select, insert on cofferdam.saved_view to cofferdam_app;
grant update (name, filters, removed_at) on cofferdam.saved_view to cofferdam_app;
create policy own on cofferdam.saved_view for select to cofferdam_app using (person_id = cofferdam.current_person());
create policy kept on cofferdam.saved_view for insert to cofferdam_app
  with check (person_id = cofferdam.current_person() and removed_at is null);
create policy removed on cofferdam.saved_view for update to cofferdam_app
  using (person_id = cofferdam.current_person() and removed_at is null)
  with check (person_id = cofferdam.current_person());
