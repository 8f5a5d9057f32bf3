-- What a small desk held when three migrations had run. Synthetic: nobody in it is anybody.
insert into cofferdam.person (id, name, mail, installation_role, created_at, disabled_at) values
  ('00000000-0000-4000-8000-000000000001', 'Admin', 'admin@desk.example', 'admin', '2026-01-01 08:00Z', null),
  ('00000000-0000-4000-8000-000000000002', 'Auditor', 'auditor@desk.example', 'auditor', '2026-01-01 08:00Z', null),
  ('00000000-0000-4000-8000-000000000003', 'Lead Tab "Quote" \N', 'lead@desk.example', 'none', '2026-01-01 08:00Z', null),
  ('00000000-0000-4000-8000-000000000004', 'Zoë Ünïcode 𝔘', 'zoe@desk.example', 'none', '2026-01-01 08:00:00.123456Z', null),
  ('00000000-0000-4000-8000-000000000005', 'Somebody who left', 'left@desk.example', 'none', '2026-01-01 08:00Z', '2026-01-02 08:00Z');
insert into cofferdam.legal_entity (id, name, country, sector, role, listed, created_at) values
  ('00000000-0000-4000-8000-000000000011', 'Home GmbH', 'DE', 'manufacturing', 'controller', false, '2026-01-01 08:00Z'),
  ('00000000-0000-4000-8000-000000000012', 'Abroad SA', 'FR', null, 'both', true, '2026-01-01 08:00Z');
insert into cofferdam.incident (id, title, code_name, severity, phase, opened_at, opened_by, version) values
  ('00000000-0000-4000-8000-000000000021', 'A list of customers', 'Amber', 'high', 'contain', '2026-01-01 09:00Z', '00000000-0000-4000-8000-000000000003', 4),
  ('00000000-0000-4000-8000-000000000022', 'A laptop in a train', 'Birch', 'unknown', 'assess', '2026-01-01 10:00Z', '00000000-0000-4000-8000-000000000004', 1);
insert into cofferdam.membership (id, incident_id, person_id, role, compartments, entities, sponsor_id, expires_at, created_at, created_by, removed_at) values
  ('00000000-0000-4000-8000-000000000031', '00000000-0000-4000-8000-000000000021', '00000000-0000-4000-8000-000000000003', 'lead', '{facts,counsel,person-concerned}', null, null, null, '2026-01-01 09:00Z', '00000000-0000-4000-8000-000000000003', null),
  ('00000000-0000-4000-8000-000000000032', '00000000-0000-4000-8000-000000000021', '00000000-0000-4000-8000-000000000004', 'guest', '{facts}', '{00000000-0000-4000-8000-000000000012}', '00000000-0000-4000-8000-000000000003', '2026-02-01 09:00Z', '2026-01-01 09:30Z', '00000000-0000-4000-8000-000000000003', null),
  ('00000000-0000-4000-8000-000000000033', '00000000-0000-4000-8000-000000000021', '00000000-0000-4000-8000-000000000005', 'analyst', '{facts}', null, null, null, '2026-01-01 09:30Z', '00000000-0000-4000-8000-000000000003', '2026-01-02 08:00Z'),
  ('00000000-0000-4000-8000-000000000034', '00000000-0000-4000-8000-000000000022', '00000000-0000-4000-8000-000000000004', 'lead', '{facts,counsel,person-concerned}', null, null, null, '2026-01-01 10:00Z', '00000000-0000-4000-8000-000000000004', null);
insert into cofferdam.awareness_statement (id, incident_id, compartment, entity_id, step, at, zone, said_by, recorded_at, recorded_by, note) values
  ('00000000-0000-4000-8000-000000000041', '00000000-0000-4000-8000-000000000021', 'facts', null, 'first-indication', '2026-01-01 08:30Z', 'Europe/Berlin', '00000000-0000-4000-8000-000000000003', '2026-01-01 09:05Z', '00000000-0000-4000-8000-000000000003', E'A tab\there, a line\nthere, a backslash \\ and \\. at the end\n\\.'),
  ('00000000-0000-4000-8000-000000000042', '00000000-0000-4000-8000-000000000021', 'counsel', '00000000-0000-4000-8000-000000000012', 'aware', '2026-01-01 09:00Z', 'Europe/Paris', '00000000-0000-4000-8000-000000000003', '2026-01-01 09:10Z', '00000000-0000-4000-8000-000000000003', null);
insert into cofferdam.installation (id, set_up_at, log_key, master_key) values
  ('00000000-0000-4000-8000-000000000051', '2026-01-01 08:00Z', '\x00ff10', '0123456789abcdef');
insert into cofferdam.incident_key (incident_id, master_key, box) values
  ('00000000-0000-4000-8000-000000000021', '0123456789abcdef', '\x0102'), ('00000000-0000-4000-8000-000000000022', '0123456789abcdef', '\x0304');
insert into cofferdam.log_salt (hash, incident_id, compartment, salt) values
  (repeat('a', 64), '00000000-0000-4000-8000-000000000021', 'facts', repeat('b', 64)), (repeat('c', 64), null, 'facts', null);
insert into cofferdam.log_checkpoint (seq, body) values (1, '{}');
insert into cofferdam.request_once (person_id, key, fingerprint, answer, made_at) values
  ('00000000-0000-4000-8000-000000000003', 'a key', repeat('d', 64), '{"id": "00000000-0000-4000-8000-000000000021"}', '2026-01-01 09:00Z');

insert into cofferdam.log_head (chain, incident_id, seq, hash) values
  ('00000000-0000-4000-8000-000000000021', '00000000-0000-4000-8000-000000000021', 0, repeat('0', 64));
create function pg_temp.add(place text, act text) returns text
  language plpgsql
  as $$
  declare
    head cofferdam.log_head;
    body text;
  begin
    select * into head from cofferdam.log_head where chain = place;
    body := format(
      '{"act":%s,"actor":{"id":"00000000-0000-4000-8000-000000000003","kind":"person"},"at":"2026-01-01T09:00:00.000Z","chain":"%s","prev":"%s","seq":%s,"v":1}',
      act, place, head.hash, head.seq + 1
    );
    insert into cofferdam.log_entry (chain, seq, incident_id, body, hash)
    values (place, head.seq + 1, head.incident_id, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'));
    return encode(sha256(convert_to(body, 'UTF8')), 'hex');
  end $$;
select pg_temp.add('log', '{"admin":"00000000-0000-4000-8000-000000000001","installation":"00000000-0000-4000-8000-000000000051","publicKey":"' || repeat('1', 64) || '","type":"installation-set-up"}');
select pg_temp.add('log', format(
  '{"chain":"00000000-0000-4000-8000-000000000021","head":"%s","seq":1,"type":"chain-linked"}',
  pg_temp.add('00000000-0000-4000-8000-000000000021', '{"severity":"high","title":"' || repeat('a', 64) || '","type":"incident-opened"}')
));
