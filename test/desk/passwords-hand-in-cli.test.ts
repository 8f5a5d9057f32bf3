import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { impact } from '#respond';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { openTestServer, type TestServer } from '../../src/server/testing/server.ts';
import { inspectAll } from './testing/inspect-all.ts';
import { findIn, marking } from './testing/markers.ts';
import { tablesOf } from './testing/places.ts';
import { type Ran, runProgram, type Typed } from './running.ts';

// `cofferdam hand-in` with passwords, as somebody runs it who has them at hand.

const mark = marking();
const right = ` ${mark.secret('right password')} ü`;
const wrong = mark.secret('wrong password');
const shipped = join(import.meta.dirname, '../cases/formats');

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
});
beforeEach(async () => {
  incident = await openTestIncident(server, [{ name: 'hr', role: 'hr' }]);
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true });
});

async function run(
  args: readonly string[],
  { typed = [], as = {} }: { typed?: readonly Typed[]; as?: Record<string, string> } = {},
): Promise<Ran> {
  const ran = await runProgram(['hand-in', incident, ...args], { home, env: { ...env, ...as }, typed }).ended;
  said += ran.out + ran.err;
  return ran;
}
const runs = async (): Promise<readonly impact.Run[]> =>
  (await impact.listOfRuns(server.desk, { person: server.people.lead }, { incident, limit: 50 })).items;

const newPath = (name: string): string => {
  const folder = join(home, randomUUID());
  mkdirSync(folder);
  return join(folder, name);
};
const fileOf = (content: string | Buffer): string => {
  const path = newPath('passwords.txt');
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};
async function protectedZip(): Promise<string> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  const list = `name,email\nErika Mustermann,erika.${randomUUID()}@kunde.example\n`;
  await writer.add('list.csv', new TextReader(list), { password: right, encryptionStrength: 3 });
  const path = newPath('list.zip');
  writeFileSync(path, await writer.close());
  return path;
}
/** An archive, a workbook and a PDF, each behind a password of its own. */
async function threeFormats(): Promise<readonly string[]> {
  const [book, paper] = [newPath('agile.xlsx'), newPath('aes256.pdf')];
  copyFileSync(join(shipped, 'agile.xlsx'), book);
  copyFileSync(join(shipped, 'aes256.pdf'), paper);
  return [await protectedZip(), book, paper];
}

test.each([
  ['out of a file', (all: readonly string[]) => ({ args: ['--password-file', fileOf(all.join('\n'))] })],
  [
    'out of a file of another system, which begins with a mark',
    (all: readonly string[]) => ({ args: ['--password-file', fileOf(`\uFEFF${all.join('\r\n\r\n')}\r\n`)] }),
  ],
  ['typed', (all: readonly string[]) => ({ args: ['--ask-passwords'], typed: [...all, ''] })],
] as const)('archive, workbook and PDF are opened with passwords %s', async (_, given) => {
  const { args, typed } = { typed: [], ...given([right, 'quay-street', 'user', wrong]) };
  const files = await threeFormats();
  const { code, out, err } = await run([...files, ...args], { typed });
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toHaveLength(4);
  expect((await runs()).map(({ state, passwords }) => [state, passwords])).toEqual(
    Array.from(files, () => ['queued', 4]),
  );
  await inspectAll(server);
  const ended = await runs();
  expect(ended.map(({ state, reasons }) => [state, reasons['wrong-password']])).toEqual(
    Array.from(files, () => ['complete', undefined]),
  );
});

test('a wrong one leaves it shut, and is told where the reasons are', async () => {
  const { code } = await run([await protectedZip(), '--password-file', fileOf(wrong)]);
  expect(code).toBe(0);
  await inspectAll(server);
  expect(await runs()).toMatchObject([{ state: 'complete', passwords: 1, reasons: { 'wrong-password': 1 } }]);
});

test('bytes that were opened before are not tried again, and it is said', async () => {
  const path = await protectedZip();
  const given = ['--password-file', fileOf(right)];
  expect(await run([path, ...given])).toMatchObject({ code: 0, err: '' });
  await inspectAll(server);
  const copy = newPath('copy.zip');
  copyFileSync(path, copy);
  const again = await run([copy, ...given]);
  expect([again.code, again.err]).toEqual([0, expect.stringContaining('the passwords are not tried')]);
});

test('bytes that are sealed off are not opened, and who gives passwords hears that they are not tried', async () => {
  const path = await protectedZip();
  const first = await run([path]);
  const item = first.out.split(' ')[0] ?? '';
  const args = ['evidence', 'seal-off', incident, item, '--why', 'classified', '--person', server.people.lead];
  const sealed = await runProgram([...args, '--reason', 'marked so'], { home, env }).ended;
  expect([sealed.code, sealed.err]).toEqual([0, '']);
  const copy = newPath('copy.zip');
  copyFileSync(path, copy);
  const again = await run([copy, '--password-file', fileOf(right)]);
  expect([again.code, again.err]).toEqual([0, expect.stringContaining('or sealed off')]);
  await inspectAll(server);
  expect((await runs()).filter(({ passwords }) => passwords > 0)).toEqual([]);
});

test('what cannot be tried is refused before anything leaves the machine', async () => {
  const path = await protectedZip();
  const file = (text: string | Buffer): readonly string[] => ['--password-file', fileOf(text)];
  const folder = await run([path, '--password-file', home]);
  expect([folder.code, folder.err]).toEqual([1, expect.stringContaining('may not be read (--password-file)')]);
  const cases: readonly (readonly [readonly string[], readonly Typed[], string])[] = [
    [['--password-file', join(home, 'none')], [], 'There is no such file or folder (--password-file)'],
    [file(''), [], 'no password to try'],
    [file('\n\r\n'), [], 'no password to try'],
    [file(Buffer.from([0x67, 0xfc, 0x6e])), [], 'not UTF-8'],
    [file(`${wrong}\n`.repeat(51)), [], '51 passwords: 50 can be tried'],
    [file(`${wrong}\n${wrong.repeat(40)}\n`), [], 'password 2 is longer than 1024 characters'],
    [file(`${wrong.repeat(20)}\n`.repeat(12)), [], 'signs in base64, and 8192 can go with files'],
    [[...file(wrong), '--ask-passwords'], [wrong, ''], 'cannot be used with'],
    [['--ask-passwords'], [wrong], 'the input ended before the answer'],
    [['--ask-passwords'], [''], 'no password to try'],
  ];
  const ran = await Promise.all(cases.map(([args, typed]) => run([path, ...args], { typed })));
  expect(ran).toEqual(cases.map(([, , said]) => ({ code: 2, out: '', err: expect.stringContaining(said) })));
  expect(await runs()).toEqual([]);
});

test('who does not decide about inspection is refused by the desk, and no item begins', async () => {
  const as = { COFFERDAM_API_KEY: await server.key('hr') };
  const args = [await protectedZip(), '--password-file', fileOf(right)];
  const refused = await run(args, { as });
  expect([refused.code, refused.out]).toEqual([1, '']);
  expect(refused.err).toContain('role');
  expect(await runs()).toEqual([]);
});

test('an empty file is handed in without passwords', async () => {
  const path = newPath('empty.txt');
  writeFileSync(path, '');
  expect(await run([path, '--password-file', fileOf(right)])).toMatchObject({ code: 0, err: '' });
});

test('no password was repeated, and none is kept', async () => {
  await inspectAll(server);
  expect(said.length).toBeGreaterThan(1000);
  const places = [
    { name: 'the program', bytes: Buffer.from(said) },
    { name: 'the server', bytes: Buffer.from(server.logged()) },
    ...(await tablesOf(server.database.owner)),
  ];
  expect(findIn(places, mark.markers)).toEqual([]);
  const { rows } = await server.database.owner.query(
    'select count(*)::int as kept from cofferdam.inspection_run where passwords is not null',
  );
  expect(rows).toEqual([{ kept: 0 }]);
});
