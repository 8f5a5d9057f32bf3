-- Where the daily backup goes, and how the last one ended. One row. It is for admins: where backups lie is nobody else's to
-- know. The workers' role, in which the server keeps the desk up, notes what came of it.
create table cofferdam.backup_setting (
  one_row boolean primary key default true check (one_row),
  -- Absolute, on the machine of the server; null where none is made.
  folder cofferdam.line check (folder like '/%'),
  version integer not null default 1,
  -- An admin asked for one out of turn.
  asked_at timestamptz,
  begun_at timestamptz,
  -- Data folder of the server that began it: what it left unended is its own to begin again.
  begun_in text check (length(begun_in) <= 100),
  ended_at timestamptz,
  -- Of the error catalogue, where the last one failed.
  failed text check (failed ~ '^[a-z][a-z0-9-]*$'),
  -- The last one that is whole.
  whole_at timestamptz,
  row_count bigint,
  file_count bigint,
  file_bytes bigint,
  -- Files that rows speak of and the vault did not have.
  missing bigint
);
insert into cofferdam.backup_setting default values;
alter table cofferdam.backup_setting enable row level security, force row level security;
grant select, update (folder, version, asked_at, begun_at, ended_at, failed) on cofferdam.backup_setting to cofferdam_app;
grant select, update (begun_at, begun_in, ended_at, failed, whole_at, row_count, file_count, file_bytes, missing)
  on cofferdam.backup_setting to cofferdam_worker;
create policy admins on cofferdam.backup_setting to cofferdam_app
  using (cofferdam.has_installation_role('admin')) with check (cofferdam.has_installation_role('admin'));
create policy upkeep on cofferdam.backup_setting to cofferdam_worker using (true) with check (true);
