import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export interface ChildLimits {
  /** V8 heap, MiB. */
  readonly heapMegabytes: number;
  /** What buffers and WebAssembly may take on top, MiB. Needs a system with RLIMIT_DATA (Linux). */
  readonly bufferMegabytes: number;
  /** CPU seconds of one child over all its jobs; a backstop only, jobs have a wall time of their own. */
  readonly cpuSeconds: number;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * Writable private memory that Node 26 maps before it does anything, MiB: 548 to 573 measured, most of it reserved
 * for code and stacks and never touched. RLIMIT_DATA counts it all the same.
 */
const baseMegabytes = 600;

/**
 * `$1` CPU seconds, `$2` KiB of data; no core file (it would hold the leaked data), no file written, few files open.
 * A limit that cannot be set is one that is lower already, or one that this system lacks.
 */
const limitScript = `
for limit in '-c 0' '-f 0' '-n 128' "-t $1" "-d $2"; do ulimit $limit 2>/dev/null || :; done
shift 2
exec "$@"`;

/**
 * The command that runs `entry` confined: permission model with read access to the program alone, resource limits,
 * empty environment, no way to gain privileges, killed with its parent. `keepsRoot`: the child will not change its user
 * although it is root (a user namespace without other ids), so it loses root's capabilities at the start.
 */
export function sandboxCommand(entry: URL, root: string, limits: ChildLimits, keepsRoot: boolean): Command {
  const home = realpathSync(root);
  const named = ['src', 'node_modules', 'package.json'].map((name) => join(home, name));
  // Where node_modules is a link (a shared or linked installation), modules load from its target.
  const readable = new Set([...named, ...named.filter((path) => existsSync(path)).map((path) => realpathSync(path))]);
  const dataKilobytes = (baseMegabytes + limits.heapMegabytes + limits.bufferMegabytes) * 1024;
  const node = [
    process.execPath,
    '--permission',
    ...Array.from(readable, (path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${limits.heapMegabytes}`,
    // Readers make much garbage and keep little, and there are as many as cores: threads that help to collect it only
    // get in the way of the others. Two readers, 100 MB of CSV: 30 s of CPU with helpers and 4 MiB, 23 s with this.
    '--single-threaded-gc',
    '--max-semi-space-size=8',
    '--disallow-code-generation-from-strings',
    '--disable-sigusr1',
    '--no-warnings',
    fileURLToPath(entry),
  ];
  const env = found('env');
  const confined = [...(env === undefined ? [] : [env, '-i']), ...privileges(keepsRoot), ...node];
  return {
    file: '/bin/sh',
    args: ['-c', limitScript, 'sandbox', String(limits.cpuSeconds), String(dataKilobytes), ...confined],
  };
}

let known: { readonly namespaces: readonly string[]; readonly setpriv: readonly string[] } | undefined;

/** The front part of the command: the strongest forms that this machine knows, or nothing. */
function privileges(keepsRoot: boolean): readonly string[] {
  known ??= { namespaces: strongest('unshare', namespaceForms()), setpriv: strongest('setpriv', setprivForms) };
  const dropped = keepsRoot && known.setpriv.length > 0 ? ['--bounding-set=-all', '--inh-caps=-all'] : [];
  return [...known.namespaces, ...known.setpriv, ...dropped];
}

/**
 * A network of its own, without a single interface: the permission model denies the network to script only, this to
 * native code that was taken over as well. Costs 1 ms as root; an ordinary user needs user namespaces for it.
 */
function namespaceForms(): readonly string[][] {
  const apart = ['--net', '--ipc'];
  return process.getuid?.() === 0 ? [apart] : [['--user', '--map-current-user', ...apart]];
}

/** BusyBox knows the first option only. */
const setprivForms = [['--no-new-privs', '--pdeathsig', 'KILL'], ['--no-new-privs']];

function strongest(name: string, forms: readonly string[][]): readonly string[] {
  const file = found(name);
  if (file === undefined) return [];
  const form = forms.find((args) => spawnSync(file, [...args, '/bin/sh', '-c', ':'], { stdio: 'ignore' }).status === 0);
  return form === undefined ? [] : [file, ...form];
}

function found(name: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/**
 * Ids that no distribution hands out: between the ranges that systemd gives to homes and containers (up to 60705) and
 * to dynamic users (from 61184). See systemd's UIDS-GIDS.
 */
const firstId = 60_800;
const ids = 384;
const taken = new Set<number>();

/** Whether this process is root and may become any of the ids above. Not so in a namespace that maps root alone. */
export function canChangeUser(): boolean {
  if (process.getuid?.() !== 0) return false;
  return ['uid_map', 'gid_map'].every((file) => {
    const path = `/proc/self/${file}`;
    if (!existsSync(path)) return true;
    const ranges = readFileSync(path, 'utf8').trim().split('\n');
    return ranges.some((line) => {
      const [from = 0, , length = 0] = line.trim().split(/\s+/).map(Number);
      return from <= firstId && firstId + ids <= from + length;
    });
  });
}

/** A user id that no other child of this process has, so that children cannot signal each other. Give it back. */
export function takeId(): number {
  for (let step = 0; step < ids; step += 1) {
    const id = firstId + ((process.pid * 16 + step) % ids);
    if (!taken.has(id)) {
      taken.add(id);
      return id;
    }
  }
  return firstId;
}

export function returnId(id: number): void {
  taken.delete(id);
}
