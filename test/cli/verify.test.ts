import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  appendToIncident,
  emptyChain,
  headOf,
  makeLogKey,
  openLog,
  pemOf,
  type Report,
  type Sealed,
  signCheckpoint,
  type SignedCheckpoint,
  writeExport,
} from '#platform/audit';
import { cofferdam } from './run.ts';

const [installation, person, incident] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const key = makeLogKey();
const actor = { kind: 'person', id: person } as const;
const text = 'ab'.repeat(32);
let folder: string;
let lines: string[];
let head: string;
const at = (name: string) => join(folder, name);
const write = (name: string, lines: readonly string[]) => {
  writeFileSync(at(name), `${lines.join('\n')}\n`);
  return at(name);
};

/** A log of one incident: opened, evidence read three times, signed in the middle. */
async function makeExport(): Promise<string[]> {
  let now = Date.UTC(2026, 4, 4, 9);
  const open = openLog({ at: now, actor }, { installation, admin: person, key });
  const items: (Sealed | SignedCheckpoint)[] = [open];
  let heads = { incident: emptyChain(incident), log: headOf(open) };
  const acts = [
    { type: 'incident-opened', title: text, severity: 'high' } as const,
    ...[1, 2, 3].map(() => ({ type: 'evidence-read', evidence: incident, reason: text }) as const),
  ];
  for (const [index, act] of acts.entries()) {
    now += 60_000;
    const { entry, link } = appendToIncident(heads, { at: now, actor, act });
    items.push(entry, link);
    heads = { incident: headOf(entry), log: headOf(link) };
    if (index !== 1) continue;
    const { signed, entry: told } = signCheckpoint(heads.log, { installation, at: now, key });
    items.push(signed, told);
    heads = { ...heads, log: headOf(told) };
  }
  head = heads.log.hash;
  let all = '';
  for await (const piece of writeExport(installation, items)) all += piece;
  return all.trimEnd().split('\n');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cofferdam-verify-'));
  lines = await makeExport();
  write('log.ndjson', lines);
  writeFileSync(at('key.pem'), pemOf(key.publicKey));
  writeFileSync(at('other.pem'), pemOf(makeLogKey().publicKey));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('cofferdam verify', () => {
  test('a whole log: exit 0, its head, and what is not proved', async () => {
    const { code, out, err } = await cofferdam(['verify', at('log.ndjson')]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^WHOLE: 10 entries, 1 incident, 1 checkpoint\./);
    expect(out).toContain(head);
    expect(out).toMatch(/Not proved:[^]*nothing was cut off at the end[^]*did not write all anew[^]*Whose log it is/);
  });

  test('with head and key more is proved, and it says how far', async () => {
    const { code, out } = await cofferdam([
      'verify',
      at('log.ndjson'),
      '--head',
      head.toUpperCase(),
      '--key',
      at('key.pem'),
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/Nobody without the key you gave[^]*up to entry 3\./);
    expect(out).toMatch(/Nobody at all has changed anything up to your head \(line 12\)/);
    expect(out).toMatch(/Not proved:[^]*nothing came after the last entry[^]*Who wrote the last 3 entries/);
    expect(out).not.toContain('Whose log');
  });

  test('an edited entry: exit 5, the line, the chain, the number, and what it means', async () => {
    const path = write('edited.ndjson', lines.with(4, lines[4]?.replace(person, incident) ?? ''));
    const { code, out, err } = await cofferdam(['verify', path]);
    expect([code, err]).toEqual([5, '']);
    expect(out).toContain('BROKEN: 1 break, the first at line 5.');
    expect(out).toContain(`line 5, incident ${incident}, entry 2: entry-changed`);
    expect(out).toContain('It was changed after it was written.');
  });

  test('as JSON for programs', async () => {
    const path = write('dropped.ndjson', lines.toSpliced(2, 1));
    const { code, out } = await cofferdam(['verify', '--format', 'json', path]);
    const report = JSON.parse(out) as Report;
    expect(code).toBe(5);
    expect(report).toMatchObject({ verdict: 'broken', installation, version: expect.any(String) });
    expect(report.breaks[0]).toMatchObject({ kind: 'entry-missing', line: 3, chain: incident, seq: 1 });
  });

  test('a tail that was cut is seen with a head alone', async () => {
    const { entry, hash } = JSON.parse(lines.at(-4) ?? '') as Sealed;
    const last = JSON.stringify({ footer: { checkpoints: 1, entries: 8, hash, incidents: 1, seq: entry.seq } });
    const path = write('cut.ndjson', [...lines.slice(0, -3), last]);
    expect((await cofferdam(['verify', path])).code).toBe(0);
    const { code, out } = await cofferdam(['verify', path, '--head', head]);
    expect(code).toBe(5);
    expect(out).toContain('head-absent');
  });

  test('a log under another key is seen with the key', async () => {
    const { code, out } = await cofferdam(['verify', at('log.ndjson'), '--key', at('other.pem')]);
    expect(code).toBe(5);
    expect(out).toContain('key-unused');
  });

  test.each([
    ['no export', []],
    ['an export that is not there', ['missing.ndjson']],
    ['a folder', ['.']],
    ['a head that is none', ['log.ndjson', '--head', 'abc']],
    ['a key that is none', ['log.ndjson', '--key', 'log.ndjson']],
    ['a key that is not there', ['log.ndjson', '--key', 'missing.pem']],
    ['a format that is none', ['log.ndjson', '--format', 'xml']],
  ])('%s: exit 2, and why', async (_, args) => {
    const paths = args.map((arg) => (/\.(ndjson|pem)$|^\.$/.test(arg) ? at(arg) : arg));
    const { code, out, err } = await cofferdam(['verify', ...paths]);
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });

  test('says in its help what a success does not prove, and the exit codes', async () => {
    const { out } = await cofferdam(['verify', '--help']);
    expect(out).toMatch(/0 whole[^]*5 broken[^]*Without --head/);
    expect((await cofferdam(['--help'])).out).toContain('verify');
  });
});
