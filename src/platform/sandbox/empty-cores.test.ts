import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';

// Real crashes of real processes, where this machine writes core files into the folder of the process.

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const door = JSON.stringify(join(import.meta.dirname, 'empty-cores.ts'));
const before = { 'as the machine has it': '', emptied: `import { emptyCores } from ${door}; emptyCores();` };

/** The core of a process that crashes with a value in its memory, and the value, which is in no argument. */
function crash(start: string): { readonly core: Buffer | undefined; readonly value: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-core-'));
  folders.push(folder);
  const seed = randomBytes(8).toString('hex');
  const script = `${start}
    import { createHash } from 'node:crypto';
    globalThis.kept = Buffer.alloc(64, createHash('sha256').update(process.argv[1]).digest());
    // What was computed last stands in the registers of vectors, which are in every core: seen with the value itself.
    createHash('sha256').update(Buffer.alloc(100_000, 'b')).digest();
    process.kill(process.pid, 'SIGSEGV');
    setInterval(() => undefined, 1000);`;
  const raised = 'ulimit -c "$(ulimit -H -c)"; exec "$@"';
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  const { signal } = spawnSync('/bin/sh', ['-c', raised, 'sh', ...node, seed], { cwd: folder });
  expect(signal).toBe('SIGSEGV');
  const [name] = readdirSync(folder).filter((one) => one.startsWith('core'));
  return {
    core: name === undefined ? undefined : readFileSync(join(folder, name)),
    value: createHash('sha256').update(seed).digest(),
  };
}

const pattern = process.platform === 'linux' ? readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim() : '';
const hard = spawnSync('/bin/sh', ['-c', 'ulimit -H -c'], { encoding: 'utf8' }).stdout.trim();

describe.runIf(pattern.startsWith('core') && hard === 'unlimited')('the core of a process', () => {
  test('holds its memory as the machine has it', () => {
    const { core, value } = crash(before['as the machine has it']);
    expect(core?.includes(value)).toBe(true);
  });

  test('holds none of it where it was emptied', () => {
    const { core, value } = crash(before.emptied);
    expect(core?.includes(value)).toBe(false);
    expect(core?.length).toBeLessThan(1024 * 1024);
  });
});

test.runIf(process.platform === 'linux')('what is started afterwards inherits it, and says nothing of trouble', () => {
  const script = `${before.emptied}
    import { spawnSync } from 'node:child_process';
    console.log(emptyCores(), spawnSync('cat', ['/proc/self/coredump_filter'], { encoding: 'utf8' }).stdout.trim());`;
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['undefined 00000000\n', '']);
});
