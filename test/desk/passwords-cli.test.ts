import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { impact } from '#respond';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { openTestServer, type TestServer } from '../../src/server/testing/server.ts';
import { inspectAll } from './testing/inspect-all.ts';
import { findIn, marking } from './testing/markers.ts';
import { type Ran, runProgram, type Typed } from './running.ts';

// `cofferdam inspection`, by which people have protected evidence read.

const mark = marking();
const right = `${mark.secret('right password')} with spaces`;
const wrong = mark.secret('wrong password');

let server: TestServer;
let home = '';
let env: Record<string, string> = {};
let incident = '';
let said = '';
beforeAll(async () => {
  server = await openTestServer();
  home = mkdtempSync(join(tmpdir(), 'cofferdam-cli-'));
  const address = await server.http.listen({ port: 0, host: '127.0.0.1' });
  env = { COFFERDAM_API_KEY: await server.key('lead'), COFFERDAM_URL: address };
  incident = await openTestIncident(server);
  const writer = new ZipWriter(new Uint8ArrayWriter());
  const list = 'name,email\nErika Mustermann,erika@kunde.example\n';
  await writer.add('list.csv', new TextReader(list), { password: right, encryptionStrength: 3 });
  writeFileSync(join(home, 'protected.zip'), await writer.close());
  expect((await run(['hand-in', incident, join(home, 'protected.zip')])).code).toBe(0);
  await inspectAll(server);
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

async function run(args: readonly string[], typed: readonly Typed[] = []): Promise<Ran> {
  const ran = await runProgram(args, { home, env, typed }).ended;
  said += ran.out + ran.err;
  return ran;
}
const list = async (state: 'queued' | 'complete'): Promise<readonly impact.Run[]> =>
  (await impact.listOfRuns(server.desk, { person: server.people.lead }, { incident, state, limit: 50 })).items;
const shown = async (): Promise<string> => {
  const [one] = await list('complete');
  return one?.id ?? '';
};
const fileOf = (text: string): string => {
  const path = join(home, `${randomUUID()}.txt`);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};

test('the list tells which inspections met something protected', async () => {
  const { code, out, err } = await run(['inspection', 'list', incident]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(
    /^[\da-f-]{36} {2}[\da-f-]{36} {2}complete {2}2026-01-01T09:00 {2}\d+ bytes {2}wrong-password:1\n$/,
  );
});

test('passwords that cannot be tried are refused before they leave the machine', async () => {
  const file = (text: string): readonly string[] => ['--password-file', fileOf(text)];
  const cases: readonly (readonly [readonly string[], readonly Typed[], string])[] = [
    [file('\n\n'), [], 'no password to try'],
    [file(`${wrong}\n`.repeat(51)), [], '51 passwords: 50 can be tried'],
    [file(`${wrong}\n${wrong.repeat(40)}\n`), [], 'password 2 is longer than 1024 characters'],
    [[...file(wrong), '--ask-passwords'], [wrong, ''], 'cannot be used with'],
    [['--ask-passwords'], [wrong], 'the input ended before the answer'],
    [['--password-file', join(home, 'none')], [], '--password-file'],
  ];
  const ran = await Promise.all(
    cases.map(([args, typed]) => run(['inspection', 'again', incident, randomUUID(), ...args], typed)),
  );
  expect(ran).toEqual(cases.map(([, , said]) => ({ code: 2, out: '', err: expect.stringContaining(said) })));
});

test('one that was begun is stopped', async () => {
  const args = ['inspection', 'again', incident, await shown(), '--ask-passwords', '--format', 'json'];
  const begun = await run(args, [wrong, '']);
  const { id } = JSON.parse(begun.out) as impact.Run;
  const stopped = await run(['inspection', 'cancel', incident, id, '--reason', 'Not this one']);
  expect([stopped.code, stopped.out]).toEqual([
    0,
    expect.stringMatching(new RegExp(`^${id} .* cancelled .* passwords:1\n$`)),
  ]);
});

test.each([
  ['typed', undefined, [wrong, right, '']],
  ['out of a file with line ends of another system', `${wrong}\r\n\r\n${right}\r\n`, []],
] as const)('passwords %s open it', async (_, text, typed) => {
  const file = text === undefined ? ['--ask-passwords'] : ['--password-file', fileOf(text)];
  const { code, out, err } = await run(['inspection', 'again', incident, await shown(), ...file], typed);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/ queued .* passwords:2\n$/);
  await inspectAll(server);
  expect(await list('complete')).toMatchObject([{ reasons: {}, passwords: 2 }]);
  const seen = await run(['impact', incident]);
  expect([seen.code, seen.out]).toEqual([3, expect.stringMatching(/^All that was handed in[^]*1 {2}E-mail addresses/)]);
});

test('without passwords it is said what will be lost', async () => {
  const first = await shown();
  expect(await run(['inspection', 'again', incident, first])).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('complete by the same rules'),
  });
  const asker = { person: server.people.lead };
  await impact.restart(server.desk, asker, { incident, run: first, rules: 'b'.repeat(64), passwords: [right] });
  await inspectAll(server);
  const { code, err } = await run(['inspection', 'again', incident, await shown()]);
  expect([code, err]).toEqual([0, expect.stringMatching(/passwords \(1\), which were not kept[^]*inspection cancel/)]);
});

test('no password was repeated', () => {
  expect(said.length).toBeGreaterThan(1000);
  const places = [
    { name: 'the program', bytes: Buffer.from(said) },
    { name: 'the server', bytes: Buffer.from(server.logged()) },
  ];
  expect(findIn(places, mark.markers)).toEqual([]);
});
