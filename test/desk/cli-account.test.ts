import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityContract } from '#platform/auth';
import { createClient } from '#server/client';
import { deskCommands } from '../../src/cli/desk/commands.ts';
import { codeOf } from './running.ts';
import { type CommandLine, openCommandLine, type Person } from './testing/command-line.ts';

let desk: CommandLine;
beforeAll(async () => {
  desk = await openCommandLine({ lea: 'none', dan: 'none' });
});
afterAll(() => desk.close());

const person = (name: string): Person => desk.people[name] ?? expect.fail(name);

/** Signs in anew, by the code that the app shows in the next half minute or by one of the recovery codes. */
async function another(name: string, password: string, code: { code: string } | { recoveryCode: string }) {
  const { address } = desk.server;
  const half = await createClient({ address }).call(identityContract.openSessionOperation, {
    body: { mail: person(name).mail, password },
  });
  const used = await createClient({ address, session: half.session }).call(identityContract.useFactor, { body: code });
  return used.session ?? '';
}

test('whoami says who one is and how many recovery codes are left', async () => {
  const { out } = await desk.run('lea', ['whoami']);
  expect(out).toMatch(
    /you +lea <lea@desk\.example>\n[^]*role +none in the installation\n[^]*10 recovery codes are left\n$/,
  );
});

describe('sessions', () => {
  test('are listed and ended one by one, or all others', async () => {
    const { password, recoveryCodes } = person('lea');
    const tokens = [];
    for (const recoveryCode of recoveryCodes.slice(0, 3)) tokens.push(await another('lea', password, { recoveryCode }));
    const listed = await desk.json<{ id: string; own: boolean; browser: string }>('lea', ['sessions', 'list']);
    expect(listed.map(({ own }) => own).filter(Boolean)).toHaveLength(1);
    expect((await desk.run('lea', ['sessions', 'list'])).out).toMatch(
      /^[\da-f-]{36} {2}made \S+ {2}used [^\n]+ {2}this one$/m,
    );
    const [first] = listed.filter(({ own }) => !own);
    expect((await desk.run('lea', ['sessions', 'revoke', first?.id ?? ''])).err).toBe('Ended.\n');
    expect((await desk.run('lea', ['sessions', 'revoke', '--others'])).err).toBe('Ended: 2.\n');
    expect(await desk.json('lea', ['sessions', 'list'])).toHaveLength(1);
    for (const session of tokens) {
      const client = createClient({ address: desk.server.address, session });
      await expect(client.call(identityContract.listOwnSessions)).rejects.toMatchObject({ code: 'not-signed-in' });
    }
  });

  test.each([[[]], [['x', '--others']]])('sessions revoke %j: which?', async (args) => {
    const { code, err } = await desk.run('lea', ['sessions', 'revoke', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining('either ids or --others')]);
  });
});

describe('a password', () => {
  const fresh = 'nine blue boats in the fog at dawn';

  test('is changed with the old one, typed twice alike; other sessions end, this one does not', async () => {
    const { password, recoveryCodes } = person('dan');
    const other = await another('dan', password, { recoveryCode: recoveryCodes[0] ?? '' });
    const typed = [password, 'another of ten words', fresh, fresh, fresh];
    const { code, out, err } = await desk.run('dan', ['password'], { typed });
    expect([code, out, err]).toEqual([0, '', expect.stringMatching(/not the same[^]*Changed\./)]);
    expect(err + desk.server.said()).not.toMatch(new RegExp(`${password}|${fresh}|ten words`));
    expect((await desk.run('dan', ['whoami'])).code).toBe(0);
    const client = createClient({ address: desk.server.address, session: other });
    await expect(client.call(identityContract.listOwnSessions)).rejects.toMatchObject({ code: 'not-signed-in' });
    await another('dan', fresh, { recoveryCode: recoveryCodes[1] ?? '' });
  });

  test.each([
    ['that is not the old one', ['wrong wrong wrong', fresh, fresh], 1, 'old password'],
    ['that is weak', [fresh, 'dan@desk.example', 'dan@desk.example'], 1, 'password'],
    ['that is not there', [fresh], 2, 'the input ended'],
  ])('%s changes nothing', async (_, typed, code, message) => {
    const ran = await desk.run('dan', ['password'], { typed });
    expect([ran.code, ran.err]).toEqual([code, expect.stringContaining(message)]);
    expect(ran.err).not.toContain(fresh);
  });
});

describe('keys', () => {
  test('are made by a code, do what they are for, are listed and ended', async () => {
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const args = ['keys', 'make', 'A script', '--scope', 'incidents:read', 'log:read', '--expires', expires];
    const made = await desk.run('lea', args, { typed: [codeOf(person('lea').secret, 1)] });
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^cfd_[\w-]{43}\n$/)]);
    const env = { COFFERDAM_API_KEY: made.out.trim(), COFFERDAM_URL: desk.server.address };
    const opened = (await desk.run('lea', ['incident', 'open', 'x'])).out.slice(0, 36);
    expect((await desk.run('nobody', ['incident', 'list'], { env })).out).toContain(opened);
    // Without the right to read names, ids stand in their place.
    const log = await desk.run('nobody', ['log', 'list', opened], { env });
    expect([log.code, log.out]).toEqual([0, expect.stringContaining(`${person('lea').id}  incident-opened`)]);
    const added = ['member', 'add', opened, person('dan').id, '--role', 'hr'];
    expect((await desk.run('nobody', added, { env })).code).toBe(1);
    const [listed] = await desk.json<{ id: string }>('lea', ['keys', 'list']);
    expect((await desk.run('lea', ['keys', 'list'])).out).toMatch(/A script {2}incidents:read,log:read\n$/);
    expect((await desk.run('lea', ['keys', 'revoke', listed?.id ?? ''])).code).toBe(0);
    expect((await desk.run('nobody', ['incident', 'list'], { env })).code).toBe(1);
  });

  test('of a scope that is none are not made', async () => {
    const args = ['keys', 'make', 'x', '--scope', 'everything', '--expires', '2099-01-01T00:00Z'];
    expect(await desk.run('lea', args)).toMatchObject({ code: 2, err: expect.stringContaining('Allowed choices') });
  });
});

describe('people', () => {
  test('who have not joined are invited anew; whoever is shut out is listed with the reason', async () => {
    await desk.run('ada', ['invite', 'Nina', 'nina@desk.example']);
    const again = await desk.run('ada', ['people', 'reset', 'Nina@desk.example', '--what', 'both']);
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('cofferdam join http')]);
    const gone = await desk.run('ada', ['people', 'disable', 'nina@desk.example'], { typed: ['never came'] });
    expect([gone.code, gone.err]).toEqual([0, expect.stringContaining('Shut out')]);
    expect((await desk.run('ada', ['people', 'list'])).out).toMatch(
      /disabled +none +Nina +nina@desk\.example +never came\n/,
    );
    expect((await desk.run('lea', ['people', 'list'])).out).not.toContain('never came');
  });

  test('an admin who reset somebody is named to him', async () => {
    const { mail, password, recoveryCodes } = person('lea');
    const { out } = await desk.run('ada', ['people', 'reset', mail, '--what', 'password']);
    const typed = [out.trim(), password, password, recoveryCodes[4] ?? ''];
    expect((await desk.run('lea', ['join', desk.server.address, '--reset'], { typed })).code).toBe(0);
    const own = await desk.run('lea', ['whoami']);
    expect(own.out).toMatch(/RESET +\S+: ada let your password be set anew/);
  });

  test('nobody else resets or shuts out', async () => {
    const mail = person('lea').mail;
    for (const args of [
      ['people', 'reset', mail, '--what', 'both'],
      ['people', 'disable', mail, '--reason', 'x'],
    ]) {
      expect(await desk.run('dan', args)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('role') });
    }
  });
});

test('every command says what it is for, and every option of it', () => {
  const commands = deskCommands().flatMap((command) => [command, ...command.commands]);
  for (const command of commands) {
    expect(command.description(), command.name()).toMatch(/^[A-Z].*\.$/);
    const { options } = command;
    const said = options.filter(({ description, argChoices }) => description !== '' || argChoices !== undefined);
    expect(options.filter((one) => !said.includes(one)).map(({ long }) => `${command.name()} ${long}`)).toEqual([]);
  }
});

test('docs/cli.md lists every command, and none that is none', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');
  const rows = page.slice(page.indexOf('## Commands')).matchAll(/^\| (`[^|]+`) \|/gm);
  const listed = [...rows].flatMap(([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const commands = deskCommands().flatMap((command) =>
    command.commands.length === 0
      ? [command.name()]
      : command.commands.map((below) => `${command.name()} ${below.name()}`),
  );
  expect(listed).toHaveLength(commands.length);
  expect(new Set(listed)).toEqual(new Set(commands));
});
