import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { evidence as evidenceOf } from '#respond';
import { createClient } from '#server/client';
import { openUnfinished, type Source } from '../../src/cli/desk/unfinished.ts';
import { beginUpload } from '../../src/cli/desk/tus.ts';
import { openTestIncident } from '../../src/respond/testing/desk.ts';
import { openTestServer, type TestServer } from '../../src/server/testing/server.ts';
import { type Ran, runProgram } from './running.ts';

// `cofferdam hand-in` after it was killed before it heard that an upload had begun.

let server: TestServer;
let home = '';
let env: Record<string, string> = {};
let incident = '';
beforeAll(async () => {
  server = await openTestServer();
  const address = await server.http.listen({ port: 0, host: '127.0.0.1' });
  env = { COFFERDAM_API_KEY: await server.key('lead'), COFFERDAM_URL: address };
});
beforeEach(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-cli-')));
  incident = await openTestIncident(server, []);
});
afterAll(() => server.close());

const state = (): string => join(home, 'state');
const handIn = (...args: readonly string[]): Promise<Ran> =>
  runProgram(['hand-in', incident, join(home, 'leak.csv'), ...args], { home, env: { ...env, XDG_STATE_HOME: state() } })
    .ended;
const client = () => createClient({ address: env['COFFERDAM_URL'] ?? '', key: env['COFFERDAM_API_KEY'] });
const states = async (): Promise<readonly string[]> =>
  (await client().call(evidenceOf.listEvidence, { params: { incident } })).answer.items.map(({ state: is }) => is);

/** What such a run leaves behind: the key of the beginning, and an upload with nothing in it. Gives the id of that. */
async function killedAtTheBeginning(): Promise<string> {
  const path = join(home, 'leak.csv');
  writeFileSync(path, 'name,email\nErika Mustermann,erika@kunde.example\n');
  mkdirSync(state());
  const { size: bytes, mtimeMs: changed } = statSync(path);
  const source: Source = { address: client().address, incident, path, bytes, changed };
  const { once } = await openUnfinished({ XDG_STATE_HOME: state() }).begin(source);
  const said = { filename: 'leak.csv', how: 'other', source: '', compartment: 'facts' };
  return basename(await beginUpload(client(), { incident, bytes, once }, said));
}

test('it goes on with that upload, and keeps nothing of it when it is whole', async () => {
  const begun = await killedAtTheBeginning();
  expect(await states()).toEqual(['uploading']);
  expect(await handIn()).toMatchObject({ code: 0, err: '', out: expect.stringContaining(begun) });
  expect(await states()).toEqual(['complete']);
  expect(readdirSync(join(state(), 'cofferdam/uploads'))).toEqual([]);
  rmSync(home, { recursive: true });
});

test.each([
  ['something else is said of the file', async () => ['--how', 'bought']],
  [
    'somebody ended it since',
    async (evidence: string) => {
      await client().send('DELETE', `/v1/incidents/${incident}/uploads/${evidence}`, { 'tus-resumable': '1.0.0' });
      return [];
    },
  ],
] as const)('it begins anew where %s', async (_, meanwhile) => {
  const begun = await killedAtTheBeginning();
  const { code, err, out } = await handIn(...(await meanwhile(begun)));
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toContain(begun);
  expect((await states()).filter((is) => is === 'complete')).toHaveLength(1);
  rmSync(home, { recursive: true });
});
