import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { openFolder } from './index.ts';

const program = join(import.meta.dirname, 'testing/holder.ts');
const isRoot = process.getuid?.() === 0;

const temporary: string[] = [];
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-folder-'));
  temporary.push(folder);
  return folder;
}

interface Holder {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
}

/** A process that stands ready to open `folder`. */
async function holder(folder: string, front: readonly string[] = []): Promise<Holder> {
  const [file = '', ...args] = front.concat(process.execPath, program, folder);
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('waiting');
  return { child, lines };
}

async function go({ child, lines }: Holder): Promise<string> {
  child.stdin?.end();
  return String((await lines.next()).value);
}

async function killed({ child }: Holder): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

describe('a data folder', () => {
  test('is made for its user alone, parents and all, and leaves nothing but its lock', async () => {
    const path = join(place(), 'a', 'b');
    const folder = await openFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(path)).toEqual(['lock']);
    expect(statSync(join(path, 'lock')).mode & 0o777).toBe(0o600);
    folder.close();
  });

  test('is known by its true path, and cannot be opened a second time through a link', async () => {
    const path = join(place(), 'data');
    const folder = await openFolder(path);
    const link = join(place(), 'link');
    symlinkSync(path, link);
    await expect(openFolder(link)).rejects.toMatchObject({ code: 'folder-in-use' });
    await expect(openFolder(path)).rejects.toMatchObject({ code: 'folder-in-use' });
    folder.close();
    folder.close();
    const again = await openFolder(link);
    expect(again.path).toBe(folder.path);
    folder.close();
    await expect(openFolder(path)).rejects.toMatchObject({ code: 'folder-in-use' });
    again.close();
  });

  test.each([0o750, 0o705, 0o777, 0o711])('with mode %o is refused, with the way to mend it', async (mode) => {
    const path = place();
    chmodSync(path, mode);
    await expect(openFolder(path)).rejects.toMatchObject({
      code: 'folder-not-private',
      message: expect.stringMatching(/chmod 700/),
    });
    expect(readdirSync(path)).toEqual([]);
  });

  test.runIf(isRoot)("of somebody else is refused, root's or not", async () => {
    const path = place();
    chownSync(path, 65_534, 65_534);
    await expect(openFolder(path)).rejects.toMatchObject({ code: 'folder-not-private' });
  });

  test('that is a file is refused', async () => {
    const path = join(place(), 'file');
    writeFileSync(path, '');
    await expect(openFolder(path)).rejects.toMatchObject({ code: 'folder-not-writable' });
    await expect(openFolder(join(path, 'below'))).rejects.toMatchObject({ code: 'folder-not-writable' });
  });
});

const nobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
const canBeNobody =
  isRoot && spawnSync('setpriv', [...nobody.slice(1), process.execPath, '--check', program]).status === 0;

test.runIf(canBeNobody)('a folder that its owner may not write to is refused', async () => {
  const path = place();
  chownSync(path, 65_534, 65_534);
  chmodSync(path, 0o500);
  expect(await go(await holder(path, nobody))).toBe('folder-not-writable');
});

const canMount = isRoot && spawnSync('unshare', ['--mount', 'true']).status === 0;

test.runIf(canMount)('a full disk is told before anything is begun', async () => {
  const path = place();
  // A file system of its own, gone with the process.
  const mount = 'mount -t tmpfs -o size=64k,mode=700 none "$0" && exec "$@"';
  expect(await go(await holder(path, ['unshare', '--mount', '/bin/sh', '-c', mount, path]))).toBe('data-disk-full');
});

describe('the lock', () => {
  test('goes to one of eight that start at the same moment, and again when that one is killed', async () => {
    const path = join(place(), 'data');
    for (let round = 0; round < 2; round += 1) {
      const holders = await Promise.all(Array.from({ length: 8 }, () => holder(path)));
      const said = await Promise.all(holders.map(go));
      expect(said.toSorted()).toEqual([...Array.from({ length: 7 }, () => 'folder-in-use'), 'open']);
      const winner = holders[said.indexOf('open')];
      if (winner === undefined) throw new Error('nobody won');
      await killed(winner);
    }
  });

  test('is not inherited by children that outlive a killed holder', async () => {
    const path = join(place(), 'data');
    const script = `import { spawn } from 'node:child_process';
      import { openFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder.ts'))};
      await openFolder(${JSON.stringify(path)});
      const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
      console.log(child.pid);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(parent);
    const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
    const child = Number((await lines.next()).value);
    await killed({ child: parent, lines });
    expect(() => process.kill(child, 0)).not.toThrow();
    (await openFolder(path)).close();
    process.kill(child, 'SIGKILL');
  });

  test('of another process stands while this one tries in vain', async () => {
    const path = join(place(), 'data');
    mkdirSync(path, { mode: 0o700 });
    expect(await go(await holder(path))).toBe('open');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(openFolder(path)).rejects.toMatchObject({ code: 'folder-in-use' });
    }
    expect(await go(await holder(path))).toBe('folder-in-use');
  });
});
