import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fail } from '#platform/errors';

/** Earlier builds that are kept: a server that still runs hands them out. */
const kept = 3;

export interface BuiltPage {
  /** Holds `index.html`, and `assets` whose names change with what is in them. */
  readonly folder: string;
  /** How long building took; 0 where nothing had changed. */
  readonly milliseconds: number;
}

/**
 * The page of this checkout, built anew where a source of it changed since. Of two that build at once the first to finish
 * counts.
 *
 * Errors: `page-not-built`.
 *
 * @param root of the checkout; builds lie in `dist/page`
 */
export async function buildPage(root: string): Promise<BuiltPage> {
  const builds = join(root, 'dist/page');
  const folder = join(builds, await stampOf(root));
  if (existsSync(folder)) return { folder, milliseconds: 0 };
  const start = performance.now();
  const making = join(builds, `.making-${process.pid}`);
  try {
    await mkdir(builds, { recursive: true });
    await run(root, making);
    await rename(making, folder).catch(async (error: unknown) => {
      // Another process was faster with the same.
      await access(folder).catch(() => {
        throw error;
      });
    });
  } catch (error) {
    fail('page-not-built', error instanceof Error ? error.message.slice(0, 500) : builds, error);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  await removeOld(builds);
  return { folder, milliseconds: performance.now() - start };
}

/** What the page is made of, as a name: sources, documents that it takes tables from, versions of all packages. */
async function stampOf(root: string): Promise<string> {
  const names = await readdir(join(root, 'web'), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const hash = createHash('sha256');
  const others = ['docs/openapi.json', 'docs/errors.md', 'package-lock.json'].map((name) => join(root, name));
  for (const file of [...files.sort(), ...others]) {
    hash.update(`${file.slice(root.length)}\0`).update(
      createHash('sha256')
        .update(await readFile(file))
        .digest(),
    );
  }
  return hash.digest('hex').slice(0, 16);
}

function run(root: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, 'web/make.ts'), folder],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      },
    );
    let said = '';
    child.stderr.on('data', (piece) => (said += String(piece)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(firstError(said)))));
  });
}

const firstError = (said: string): string => said.split('\n').find((line) => /error/i.test(line)) ?? said.slice(-300);

async function removeOld(builds: string): Promise<void> {
  const folders = (await readdir(builds)).filter((name) => !name.startsWith('.'));
  const aged = await Promise.all(folders.map(async (name) => ({ name, at: (await stat(join(builds, name))).mtimeMs })));
  for (const { name } of aged.sort((a, b) => b.at - a.at).slice(kept)) {
    await rm(join(builds, name), { recursive: true, force: true });
  }
}
