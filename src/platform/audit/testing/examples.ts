import type { Act, Deed } from '../acts/index.ts';
import type { Chance } from './chance.ts';

type Examples = { readonly [T in Act['type']]: Omit<Extract<Act, { type: T }>, 'type'> };

/** One act of each kind, with random ids and hashes. The type makes sure that none is left out. */
function examples({ hex, uuid, below }: Chance): Examples {
  const text = () => hex(64);
  const members = { role: 'analyst', compartments: ['facts', 'counsel'] } as const;
  const member = { ...members, compartments: [...members.compartments], entities: [uuid()] };
  const time = '2026-03-29T01:30:00.000Z';
  return {
    'installation-set-up': { installation: uuid(), admin: uuid(), publicKey: hex(64) },
    'organisation-changed': { what: 'legal-entity', id: uuid(), change: 'added' },
    'own-rule-changed': { rule: 'own-3', version: 2, change: 'used' },
    'roster-loaded': { roster: uuid(), rows: below(100_000), content: text() },
    'person-invited': { person: uuid(), role: 'auditor' },
    'person-joined': { person: uuid() },
    'person-disabled': { person: uuid(), reason: text() },
    'person-reset': { person: uuid(), what: 'second-factor' },
    'backup-made': { backup: uuid(), manifest: hex(64) },
    'backup-folder-set': { folder: text() },
    'backup-restored': { backup: uuid(), manifest: hex(64) },
    'recovery-key-shown': { key: hex(16) },
    'recovery-key-used': { key: hex(16) },
    'log-exported': { recipient: text() },
    'access-refused': { operation: 'incident.show', why: 'not-a-member', from: hex(64) },
    'text-erased': { text: text(), why: 'request' },
    'session-opened': { session: uuid(), person: uuid(), from: hex(64) },
    'second-factor-used': { session: uuid(), factor: 'totp' },
    'second-factor-enrolled': { person: uuid(), session: uuid() },
    'password-set': { person: uuid() },
    'sign-in-refused': { person: null, from: hex(64), why: 'unknown-account' },
    'sign-in-locked-out': { person: uuid(), from: null, until: time },
    'session-revoked': { session: uuid(), why: 'idle' },
    'key-made': { key: uuid(), person: uuid(), scopes: ['incident.read', 'evidence.hand-in'], expires: time },
    'key-out-of-scope': { key: uuid(), operation: 'persons.export', from: hex(64) },
    'key-revoked': { key: uuid(), why: 'by-owner' },
    'incident-opened': { title: text(), severity: 'unknown' },
    'incident-edited': { version: 2 + below(50), changed: { severity: 'high', title: text() } },
    'member-added': { person: uuid(), ...member, sponsor: uuid(), expires: time },
    'admin-added': { person: uuid(), ...member, sponsor: null, expires: null, reason: text() },
    'member-role-changed': { person: uuid(), ...member, sponsor: uuid(), expires: null },
    'member-removed': { person: uuid(), reason: text() },
    'lead-taken-over': { reason: text() },
    'member-expired': { person: uuid() },
    'member-reset': { person: uuid(), what: 'invitation' },
    'nothing-found': { operation: 'evidence.show', times: 3, from: hex(64) },
    'awareness-stated': {
      statement: uuid(),
      step: 'being-assessed',
      since: time,
      zone: 'Europe/Berlin',
      saidBy: uuid(),
      entity: null,
      note: text(),
    },
    'decision-recorded': {
      decision: uuid(),
      at: time,
      zone: 'Europe/Berlin',
      decidedBy: uuid(),
      entity: null,
      supersedes: uuid(),
      decided: text(),
      options: [text(), text()],
    },
    'report-exported': { format: 'pdf', recipient: text(), mark: uuid() },
    'evidence-handed-in': { evidence: uuid(), name: text(), how: 'found', source: text() },
    'evidence-completed': { evidence: uuid(), bytes: below(2 ** 31), content: text() },
    'evidence-abandoned': { evidence: uuid(), bytes: below(2 ** 31) },
    'evidence-sealed-off': { evidence: uuid(), why: 'classified', people: [uuid(), uuid()], reason: text() },
    'evidence-read': { evidence: uuid(), reason: text() },
    'evidence-previewed': { evidence: uuid(), file: below(1000) },
    'evidence-exported': { evidence: uuid(), recipient: text(), mark: uuid(), reason: text() },
    'custody-passed': { evidence: uuid(), from: uuid(), to: uuid(), outside: null },
    'inspection-restarted': { run: uuid(), evidence: uuid(), passwords: 2 },
    'inspection-started': { run: uuid(), evidence: uuid(), rules: hex(64) },
    'inspection-finished': { run: uuid(), files: below(1000), notFullyRead: below(10), findings: below(1e6) },
    'inspection-failed': { run: uuid(), code: 'limit-time' },
    'inspection-cancelled': { run: uuid(), reason: null },
    'rule-turned-off': { entry: uuid(), rule: 'de-idnr', reason: text() },
    'rule-turned-on': { entry: uuid(), rule: 'de-idnr' },
    'persons-ruled': { entry: uuid(), decision: 'same', reason: text() },
    'persons-ruling-ended': { entry: uuid() },
    'person-revealed': { person: uuid(), reason: text() },
    'persons-exported': { persons: below(1e6), recipient: text(), mark: uuid(), reason: text() },
    'chain-linked': { chain: uuid(), seq: 1 + below(100), head: hex(64) },
    'checkpoint-signed': { checkpoint: hex(64) },
    'log-key-changed': { publicKey: hex(64), signature: hex(128) },
  };
}

/** An act of this kind as the desk would record it. */
export function exampleOf<T extends Act['type']>(type: T, chance: Chance): Extract<Act, { type: T }> {
  return { type, ...examples(chance)[type] } as unknown as Extract<Act, { type: T }>;
}

export function exampleDeed(type: Deed['type'], chance: Chance): Deed {
  return exampleOf(type, chance);
}
