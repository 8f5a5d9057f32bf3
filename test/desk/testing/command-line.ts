import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityContract } from '#platform/auth';
import { type Client, createClient } from '#server/client';
import { codeOf, type Ran, runProgram, type RunningServer, startServer, type Typed } from '../running.ts';

/** Somebody who joined and is signed in on the command line, in a home of his own. */
export interface Person {
  readonly id: string;
  readonly mail: string;
  readonly password: string;
  /** Of the authenticator app. */
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly session: string;
}

interface Given {
  readonly typed?: readonly Typed[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A server as `npm start` runs it, set up, with people who use the real program on it. */
export interface CommandLine {
  readonly server: RunningServer;
  /** For the files of a test. */
  readonly folder: string;
  /** The admin is `ada`. */
  readonly people: Readonly<Record<string, Person>>;
  run(name: string, args: readonly string[], given?: Given): Promise<Ran>;
  /** What it printed, as JSON, line by line; fails where it did not end well. */
  json<T>(name: string, args: readonly string[], given?: Given): Promise<T[]>;
  client(name: string): Client;
  /** Somebody else comes; signed in anew where he was here before. */
  signedIn(name: string, session: string): void;
  close(): Promise<void>;
}

const passwordOf = (name: string): string => `a long password of ${name}, and of nobody else`;

/** @param roles of the installation, by name */
export async function openCommandLine(
  roles: Readonly<Record<string, 'none' | 'auditor' | 'admin'>>,
): Promise<CommandLine> {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-cli-'));
  const server = await startServer({ COFFERDAM_DATA: join(folder, 'data'), COFFERDAM_JOBS: '1' });
  if (server.address === '') throw new Error(`the server ended: ${server.said()}`);
  const { address } = server;
  const people: Record<string, Person> = {};
  const homeOf = (name: string): string => join(folder, name);
  const loginOf = (name: string): string => join(homeOf(name), '.config/cofferdam/login.json');
  const signedIn = (name: string, session: string): void => {
    mkdirSync(join(homeOf(name), '.config/cofferdam'), { recursive: true });
    writeFileSync(loginOf(name), JSON.stringify({ address, session }), { mode: 0o600 });
  };
  const nobody = createClient({ address });
  const mailOf = (name: string): string => `${name}@desk.example`;
  const enter = async (name: string, half: string | undefined): Promise<void> => {
    const client = createClient({ address, session: half });
    const { secret } = (await client.call(identityContract.enrolTotp)).answer;
    const { answer, session = '' } = await client.call(identityContract.confirmTotp, {
      body: { code: codeOf(secret) },
    });
    const own = (await createClient({ address, session }).call(identityContract.showOwnSession)).answer;
    const { recoveryCodes } = answer;
    people[name] = { id: own.person, mail: mailOf(name), password: passwordOf(name), secret, recoveryCodes, session };
    signedIn(name, session);
  };
  const first = { name: 'ada', mail: mailOf('ada'), password: passwordOf('ada') };
  const made = await nobody.call(identityContract.makeSetUp, { body: { code: server.setUpCode, ...first } });
  await enter('ada', made.session);
  const admin = createClient({ address, session: people['ada']?.session });
  for (const [name, installationRole] of Object.entries(roles)) {
    const body = { name, mail: mailOf(name), installationRole };
    const { token } = (await admin.call(identityContract.invitePerson, { body })).answer;
    const joined = await nobody.call(identityContract.joinPeople, { body: { token, password: passwordOf(name) } });
    await enter(name, joined.session);
  }
  // A start takes 0.85 s of a core without it, and 0.3 with it.
  const compiled = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const run: CommandLine['run'] = (name, args, { typed = [], env } = {}) => {
    mkdirSync(homeOf(name), { recursive: true });
    return runProgram(args, { home: homeOf(name), typed, env: { ...compiled, ...env } }).ended;
  };
  return {
    server,
    folder,
    people,
    run,
    async json<T>(name: string, args: readonly string[], given: Given = {}) {
      const { code, out, err } = await run(name, [...args, '--format', 'json'], given);
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
      return out
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as T);
    },
    client: (name) => createClient(JSON.parse(readFileSync(loginOf(name), 'utf8')) as { address: string }),
    signedIn,
    async close() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
