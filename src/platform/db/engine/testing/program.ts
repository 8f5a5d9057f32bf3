import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, 'server.ts');

/** A line that server.ts prints. */
interface Line {
  readonly ready?: number;
  readonly host?: string;
  readonly rows?: readonly (readonly unknown[])[];
  readonly refused?: string;
  readonly ended?: string;
  readonly stopped?: boolean;
  readonly code?: string;
  readonly message?: string;
}

/** Who runs the program: what comes in front of it, and whose the folder is. */
export interface User {
  readonly name: string;
  readonly front: readonly string[];
  readonly id: number | undefined;
}

const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
export const isRoot = process.getuid?.() === 0;

/** False where this checkout lies in a folder that only its owner can enter. */
const canBeNobody = isRoot && succeeds([...asNobody, process.execPath, '--check', program]);
export const self: User = { name: isRoot ? 'root' : 'this user', front: [], id: undefined };
const nobody: User = { name: 'an ordinary user', front: asNobody, id: 65_534 };
/** A user without an entry in /etc/passwd, as in a container that is given any number. */
const nameless: User = {
  name: 'a user without a name',
  front: ['setpriv', '--reuid', '61111', '--regid', '61111', '--clear-groups'],
  id: 61_111,
};
const canMap = canBeNobody && succeeds([...nameless.front, 'unshare', '--user', '--map-user=65534', 'true']);
export const users: readonly User[] = [self, ...(canBeNobody ? [nobody] : [])];
export const everyone: readonly User[] = [...users, ...(canMap ? [nameless] : [])];

export function succeeds([file = '', ...args]: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}

const folders: string[] = [];
const running = new Set<Running>();

export const canMount = isRoot && succeeds(['unshare', '--mount', 'true']);

/** A private folder of the user, below /tmp, so that its path is short. */
export function makePlace(user: User): string {
  const folder = mkdtempSync('/tmp/cofferdam-db-');
  folders.push(folder);
  if (user.id !== undefined) chownSync(folder, user.id, user.id);
  return folder;
}

const templates = new Map<User, string>();

/** A data folder with a database that was made before, which saves the second that this takes. */
export async function makeDatabase(user: User): Promise<string> {
  let template = templates.get(user);
  if (template === undefined) {
    template = makePlace(user);
    folders.splice(folders.indexOf(template), 1);
    templates.set(user, template);
    await (await run(template, user.front)).end();
  }
  const path = makePlace(user);
  if (!succeeds(['cp', '-a', `${template}/.`, path])) throw new Error('not copied');
  return path;
}

/** To be called when all tests of a file are over. */
export function removeTemplates(): void {
  for (const folder of templates.values()) rmSync(folder, { recursive: true, force: true });
}

/** Ends what a test has started, in order, and takes its folders away. */
export async function clean(): Promise<void> {
  for (const one of running) await one.end();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export interface Running {
  readonly child: ChildProcess;
  /** What the program said of its start. */
  readonly first: Line;
  next(): Promise<Line>;
  /** Gives the program a statement, and its answer. */
  ask(sql: string): Promise<Line>;
  /** Has the server stopped, and waits for the end. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts the program without waiting for what it says. */
export function spawnProgram(path: string, front: readonly string[] = [], native?: string): ChildProcess {
  const [file = '', ...args] = [...front, process.execPath, program, path, ...(native === undefined ? [] : [native])];
  return spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'], env: {} });
}

/** Starts the program and waits for its first line. Its environment is empty: no LANG, no PATH, no HOME. */
export async function run(path: string, front: readonly string[] = [], native?: string): Promise<Running> {
  const child = spawnProgram(path, front, native);
  const exit = once(child, 'exit');
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('no pipes');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Line> => JSON.parse(String((await lines.next()).value)) as Line;
  const started: Running = {
    child,
    first: await next(),
    next,
    async ask(sql) {
      stdin.write(`${sql}\n`);
      return await next();
    },
    async end() {
      running.delete(started);
      stdin.end();
      await exit;
    },
    async kill() {
      running.delete(started);
      child.kill('SIGKILL');
      await exit;
    },
  };
  running.add(started);
  return started;
}

/** The process id of the server, from its own note. */
export function serverOf(path: string): number {
  return Number.parseInt(readFileSync(join(path, 'postgres/data/postmaster.pid'), 'utf8'), 10);
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
