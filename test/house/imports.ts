import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Stages and what of ours each may import: DESIGN of the program, held as data. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  inspect: ['platform/errors'],
  respond: ['platform'],
  notify: ['platform', 'respond'],
  server: ['platform', 'inspect', 'respond', 'notify'],
  cli: ['platform', 'inspect', 'server'],
};

/** Modules of Node that make `inspect` impure: it gets bytes and gives findings, and touches nothing else. */
const impure = [
  'fs',
  'fs/promises',
  'net',
  'http',
  'https',
  'child_process',
  'worker_threads',
  'dns',
  'os',
  'timers',
  'process',
];

export interface Module {
  /** Path from the root of the project. */
  readonly path: string;
  readonly text: string;
}

export interface Breach {
  readonly path: string;
  readonly imports: string;
  /** What to do about it. */
  readonly mend: string;
}

/** All modules of the stages; tests may reach further and are left out. */
export function modulesBelow(root: string): Module[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('/testing/'))
    .map((name) => ({ path: join('src', name), text: readFileSync(join(root, 'src', name), 'utf8') }));
}

/** All modules of the demo. */
export function demoModules(root: string): Module[] {
  return readdirSync(join(root, 'demo'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: join('demo', name), text: readFileSync(join(root, 'demo', name), 'utf8') }));
}

/** Doors and folders that the demo may go through: those of a client of the API, and the range. */
const demoMayImport = ['#server/client', '#platform', '#platform/', 'src/cli/', 'test/range/', 'demo/'] as const;
/** Only who takes pictures starts a server and a browser. */
const picturesMayImport = [...demoMayImport, 'bench/', 'test/e2e/testing/'] as const;

/** What the demo imports that would let it reach around the API: tables, the vault, the server itself. */
export function findDemoBreaches(modules: readonly Module[]): Breach[] {
  return modules.flatMap((module) =>
    importsOf(module).flatMap((name) => {
      const target = name.startsWith('.') ? relative('.', resolve(dirname(module.path), name)) : name;
      const takesPictures = /^demo\/(pictures\/|screenshots\.ts)/.test(module.path);
      const allowed = takesPictures ? picturesMayImport : demoMayImport;
      const isOurs = name.startsWith('.') || name.startsWith('#');
      const isAroundApi = /^#platform\/(db|vault|jobs|audit)/.test(target);
      if (
        !isOurs ||
        (!isAroundApi && allowed.some((one) => target === one || (one.endsWith('/') && target.startsWith(one))))
      )
        return [];
      return [{ path: module.path, imports: name, mend: 'the demo asks the desk over its API: #server/client' }];
    }),
  );
}

const imported =
  /(?:^|\n)\s*(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** All modules of the page. */
export function pageModules(root: string): Module[] {
  return readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => ({ path: join('web', name), text: readFileSync(join(root, 'web', name), 'utf8') }));
}

/**
 * What the page imports of the program that is no contract, or more of one than its types: code of the server would come
 * along into browsers.
 */
export function findPageBreaches(modules: readonly Module[]): Breach[] {
  return modules.flatMap(({ path, text }) =>
    [...text.matchAll(statement)].flatMap(([, words = '', name = '']) => {
      if (name.startsWith('#')) return [{ path, imports: name, mend: 'the page asks the server by HTTP' }];
      const target = relative('.', resolve(dirname(path), name));
      if (!name.startsWith('.') || target.startsWith('web/')) return [];
      const isContract = /(^|[/-])contract\.ts$/.test(target) || target === 'src/platform/operation/index.ts';
      if (isContract && words.startsWith('type')) return [];
      return [{ path, imports: name, mend: 'the page takes types of contracts alone: import type' }];
    }),
  );
}

const statement = /(?:^|\n)\s*(?:import|export)\s+([^'"`;]*?)(?:from\s*)?['"]([^'"]+)['"]/g;

/** Every import that breaks the table, goes around a door, or makes inspect impure. */
export function findBreaches(modules: readonly Module[]): Breach[] {
  return modules.flatMap((module) => importsOf(module).flatMap((name) => judge(module.path, name) ?? []));
}

function importsOf({ text }: Module): string[] {
  return [...text.matchAll(imported)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function judge(path: string, name: string): Breach | undefined {
  const stage = path.split('/')[1] ?? '';
  if (name.startsWith('#')) return judgeDoor(path, stage, name.slice(1));
  if (name.startsWith('.')) return judgeRelative(path, stage, name);
  if (stage === 'inspect' && impure.includes(name.replace(/^node:/, ''))) {
    return { path, imports: name, mend: 'inspect is pure: take bytes, hashes or a store as an argument' };
  }
  return undefined;
}

function judgeDoor(path: string, stage: string, door: string): Breach | undefined {
  const allowed = mayImport[stage] ?? [];
  if (allowed.some((one) => door === one || door.startsWith(`${one}/`))) return undefined;
  return {
    path,
    imports: `#${door}`,
    mend: `${stage} may import ${allowed.join(', ') || 'nothing of ours'}: pass what it needs as an argument`,
  };
}

function judgeRelative(path: string, stage: string, name: string): Breach | undefined {
  const target = relative('.', resolve(dirname(path), name));
  const inside = target.startsWith(`src/${stage}/`);
  // The range ships with the program but lives with the tests; the manifest tells the version.
  const excepted = stage === 'cli' && (target.startsWith('test/range/') || target === 'package.json');
  if (inside || excepted) return undefined;
  return { path, imports: name, mend: 'another stage is entered by its door: #stage' };
}
