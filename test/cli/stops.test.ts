import { type ChildProcess, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../range/formats/zip.ts';
import { good, goodBytes } from './hostile.ts';
import { cofferdam, descendants, firstOutput, isReader, isRunning, procFile, type Ran, resultOf } from './run.ts';

let folder: string;
let temporary: string;
const at = (name: string) => join(folder, name);

/** A table that takes seconds to read. */
function table(rows: number): string {
  const lines = ['customer id,first name,last name,e-mail'];
  for (let row = 0; row < rows; row += 1) {
    lines.push(`${10_000_000 + row},Mara,Lindqvist,mara.lindqvist.${row}@hafenkontor.eu`);
  }
  return `${lines.join('\n')}\n`;
}

interface Line {
  readonly type: string;
  readonly path?: string;
  readonly status?: string;
  readonly reason?: string;
}
const linesOf = ({ out }: Ran) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
const fileLines = (ran: Ran) =>
  new Map(linesOf(ran).flatMap((line) => (line.type === 'file' ? [[line.path, line]] : [])));

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cofferdam-test-')));
  temporary = at('temporary');
  for (const name of ['temporary', 'zip', 'text', 'many', 'small']) mkdirSync(at(name));
  const long = table(100_000);
  writeFileSync(
    at('zip/big.zip'),
    zip([
      { name: 'before.csv', bytes: goodBytes },
      { name: 'big.csv', bytes: Buffer.from(long) },
      { name: 'after.csv', bytes: goodBytes },
    ]),
  );
  writeFileSync(at('zip/good.csv'), good);
  writeFileSync(at('text/big.csv'), long);
  writeFileSync(at('many/people.csv'), table(30_000));
  writeFileSync(at('many/good.csv'), good);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = () => ({ TMPDIR: temporary });
const ndjson = ['inspect', '--format', 'ndjson', '--jobs', '1'];

/** Resolves once the text was in the output. */
async function outputHas(child: ChildProcess, text: string): Promise<void> {
  let tail = '';
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.stdout?.on('data', (chunk: Buffer) => {
      tail = tail.slice(-1000) + chunk.toString();
      if (tail.includes(text)) resolve();
    });
  });
}

describe('a reader that is killed', () => {
  it('costs the member that it was reading: the rest of the archive and the other files are inspected', async () => {
    let killed = 0;
    const ran = await cofferdam([...ndjson, at('zip')], {
      env: env(),
      during: async (child) => {
        await outputHas(child, 'big.csv');
        for (const pid of descendants(child.pid).filter(isReader)) {
          killed += 1;
          process.kill(pid, 'SIGKILL');
        }
      },
    });
    expect(killed).toBe(1);
    const files = fileLines(ran);
    expect(files.get(at('zip/big.zip!/big.csv'))).toMatchObject({ status: 'partial', reason: 'reader-crashed' });
    for (const name of ['zip/big.zip!/before.csv', 'zip/big.zip!/after.csv', 'zip/good.csv']) {
      expect(files.get(at(name))).toMatchObject({ status: 'inspected' });
    }
    expect(linesOf(ran).filter(({ type, path }) => type === 'finding' && path?.endsWith('after.csv'))).toHaveLength(4);
    expect(ran.code).toBe(5);
  });
});

describe('a program that is stopped', () => {
  it.each([
    ['SIGINT', 'zip'],
    ['SIGINT', 'text'],
    ['SIGTERM', 'zip'],
    ['SIGKILL', 'zip'],
  ] as const)('%s while it reads %s leaves no process and no file behind', async (signal, name) => {
    let started: number[] = [];
    const children: string[] = [];
    const ran = await cofferdam([...ndjson, at(name)], {
      env: env(),
      during: async (child) => {
        await firstOutput(child);
        started = descendants(child.pid);
        children.push(...started.map((pid) => procFile(pid, 'cmdline')));
        child.kill(signal);
      },
    });
    expect(ran.signal).toBe(signal);
    expect(children.some((child) => child.includes('--permission'))).toBe(name === 'zip');
    await expect.poll(() => started.filter(isRunning), { timeout: 30_000 }).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(ran.err).toBe('');
  });

  it('Ctrl-C ends it also while nobody reads its output', async () => {
    const ran = await cofferdam([...ndjson, at('text')], {
      env: env(),
      during: async (child) => {
        await firstOutput(child);
        child.stdout?.pause();
        const written = () => /^wchar: (\d+)/m.exec(procFile(child.pid ?? 0, 'io'))?.[1];
        let before: string | undefined;
        const stands = () => {
          const now = written();
          const same = now === before;
          before = now;
          return same;
        };
        await expect.poll(stands, { timeout: 60_000, interval: 1000 }).toBe(true);
        child.kill('SIGINT');
        child.once('exit', () => child.stdout?.resume());
      },
    });
    expect(ran.signal).toBe('SIGINT');
  });
});

describe('files that change while they are read', () => {
  it('are told from those that did not, in text and in archives', async () => {
    writeFileSync(at('small/grows.csv'), table(60_000));
    writeFileSync(at('small/shrinks.csv'), table(60_000));
    writeFileSync(at('small/grows.zip'), zip([{ name: 'big.csv', bytes: Buffer.from(table(60_000)) }]));
    writeFileSync(at('small/good.csv'), good);
    const ran = await cofferdam(['inspect', '--format', 'ndjson', '--no-persons', '--jobs', '4', at('small')], {
      env: env(),
      during: async (child) => {
        const whenSeen = async (name: string, change: (path: string) => void) => {
          await outputHas(child, name);
          change(at(`small/${name.split('!')[0]}`));
        };
        const grow = (path: string) => appendFileSync(path, 'one more\n');
        await Promise.all([
          whenSeen('grows.csv', grow),
          whenSeen('shrinks.csv', (path) => truncateSync(path, 100)),
          whenSeen('grows.zip!/big.csv', grow),
        ]);
      },
    });
    const files = fileLines(ran);
    for (const name of ['grows.csv', 'shrinks.csv', 'grows.zip']) {
      expect(files.get(at(`small/${name}`))).toMatchObject({ status: 'partial', reason: 'changed-while-read' });
    }
    expect(files.get(at('small/good.csv'))).toMatchObject({ status: 'inspected' });
    expect(ran.code).toBe(5);
  });
});

/** Runs a command with its temporary folder on a disk of 128 KiB; where mounting is not allowed this cannot be tried. */
const smallDisk = (folder: string): string[] => {
  const apart = process.getuid?.() === 0 ? ['-m'] : ['-Urm'];
  return ['unshare', ...apart, 'sh', '-c', 'mount -t tmpfs -o size=128k none "$0" && exec "$@"', folder];
};
const mounts = spawnSync('unshare', [...smallDisk(tmpdir()).slice(1), 'true']).status === 0;

describe.skipIf(!mounts)('a full disk for temporary files', () => {
  it('costs the count of persons alone: all findings are there, and the exit code is not that of success', async () => {
    const ran = await cofferdam([...ndjson, at('many')], { env: env(), front: smallDisk(temporary) });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('The disk is full (temporary files)');
    expect(ran.err).toContain('TMPDIR');
    const lines = linesOf(ran);
    expect(fileLines(ran).get(at('many/people.csv'))).toMatchObject({ status: 'inspected' });
    expect(lines.filter(({ type, path }) => type === 'finding' && path === at('many/good.csv'))).toHaveLength(4);
    expect(lines.at(-1)).toMatchObject({ type: 'summary' });
    expect(lines.at(-1)).not.toHaveProperty('persons');
  });

  it('leaves a JSON document that is whole, and says in it that it is not complete', async () => {
    const ran = await cofferdam(['inspect', '--no-persons', '--format', 'json', '--jobs', '1', at('many')], {
      env: env(),
      front: smallDisk(temporary),
    });
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('The disk is full');
    expect(resultOf(ran).result).toMatchObject({ aborted: 'disk-full' });
  });
});
