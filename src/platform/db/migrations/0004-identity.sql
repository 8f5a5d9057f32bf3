-- Who may come in: passwords, authenticators, sessions, API keys, one-time links, and the tries that failed. The worker has
-- no part in it. Secrets that are tokens lie here as their SHA-256 alone.
--
-- Nobody is signed in while somebody signs in. So a transaction may say, beside who asks, what was presented to it: a mail
-- address, or the hash of a token. It then sees the row which that belongs to, and no other.

create function cofferdam.presented() returns text
  language sql stable parallel safe
  return nullif(current_setting('cofferdam.presented', true), '');
grant execute on function cofferdam.presented() to cofferdam_app;

-- People are added by admins, and the first by the set-up, before there is an installation. A change of the installation's
-- role is not among what the server may do.
grant insert (id, name, mail, installation_role, created_at) on cofferdam.person to cofferdam_app;
grant update (disabled_at) on cofferdam.person to cofferdam_app;
create policy signs_in on cofferdam.person for select to cofferdam_app using (mail = cofferdam.presented());
create policy invited on cofferdam.person for insert to cofferdam_app
  with check (cofferdam.has_installation_role('admin') and disabled_at is null);
create policy first_admin on cofferdam.person for insert to cofferdam_app
  with check (
    id = cofferdam.current_person() and installation_role = 'admin'
    and not exists (select from cofferdam.installation)
  );
create policy disabled_by_admin on cofferdam.person for update to cofferdam_app
  using (cofferdam.has_installation_role('admin'));

-- Why somebody was shut out: for those who run the installation or read its log, which has the hash of it.
create table cofferdam.disabling (
  person_id uuid primary key references cofferdam.person,
  reason text not null check (length(reason) between 1 and 2000),
  by_id uuid not null references cofferdam.person
);
alter table cofferdam.disabling enable row level security, force row level security;
grant select, insert on cofferdam.disabling to cofferdam_app;
create policy admin_sees on cofferdam.disabling for select to cofferdam_app
  using (cofferdam.has_installation_role('admin') or cofferdam.has_installation_role('auditor'));
create policy admin_says on cofferdam.disabling for insert to cofferdam_app
  with check (cofferdam.has_installation_role('admin') and by_id = cofferdam.current_person());

-- The code that whoever sets the desk up has to know. One row, of the server that started last; of no use afterwards.
create table cofferdam.set_up_code (
  one_row boolean primary key default true check (one_row),
  code_hash cofferdam.hash not null,
  made_at timestamptz not null
);
alter table cofferdam.set_up_code enable row level security, force row level security;
grant select, insert, update on cofferdam.set_up_code to cofferdam_app;
create policy before_set_up on cofferdam.set_up_code to cofferdam_app
  using (not exists (select from cofferdam.installation))
  with check (not exists (select from cofferdam.installation));

create table cofferdam.password (
  person_id uuid primary key references cofferdam.person,
  -- PHC string of argon2id; null once an admin took it away.
  phc text check (phc like '$argon2id$%' and length(phc) <= 300),
  set_at timestamptz not null
);
alter table cofferdam.password enable row level security, force row level security;
grant select, insert, update (phc, set_at) on cofferdam.password to cofferdam_app;
create policy own on cofferdam.password to cofferdam_app
  using (person_id = cofferdam.current_person()) with check (person_id = cofferdam.current_person());
create policy admin_sees on cofferdam.password for select to cofferdam_app
  using (cofferdam.has_installation_role('admin'));
-- An admin can take a password away, and cannot put one there.
create policy admin_resets on cofferdam.password for update to cofferdam_app
  using (cofferdam.has_installation_role('admin')) with check (phc is null);

-- When somebody followed his invitation. Colleagues see it: who has not come yet cannot answer.
create table cofferdam.joining (
  person_id uuid primary key references cofferdam.person,
  at timestamptz not null
);
alter table cofferdam.joining enable row level security, force row level security;
grant select, insert on cofferdam.joining to cofferdam_app;
create policy everybody on cofferdam.joining for select to cofferdam_app
  using (cofferdam.current_person() is not null);
create policy own on cofferdam.joining for insert to cofferdam_app with check (person_id = cofferdam.current_person());

-- The authenticator app of a person (TOTP, RFC 6238).
create table cofferdam.authenticator (
  person_id uuid primary key references cofferdam.person,
  -- Sealed with the master key, for this person. Null until one was confirmed, and after a reset.
  secret bytea,
  -- Enrolled, and not confirmed by a code yet; what was there before stays in force.
  pending bytea,
  pending_at timestamptz,
  -- The last time step that a code was used of. It only ever grows: no code counts twice, whatever a clock says.
  last_step bigint not null default 0,
  -- SHA-256 of the recovery codes that are left.
  recovery_codes text[] not null default '{}',
  -- After a reset: only the session that the link of the admin opened may enrol. A password alone must not be enough.
  by_link_only boolean not null default false
);
alter table cofferdam.authenticator enable row level security, force row level security;
grant select, insert, update on cofferdam.authenticator to cofferdam_app;
create policy own on cofferdam.authenticator to cofferdam_app
  using (person_id = cofferdam.current_person()) with check (person_id = cofferdam.current_person());
create policy admin_sees on cofferdam.authenticator for select to cofferdam_app
  using (cofferdam.has_installation_role('admin'));
create policy admin_resets on cofferdam.authenticator for update to cofferdam_app
  using (cofferdam.has_installation_role('admin'))
  with check (secret is null and pending is null and recovery_codes = '{}' and by_link_only);
create function cofferdam.check_step() returns trigger
  language plpgsql
  as $$
  begin
    if new.last_step < old.last_step then
      raise exception 'a time step was used' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
create trigger check_step before update on cofferdam.authenticator
  for each row execute function cofferdam.check_step();

create table cofferdam.session (
  id uuid primary key,
  person_id uuid not null references cofferdam.person,
  token_hash cofferdam.hash not null unique,
  made_at timestamptz not null,
  last_used_at timestamptz not null,
  -- The absolute limit; the idle limit counts from the last use.
  ends_at timestamptz not null,
  -- When a second factor was used in this session; null: it has no rights.
  second_factor_at timestamptz,
  -- Opened by a link that lets its owner enrol an authenticator anew.
  enrols boolean not null default false,
  -- "Firefox on Linux".
  browser cofferdam.line not null,
  -- HMAC of the address, as in the log.
  origin cofferdam.hash not null,
  ended_at timestamptz
);
create index session_by_person on cofferdam.session (person_id) where ended_at is null;
create index session_by_place on cofferdam.session (person_id, origin) where second_factor_at is not null;
alter table cofferdam.session enable row level security, force row level security;
grant select, insert, update (token_hash, last_used_at, second_factor_at, ended_at) on cofferdam.session to cofferdam_app;
create policy own on cofferdam.session to cofferdam_app
  using (person_id = cofferdam.current_person()) with check (person_id = cofferdam.current_person());
create policy presented on cofferdam.session for select to cofferdam_app
  using (token_hash = cofferdam.presented());
create policy admin_sees on cofferdam.session for select to cofferdam_app
  using (cofferdam.has_installation_role('admin'));
create policy admin_ends on cofferdam.session for update to cofferdam_app
  using (cofferdam.has_installation_role('admin')) with check (ended_at is not null);

create table cofferdam.api_key (
  id uuid primary key,
  person_id uuid not null references cofferdam.person,
  name cofferdam.line not null,
  token_hash cofferdam.hash not null unique,
  scopes text[] not null check (cardinality(scopes) between 1 and 100),
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at <= made_at + interval '366 days'),
  last_used_at timestamptz,
  ended_at timestamptz
);
create index api_key_by_person on cofferdam.api_key (person_id, made_at, id);
alter table cofferdam.api_key enable row level security, force row level security;
grant select, insert, update (last_used_at, ended_at) on cofferdam.api_key to cofferdam_app;
create policy own on cofferdam.api_key to cofferdam_app
  using (person_id = cofferdam.current_person()) with check (person_id = cofferdam.current_person());
create policy presented on cofferdam.api_key for select to cofferdam_app
  using (token_hash = cofferdam.presented());
create policy admin_sees on cofferdam.api_key for select to cofferdam_app
  using (cofferdam.has_installation_role('admin'));
create policy admin_ends on cofferdam.api_key for update to cofferdam_app
  using (cofferdam.has_installation_role('admin')) with check (ended_at is not null);

-- A link that an admin hands to somebody: to join, or to set anew what was reset. The newest of a person counts.
create table cofferdam.one_time_link (
  token_hash cofferdam.hash primary key,
  person_id uuid not null references cofferdam.person,
  purpose text not null check (purpose in ('join', 'password', 'second-factor', 'both')),
  made_by uuid not null references cofferdam.person,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- When it was used or taken back, or was tried when it was over.
  used_at timestamptz,
  -- When it was tried after that for the first time, which the log has.
  refused_at timestamptz
);
create index link_by_person on cofferdam.one_time_link (person_id) where used_at is null;
create index reset_by_person on cofferdam.one_time_link (person_id, made_at) where purpose <> 'join';
alter table cofferdam.one_time_link enable row level security, force row level security;
grant select, insert, update (used_at, refused_at) on cofferdam.one_time_link to cofferdam_app;
create policy presented on cofferdam.one_time_link for select to cofferdam_app
  using (token_hash = cofferdam.presented());
-- Whoever was reset sees by whom: it may not have been at his wish.
create policy own_resets on cofferdam.one_time_link for select to cofferdam_app
  using (person_id = cofferdam.current_person() and purpose <> 'join');
create policy used on cofferdam.one_time_link for update to cofferdam_app
  using (token_hash = cofferdam.presented()) with check (used_at is not null);
create policy admin_sees on cofferdam.one_time_link for select to cofferdam_app
  using (cofferdam.has_installation_role('admin'));
create policy admin_makes on cofferdam.one_time_link for insert to cofferdam_app
  with check (cofferdam.has_installation_role('admin') and made_by = cofferdam.current_person());
create policy admin_takes_back on cofferdam.one_time_link for update to cofferdam_app
  using (cofferdam.has_installation_role('admin')) with check (used_at is not null);

-- Wrong tries of an account: those from an address at which its owner was known lately (`place` is its origin), and those
-- with a link of an admin (its hash), apart from those from elsewhere (''), so that who tries from elsewhere does not shut the owner out. Accounts that are none are
-- counted as well, 4096 rows for all of them: the time that a refusal takes does not tell whether there is one.
create table cofferdam.account_tries (
  -- The id of a person, or `none-` and three digits.
  account text not null check (account ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|none-[0-9a-f]{3})$'),
  place text not null check (place = '' or place ~ '^[0-9a-f]{64}$'),
  began_at timestamptz not null,
  wrong integer not null,
  -- Locked so often, one after the other; each takes twice as long.
  locks integer not null default 0,
  locked_until timestamptz,
  primary key (account, place)
);
alter table cofferdam.account_tries enable row level security, force row level security;
grant select, insert, update on cofferdam.account_tries to cofferdam_app;
create policy own on cofferdam.account_tries to cofferdam_app
  using (account = cofferdam.current_person()::text or account like 'none-%')
  with check (account = cofferdam.current_person()::text or account like 'none-%');

-- Wrong tries of an address. A row is a slot that a millionth of all addresses share: their number is bounded, whoever asks
-- from however many addresses. Nobody outside can know which share one.
create table cofferdam.address_tries (
  slot integer primary key check (slot between 0 and 1048575),
  began_at timestamptz not null,
  wrong integer not null,
  locks integer not null default 0,
  locked_until timestamptz
);
alter table cofferdam.address_tries enable row level security, force row level security;
grant select, insert, update on cofferdam.address_tries to cofferdam_app;
create policy everybody on cofferdam.address_tries to cofferdam_app using (true) with check (true);
