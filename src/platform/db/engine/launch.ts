import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fail } from '../../errors/index.ts';

/** How programs of PostgreSQL are started by this user on this machine. */
export interface Launch {
  /** Comes in front of the program and its arguments. */
  readonly front: readonly string[];
  /** The name that the server knows this user by: what `peer` finds for our end of the socket. */
  readonly systemUser: string;
}

/**
 * PostgreSQL refuses to run as root, and needs a name for its user. Root, and a user without a name (any number can be
 * the user of a container), become another one in a user namespace: outside of it the processes and their files are
 * ours as before, so that a folder of mode 0700 serves and no account has to be made. Costs 3 ms.
 *
 * `database-user` where that is needed and not possible.
 */
export function findLaunch(): Launch {
  const own = ownName();
  const limits = ['/bin/sh', '-c', 'ulimit -c 0; exec "$@"', 'postgres'];
  if (own !== undefined) return { front: [...limits, ...orphanGuard([])], systemUser: own };
  const who = process.geteuid?.() === 0 ? 'root' : `user ${process.geteuid?.()}, who has no name`;
  const account = knownAccount();
  const unshare = found('unshare');
  if (account === undefined || unshare === undefined) {
    fail('database-user', `${who}; ${unshare === undefined ? 'no unshare' : 'no account'} to become another`);
  }
  const namespace = [unshare, '--user', `--map-user=${account.id}`];
  const tried = spawnSync(unshare, [...namespace.slice(1), '/bin/sh', '-c', ':'], { encoding: 'utf8', env: {} });
  if (tried.status !== 0) fail('database-user', `${who}; ${tried.stderr.trim() || 'no user namespaces'}`);
  return { front: [...limits, ...namespace, ...orphanGuard(namespace)], systemUser: account.name };
}

/**
 * Makes the kernel send SIGINT to the server when its parent dies, even by SIGKILL: a fast shutdown, which breaks off
 * transactions and writes everything down, where SIGTERM would wait for clients and SIGQUIT leave a recovery to do. Has
 * to come after the change of user, which forgets it. Not everywhere at hand (macOS, BusyBox): there an orphan works
 * on until the next start stops it.
 */
function orphanGuard(namespace: readonly string[]): readonly string[] {
  const setpriv = found('setpriv');
  if (setpriv === undefined) return [];
  const guard = [setpriv, '--no-new-privs', '--pdeathsig', 'INT'];
  const [file = setpriv, ...args] = namespace.concat(guard, '/bin/sh', '-c', ':');
  return spawnSync(file, args, { stdio: 'ignore', env: {} }).status === 0 ? guard : [];
}

/** Undefined for root and for users that the system has no name for. */
function ownName(): string | undefined {
  if (process.geteuid?.() === 0) return undefined;
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** An account that the server can run as in a namespace: the first ordinary one, else `nobody`. */
function knownAccount(): { readonly name: string; readonly id: number } | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , id]) => ({ name, id: Number(id) }))
    .filter(({ name, id }) => name !== '' && id > 0);
  return accounts.find(({ id }) => id === 1000) ?? accounts.find(({ name }) => name === 'nobody') ?? accounts[0];
}

function found(name: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** The whole environment of the programs: nothing of ours, so that neither a locale nor a secret finds its way in. */
export function environment(libraryPath: string | undefined): Record<string, string> {
  const base = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  if (libraryPath === undefined) return base;
  return { ...base, LD_LIBRARY_PATH: libraryPath, DYLD_LIBRARY_PATH: libraryPath };
}
