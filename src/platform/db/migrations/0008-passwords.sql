-- Passwords to be tried on protected evidence. Somebody who decides about inspection gives them with a run; they are there
-- until it ends, sealed with the key of the incident for `inspection_run/passwords/RUN`, and for the workers alone.

alter table cofferdam.inspection_run
  add column passwords bytea,
  -- How many there were; stays.
  add column password_count integer not null default 0 check (password_count between 0 and 50),
  -- Inspects what is complete by the same rules, which stays until this run takes its place.
  add column repeats boolean not null default false,
  -- A run has what it was begun with as long as it is to be done, however often it is broken off, and nothing afterwards.
  add check (
    case when state in ('queued', 'running') then (passwords is not null) = (password_count > 0) else passwords is null end
  ),
  add check (password_count > 0 or not repeats);

-- Whatever ends a run, and whoever: the same statement empties them.
create function cofferdam.forget_passwords() returns trigger
  language plpgsql
  as $$
  begin
    if new.state not in ('queued', 'running') then
      new.passwords := null;
    elsif new.passwords is distinct from old.passwords then
      raise exception 'passwords of a run do not change' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger forget_passwords before update on cofferdam.inspection_run
  for each row execute function cofferdam.forget_passwords();

-- The server writes them and never reads them. A column that is added later has to be granted as well.
revoke select on cofferdam.inspection_run from cofferdam_app;
grant select (
  id, incident_id, compartment, entity_id, evidence_id, content, rules, state, code, queued_at, started_at, ended_at,
  attempt, seen_at, bytes, bytes_read, shown_attempt, shown_part, stage, summary, password_count, repeats
) on cofferdam.inspection_run to cofferdam_app;
create policy with_passwords on cofferdam.inspection_run as restrictive for insert to cofferdam_app
  with check (password_count = 0 or cofferdam.has_role(incident_id, '{lead,analyst,dpo,legal}'));

-- The same bytes are inspected once by the same rules, and once more at a time beside what is complete. In the transaction
-- in which that run completes, the one before it is replaced and leaves the first index to it.
drop index cofferdam.inspection_run_once;
create unique index inspection_run_once on cofferdam.inspection_run (incident_id, content, rules)
  where state = 'complete' or (state in ('queued', 'running') and not repeats);
create unique index inspection_run_repeated on cofferdam.inspection_run (incident_id, content)
  where state in ('queued', 'running') and repeats;
